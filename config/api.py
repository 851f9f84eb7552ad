"""The addresses of the API, version 1."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import include, is_valid_path, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import RedirectView
from rest_framework.routers import SimpleRouter

import governance.urls  # noqa: F401 - every room's lists are described by now
import registry.urls  # noqa: F401
from governance.approval.api.cases import cases
from governance.approval.api.checks import checks
from governance.approval.api.conflicts import conflicts
from governance.approval.api.decisions import decisions, verification
from governance.approval.api.dossiers import documents, sections
from governance.approval.api.indicators import thresholds
from governance.approval.api.notices import notices
from governance.approval.api.obligations import obligations
from governance.approval.api.procedures import procedure_drafts, procedures
from governance.approval.api.public import public, public_cases, public_mines
from governance.approval.api.queues import queues
from governance.approval.api.savings import savings
from governance.approval.api.seats import opinions, seats, substitutions
from governance.committee.api import meetings
from registry.calendar.api import calendars
from registry.layers.api import layer_imports, layers
from registry.messages.api import notifications
from registry.mines.api import holds, mine_imports, mine_parts, mines, production
from registry.people.api import me, organisations
from registry.regions.api import regions
from registry.web.api import description, docs, listings
from registry.web.rules import problem_details
from registry.workspace.api import glossary, lookup

router = SimpleRouter(use_regex_path=False)
router.register("me", me.Me, "me")
router.register("applications", cases.Applications, "application")
router.register("queue", queues.Queue, "queue")
router.register("seats", seats.Seats, "seat")
router.register("substitutions", substitutions.Substitutions, "substitution")
router.register("opinions", opinions.Opinions, "opinion")
router.register("decisions", decisions.Decisions, "decision")
router.register("conflicts", conflicts.Conflicts, "conflict")
router.register("meetings", meetings.Meetings, "meeting")
router.register("obligations", obligations.Obligations, "obligation")
router.register("comments", notices.Comments, "comment")
router.register("public/notices", notices.PublicNotices, "public-notice")
router.register("public/decisions", public.Published, "public-decision")
router.register("public/applications", public_cases.PublicCases, "public-application")
router.register("public/mines", public_mines.PublicMines, "public-mine")
router.register("public/figures", public_mines.PublicFigures, "public-figure")
router.register("public/letters", verification.Letters, "public-letter")
router.register("savings", savings.Savings, "saving")
router.register("procedures", procedures.Procedures, "procedure")
router.register("procedure-drafts", procedure_drafts.ProcedureDrafts, "procedure-draft")
router.register("thresholds", thresholds.Thresholds, "threshold")
router.register("mines", mines.Mines, "mine")
router.register("mine-documents", mine_parts.MineDocuments, "mine-document")
router.register("rights", mine_parts.Rights, "right")
router.register("licences", mine_parts.Licences, "licence")
router.register("mine-imports", mine_imports.MineImports, "mine-import")
router.register("holds", holds.Holds, "hold")
router.register("production", production.ProductionMonths, "production")
router.register("facilities", mines.Facilities, "facility")
router.register("organisations", organisations.Organisations, "organisation")
router.register("layers", layers.Layers, "layer")
router.register("layer-imports", layer_imports.LayerImports, "layer-import")
router.register("search", lookup.Search, "search")
router.register("regions", regions.Regions, "region")
router.register("calendar", calendars.Calendar, "calendar")
router.register("notifications", notifications.Notifications, "notification")
router.register("terms", glossary.Terms, "term")
for _path, _resource, _name in listings.derived():
    router.register(_path, _resource, _name)


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    """Answer an address that does not exist, or lead to the one with its final slash."""
    if not request.path_info.endswith("/") and is_valid_path(f"{request.path_info}/"):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponse(status=308, headers={"Location": f"{request.path}/" + (f"?{query}" if query else "")})
    return problem_details.respond("not_found")


_sections = [
    path(
        f"v1/applications/<int:pk>/sections/{key}/",
        resource.as_view({"get": "retrieve", "put": "update"}, basename=f"{key}-section"),
        name=f"{key}-section",
    )
    for key, resource in sections.RESOURCES.items()
]
_documents = [
    path(
        "v1/applications/<int:pk>/documents/",
        documents.Documents.as_view({"get": "list", "post": "create"}, basename="document"),
        name="document-list",
    ),
    path(
        "v1/applications/<int:pk>/documents/<int:document>/",
        documents.Documents.as_view({"delete": "destroy"}, basename="document"),
        name="document-detail",
    ),
    path(
        "v1/applications/<int:pk>/documents/<int:document>/content/",
        documents.Documents.as_view({"get": "content"}, basename="document"),
        name="document-content",
    ),
]

_CHECKS: tuple[tuple[str, str, Any], ...] = (
    ("", "list", {"get": "retrieve"}),
    ("run/", "run", {"post": "run"}),
    ("map/", "map", {"get": "drawn"}),
    ("<slug:code>/record/", "record", {"post": "record"}),
    ("records/<int:record>/content/", "content", {"get": "content"}),
)
_checks = [
    path(
        f"v1/applications/<int:pk>/checks/{rest}",
        checks.Checks.as_view(actions, basename="check"),
        name=f"check-{name}",
    )
    for rest, name, actions in _CHECKS
]

app_name = "api"
urlpatterns = [
    path("v1/", RedirectView.as_view(pattern_name="api:docs")),
    path("v1/docs/", docs.docs, name="docs"),
    path("v1/schema/", description.Description.as_view(), name="schema"),
    *_sections,
    *_documents,
    *_checks,
    path("v1/", include(router.urls)),
    re_path(r"^.*$", nothing),
]

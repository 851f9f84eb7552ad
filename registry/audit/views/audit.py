"""Pages of the audit log."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from registry.audit.filters.audit import AuditFilter
from registry.audit.models import AuditEvent
from registry.audit.policies import audit as policies
from registry.audit.rules import actor_words, audit_verbs
from registry.audit.selectors import audit, audit_values
from registry.audit.tables.audit import AuditTable
from registry.scope.policies import base
from registry.web.selectors import pagination
from registry.web.views import exports
from registry.web.views.exports import ExportColumn
from registry.web.views.signed import Signed

EXPORT_ROWS = 100_000

COLUMNS = (
    ExportColumn(_("Time"), lambda row: row.at),
    ExportColumn(_("Act"), lambda row: audit_verbs.text(row.verb)),
    ExportColumn(_("Who"), lambda row: row.actor_text),
    ExportColumn(_("Role"), lambda row: audit_values.roles(row.role)),
    ExportColumn(_("Organisation"), lambda row: row.organisation_text),
    ExportColumn(_("Kind of object"), lambda row: audit_values.type_label(row.object_type)),
    ExportColumn(_("Object"), lambda row: row.object_text),
    ExportColumn(_("Key"), lambda row: row.object_id),
    ExportColumn(_("Region code"), lambda row: row.region_code),
    ExportColumn(_("Change"), lambda row: audit_values.summary(row.object_type, row.before, row.after, limit=20)),
    ExportColumn(_("IP address"), lambda row: row.ip or ""),
    ExportColumn(_("Request"), lambda row: row.request_id),
    ExportColumn(_("Number in the chain"), lambda row: row.sequence),
    ExportColumn(_("Hash"), lambda row: row.hash),
)


def _filtered(request: Signed) -> AuditFilter:
    user = request.user
    base.ensure(policies.policy.check(user, "view"))
    return AuditFilter(request.GET, queryset=audit.visible(user))


@login_required
@require_safe
def audit_list(request: Signed) -> HttpResponse:
    """The acts that the auditor may read, latest first."""
    found = _filtered(request)
    page = pagination.paginate(found.qs, order=("-at", "-id"), cursor=request.GET.get("cursor", ""), size=30)
    query = request.GET.copy()
    query.pop("cursor", None)
    context = {
        "filter": found,
        "applied": found.applied(request.GET),
        "table": AuditTable(page.rows, target="audit-list"),
        "page": page,
        "query": query.urlencode(),
    }
    template = (
        "registry/audit/_audit_rows.html" if getattr(request, "htmx", False) else "registry/audit/audit_list.html"
    )
    return render(request, template, context)


@login_required
@require_safe
def audit_export(request: Signed, kind: str) -> HttpResponseBase:
    """The filtered acts as CSV or XLSX, at most 100,000 of them."""
    rows = _filtered(request).qs.order_by("-at", "-id")[:EXPORT_ROWS]
    return exports.respond(rows, COLUMNS, kind, name="audit")


@login_required
@require_safe
def audit_detail(request: Signed, pk: int) -> HttpResponse:
    """One act with what it changed and its place in the chain."""
    user = request.user
    base.ensure(policies.policy.check(user, "view"))
    event = policies.policy.access(user, pk)
    return render(
        request,
        "registry/audit/audit_detail.html",
        {
            "event": event,
            "verb": audit_verbs.text(event.verb),
            "facts": _facts(event),
            "changes": audit_values.changes(event.object_type, event.before, event.after),
            "neighbours": audit.neighbours(event, user),
            "is_whole": audit.holds(event),
        },
    )


def _facts(event: AuditEvent) -> list[dict[str, object]]:
    return [
        {"label": _("Who"), "value": actor_words.shown(event.actor_text)},
        {"label": _("Role"), "value": audit_values.roles(event.role)},
        {"label": _("Organisation"), "value": event.organisation_text},
        {"label": _("IP address"), "value": event.ip or ""},
        {"label": _("Kind of object"), "value": audit_values.type_label(event.object_type)},
        {"label": _("Object"), "value": event.object_text},
        {"label": _("Region code"), "value": event.region_code},
        {"label": _("Request"), "value": event.request_id},
    ]

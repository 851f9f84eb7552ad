"""The open pages about decisions: front page, list, one case, its letters."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from governance.approval.filters.public import DecisionFilter
from governance.approval.selectors.public import public
from governance.approval.services.decisions import letters
from governance.approval.tables.public import DECISION_COLUMNS, DecisionTable, measured
from governance.approval.views.public import public_case_page
from registry.base.rules.errors import OutOfScope
from registry.files.services import attachments
from registry.web.selectors.pagination import paginate
from registry.web.views import exports

FEW, MANY, REVIEWS_SHOWN = 6, 20, 5


@require_GET
def public_home(request: HttpRequest) -> HttpResponse:
    """Search, the latest disclosures, how a plan is decided, and what is under review now."""
    words, kind = request.GET.get("q", "")[:100].strip(), request.GET.get("kind", "")
    notices = public.notices(kind, words, MANY if words else FEW)
    context: dict[str, Any] = {"q": words, "notices": notices, "chips": _chips(kind, words)}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "governance/approval/_public_notices.html", context)
    reviews = list(public.reviews()[:REVIEWS_SHOWN])
    used = public.days_used(reviews)
    context |= {
        "figures": public.figures(),
        "reviews": [{"case": case, "used": used.get(case.pk)} for case in reviews],
    }
    return render(request, "governance/approval/public_home.html", context)


def _chips(kind: str, words: str) -> list[dict[str, object]]:
    home = reverse("governance:public_home")
    labels = {"": _("All"), "decision": _("Decisions"), "review": _("Plans under review")}
    shown = kind if kind in labels else ""
    return [
        {"label": label, "url": f"{home}?{urlencode({'kind': key, 'q': words})}", "current": key == shown}
        for key, label in labels.items()
    ]


@require_GET
def public_decisions(request: HttpRequest) -> HttpResponseBase:
    """All signed decisions: filters, keyset pages, open data."""
    chosen = DecisionFilter(request.GET, queryset=public.decisions(), request=request)
    if export := request.GET.get("export"):
        return exports.respond(measured(chosen.qs), DECISION_COLUMNS, export, name="decisions")
    page = paginate(chosen.qs, order=public.DECISION_ORDER, cursor=request.GET.get("cursor", ""))
    used = public.days_used([row.case for row in page.rows])
    for row in page.rows:
        row.days_used = used.get(row.case_id)
    context = {"filter": chosen, "page": page, "table": DecisionTable(page.rows, target="decision-list")}
    fragment = request.htmx  # type: ignore[attr-defined]
    template = (
        "governance/approval/_public_decision_rows.html" if fragment else "governance/approval/public_decisions.html"
    )
    return render(request, template, context)


@require_GET
def public_case(request: HttpRequest, number: str) -> HttpResponse:
    """One case as everybody may see it."""
    case = public.access_case(number)
    return render(
        request, "governance/approval/public_case.html", public_case_page.context(case, public.decision_of(case))
    )


@require_GET
def public_letter(request: HttpRequest, number: str, language: str) -> HttpResponseBase:
    """The letter of a signed decision, as it was sent."""
    decision = public.decision_of(public.access_case(number))
    letter = decision.letters.filter(language=language).first() if decision else None
    if letter is None:
        raise OutOfScope
    return attachments.download_response(letters.render(letter.pk))

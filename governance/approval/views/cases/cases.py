"""The list of cases, the page of a case, and the acts on it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from governance.approval.filters.cases import CaseFilter
from governance.approval.forms.acts import ActForm
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.cases import cases as selectors
from governance.approval.selectors.clocks import clocks
from governance.approval.services.cases import cases as case_service
from governance.approval.tables.cases import EXPORT_COLUMNS, CaseTable
from governance.approval.views.cases import acts, applicant, case_page
from governance.approval.views.cases.act_kinds import Act
from governance.approval.views.checks import checks
from governance.approval.views.conflicts import conflicts
from governance.approval.views.dossiers import revisions
from governance.approval.views.seats import seat_acts
from registry.scope.models import User
from registry.scope.policies.base import Denied, ensure
from registry.web.selectors.pagination import paginate
from registry.web.views import exports
from registry.web.views.responses import saved, seen, status_of
from registry.web.views.signed import Signed

ORDERS = {
    "-created": ("-created_at", "-pk"),
    "created": ("created_at", "pk"),
    "number": ("matter__number", "pk"),
    "-number": ("-matter__number", "-pk"),
}


@login_required
@require_GET
def case_list(request: Signed) -> HttpResponseBase:
    """Cases in scope, the user's own work first when asked; filters, sort, keyset pages, export."""
    user = request.user
    chosen = CaseFilter(request.GET, queryset=selectors.listing(user), request=request)
    rows = chosen.qs
    if request.GET.get("waiting"):
        rows = rows.filter(pk__in=selectors.waiting_for(user).values("pk"))
    order = request.GET.get("order", "-created")
    keys = ORDERS.get(order, ORDERS["-created"])
    if export := request.GET.get("export"):
        return exports.respond(rows.order_by(*keys), EXPORT_COLUMNS, export, name="cases")
    page = paginate(rows, order=keys, cursor=request.GET.get("cursor", ""))
    readings = clocks.of_cases(page.rows)
    for row in page.rows:
        row.clocks = readings[row.pk]
    context = {
        "filter": chosen,
        "page": page,
        "table": CaseTable(page.rows, sorted_by=order if order in ORDERS else "-created", target="case-list"),
        "waiting": bool(request.GET.get("waiting")),
        "may_open": bool(CasePolicy().check(user, "open")),
    }
    fragment = "governance/approval/_case_rows.html" if request.htmx else "governance/approval/case_list.html"
    return render(request, fragment, context)


@login_required
@require_GET
def case_detail(request: Signed, pk: int) -> HttpResponse:
    """Everything about one case, and what the user can do now."""
    return _page(request, pk)


@login_required
@require_POST
def case_act(request: Signed, pk: int, key: str) -> HttpResponse:
    """Run one act; what is wrong comes back on the page with everything that was typed."""
    user = request.user
    act = acts.BY_KEY.get(key)
    if act is None:
        raise Http404
    case = CasePolicy().access(user, pk)
    view = selectors.overview(case, reader=user)
    ensure(act.check(view, user))
    form = _form(act, view, user, request.POST)
    if "add_row" in request.POST:
        return _page(request, pk, shown=(key, form))
    if saved(form, lambda: (act.run(view, user, form),), lambda: _require_seen(act, view, request)):
        messages.success(request, str(act.done))
        return redirect("governance:case_detail", pk=pk)
    return _page(request, pk, shown=(key, form), status=status_of(form))


def _require_seen(act: Act, view: selectors.Overview, request: Signed) -> None:
    """Raise `Stale` when the page is older than what it acts on; the service asks again under the lock."""
    user = request.user
    if act.on_seat:
        seat_acts.require_seen(view, user, request.POST)
    else:
        case_service.require_version(view.case, seen(request), by=user)


@dataclass(frozen=True)
class Panel:
    """An act as the page shows it: its form, or the reason why it is denied."""

    act: Act
    form: ActForm | None
    reason: Any
    is_open: bool


def _form(act: Act, view: selectors.Overview, user: User, data: Any = None) -> ActForm:
    extra = act.needs(view, user)
    copied = data.copy() if data is not None else None
    if copied is not None and "add_row" in copied:
        rows = copied.get("rows", "1")
        copied["rows"] = str(int(rows) + 1) if rows.isdecimal() and len(rows) < 3 else "1"
    initial = {"version": view.case.version}
    seat = seat_acts.current(view, user) if act.on_seat else None
    if seat is not None and view.round is not None:
        initial = {"seat": seat.pk, "revision": view.round.revision.number, "version": seat.version}
    form = act.form(copied, initial=initial, auto_id=f"id_{act.key}_%s", **extra)
    if not act.on_seat:
        form.on_case()
    return form


def _panels(view: selectors.Overview, user: User, shown: tuple[str, ActForm] | None) -> list[Panel]:
    panels = []
    for act in acts.ACTS:
        typed = shown[1] if shown and shown[0] == act.key else None
        if typed is None and not act.offered(view, user):
            continue
        verdict = act.check(view, user)
        reason = verdict.reason if isinstance(verdict, Denied) else ""
        form = typed if typed is not None or reason else _form(act, view, user)
        panels.append(Panel(act, form, reason, typed is not None))
    return panels


def _page(request: Signed, pk: int, *, shown: tuple[str, ActForm] | None = None, status: int = 200) -> HttpResponse:
    user = request.user
    case = CasePolicy().access(user, pk, related=("mine__region", "applicant", "matter__responsible"))
    view = selectors.overview(case, reader=user)
    context = case_page.context(view, user) | {
        "panels": _panels(view, user, shown),
        "shown_form": shown[1] if shown and status >= 400 else None,
        "dossier": revisions.summary(case, user, view.revision),
        "plain": applicant.plain(view, user),
        "checks": checks.checks_panel(case, view.revision),
        **conflicts.conflict_panel(case, user),
        "now": timezone.now(),
        "title": _("Case %(number)s") % {"number": case.number},
    }
    return render(request, "governance/approval/case_detail.html", context, status=status)

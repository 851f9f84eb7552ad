"""Obligations: the list, one obligation, reporting and verifying."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from governance.approval.filters.obligations import ObligationFilter
from governance.approval.forms.follow_ups import ReportForm, VerdictForm
from governance.approval.tables.obligations import EXPORT_COLUMNS, ObligationTable
from registry.audit.rules import actor_words, audit_verbs
from registry.audit.selectors import audit
from registry.base.rules.errors import OutOfScope
from registry.files.services import attachments
from registry.matters.models import Matter, Obligation
from registry.matters.policies.obligations import ObligationPolicy
from registry.matters.selectors import kinds
from registry.matters.selectors import obligations as selectors
from registry.matters.services import obligations
from registry.scope.models import User
from registry.scope.policies.base import Denied, ensure
from registry.web.selectors.pagination import paginate
from registry.web.views import exports
from registry.web.views.responses import saved, seen, status_of
from registry.web.views.signed import Signed

ORDERS = {"due": ("due_on", "id"), "-due": ("-due_on", "-id")}
LOOKS = {
    "obligations.create": ("info", "file-plus"),
    "obligations.report": ("info", "upload"),
    "obligations.accept": ("ok", "check"),
    "obligations.return": ("warn", "undo-2"),
    "obligations.carry": ("muted", "arrow-right"),
    "obligations.end": ("muted", "ban"),
    "obligations.pass_on": ("muted", "arrow-right"),
    "obligations.take_over": ("info", "file-plus"),
}


@login_required
@require_safe
def obligation_list(request: Signed) -> HttpResponseBase:
    """Obligations in scope, the next due first; filters, sort, keyset pages, export."""
    user = request.user
    chosen = ObligationFilter(request.GET, queryset=selectors.listing(user), request=request)
    order = request.GET.get("order", "due")
    keys = ORDERS.get(order, ORDERS["due"])
    if export := request.GET.get("export"):
        return exports.respond(chosen.qs.order_by(*keys), EXPORT_COLUMNS, export, name="obligations")
    page = paginate(chosen.qs, order=keys, cursor=request.GET.get("cursor", ""))
    context = {
        "filter": chosen,
        "page": page,
        "table": ObligationTable(page.rows, sorted_by=order if order in ORDERS else "due", target="obligation-list"),
    }
    fragment = request.htmx
    return render(
        request,
        "governance/approval/_obligation_rows.html" if fragment else "governance/approval/obligation_list.html",
        context,
    )


@login_required
@require_safe
def obligation_detail(request: Signed, pk: int) -> HttpResponse:
    """One obligation: where it comes from, what was reported, and what the user can do."""
    return _page(request, pk)


@login_required
@require_POST
def obligation_report(request: Signed, pk: int) -> HttpResponse:
    """Report what was done; a refused form comes back with everything that was typed."""
    user = request.user
    row, version = ObligationPolicy().access(user, pk), seen(request)
    ensure(ObligationPolicy().check(user, "report", row))
    form = ReportForm(request.POST, request.FILES, auto_id="id_report_%s")
    if saved(
        form,
        lambda: obligations.report(pk, by=user, **{**form.cleaned_data, "version": version}),
        lambda: obligations.require_version(row, version, by=user),
    ):
        messages.success(request, _("The department was asked to verify it."))
        return redirect("governance:obligation_detail", pk=pk)
    return _page(request, pk, report=form)


@login_required
@require_POST
def obligation_verify(request: Signed, pk: int) -> HttpResponse:
    """Accept the report or return it."""
    user = request.user
    row, version = ObligationPolicy().access(user, pk), seen(request)
    ensure(ObligationPolicy().check(user, "verify", row))
    form = VerdictForm(request.POST, auto_id="id_verify_%s")
    if saved(
        form,
        lambda: obligations.verify(pk, by=user, **{**form.cleaned_data, "version": version}),
        lambda: obligations.require_version(row, version, by=user),
    ):
        messages.success(request, _("The verdict was recorded; the company was told."))
        return redirect("governance:obligation_detail", pk=pk)
    return _page(request, pk, verdict=form)


@login_required
@require_safe
def obligation_file(request: Signed, pk: int, report: int) -> HttpResponseBase:
    """Download the proof of a report."""
    user = request.user
    obligation = ObligationPolicy().access(user, pk)
    found = next((row for row in selectors.reports(obligation, user) if row.pk == report and row.attachment), None)
    if found is None or found.attachment is None:
        raise OutOfScope
    return attachments.download_response(found.attachment)


def _page(
    request: Signed, pk: int, *, report: ReportForm | None = None, verdict: VerdictForm | None = None
) -> HttpResponse:
    user = request.user
    row = selectors.listing(user).filter(pk=pk).first()
    if row is None:
        raise OutOfScope
    refused = report or verdict
    context = {
        "obligation": row,
        "level": selectors.level(row),
        "left": selectors.days_left(row),
        "late": selectors.is_overdue(row),
        "reports": selectors.reports(row, user),
        "line": selectors.line(row, user)[1:],
        "carried_to": selectors.successor(row, user),
        "reads_case": Matter.objects.filter(kinds.scope(user), pk=row.matter_id).exists(),
        "address": kinds.of(row.matter.kind).address(row.matter_id),
        "entries": [_entry(event) for event in audit.trail(row)],
        "refused": refused,
        **_acts(row, user, report, verdict),
    }
    return render(request, "governance/approval/obligation_detail.html", context, status=status_of(refused))


def _acts(row: Obligation, user: User, report: ReportForm | None, verdict: VerdictForm | None) -> dict[str, Any]:
    """The forms that the user may send now; the reason where one is denied to who might expect it."""
    policy, initial = ObligationPolicy(), {"version": row.version}
    shown: dict[str, Any] = {"report_form": report, "verdict_form": verdict}
    if report is None and row.state == Obligation.State.OPEN and policy.check(user, "report", row):
        shown["report_form"] = ReportForm(initial=initial, auto_id="id_report_%s")
    if verdict is None and row.state == Obligation.State.REPORTED:
        answer = policy.check(user, "verify", row)
        if answer:
            shown["verdict_form"] = VerdictForm(initial=initial, auto_id="id_verify_%s")
        elif any(grant.organisation_id == row.verifier_id for grant in user.grants()):
            shown["denied"] = answer.reason if isinstance(answer, Denied) else ""
    return shown


def _entry(event: Any) -> dict[str, Any]:
    """One act for the timeline component."""
    tone, icon = LOOKS.get(event.verb, ("muted", "dot"))
    return {
        "title": audit_verbs.text(event.verb),
        "when": event.at,
        "tone": tone,
        "icon": icon,
        "detail": event.after.get("reason", ""),
        "by": " · ".join(filter(None, [event.organisation_text, actor_words.name(event.actor_text)])),
        "code": f"{event.hash[:4]}…{event.hash[-4:]}",
    }

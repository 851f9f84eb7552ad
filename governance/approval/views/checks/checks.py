"""The page of a case's checks, the acts on it, and the panel on the page of the case."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from governance.approval.forms.checks import RecordForm, form_for
from governance.approval.models import Case, CheckRecord, CheckState, DossierRevision
from governance.approval.policies import case_states
from governance.approval.policies.cases import CasePolicy
from governance.approval.policies.checks import CheckPolicy
from governance.approval.selectors.checks import checks as selectors
from governance.approval.services.checks import checks
from governance.approval.views.checks import check_maps, check_rows
from registry.base.rules.errors import OutOfScope
from registry.files.services import attachments
from registry.scope.policies.base import Denied, ensure
from registry.web.views.responses import saved, seen, status_of
from registry.web.views.signed import Signed


@login_required
@require_GET
def case_checks(request: Signed, pk: int) -> HttpResponse:
    """Every check with its result, evidence, law, and what to do next."""
    user = request.user
    return _page(request, CasePolicy().access(user, pk))


@login_required
@require_POST
def checks_run(request: Signed, pk: int) -> HttpResponse:
    """Evaluate all checks now."""
    user = request.user
    checks.run(pk, by=user, version=seen(request, missing=-1))
    messages.success(request, _("The checks were run."))
    return redirect("governance:case_checks", pk=pk)


@login_required
@require_POST
def check_record(request: Signed, pk: int, code: str) -> HttpResponse:
    """Record a gate; what is wrong comes back on the page with everything that was typed."""
    user = request.user
    case = CasePolicy().access(user, pk)
    if code not in checks.recorded_codes(case):
        raise OutOfScope
    ensure(CheckPolicy().check_record(user, case, code))
    form = form_for(code)(request.POST, request.FILES, auto_id=f"id_{code}_%s")
    carried: dict[str, Any] = {"revision": seen(request, "revision"), "version": seen(request, missing=-1)}
    if saved(
        form,
        lambda: checks.record(pk, code, by=user, **carried, **form.given()),
        lambda: checks.require_gate(case, code, by=user, **carried),
    ):
        messages.success(request, _("The gate was recorded and the checks were run again."))
        return redirect(f"{reverse('governance:case_checks', args=[pk])}#check-{code}")
    return _page(request, case, typed=(code, form))


@login_required
@require_GET
def check_evidence(request: Signed, pk: int, record: int) -> HttpResponseBase:
    """Download the file of a record; the authorities' own business."""
    user = request.user
    case = CasePolicy().access(user, pk)
    found = (
        CheckRecord.objects.filter(case=case, pk=record, attachment__isnull=False).select_related("attachment").first()
    )
    if found is None or found.attachment is None:
        raise OutOfScope
    ensure(CheckPolicy().check(user, "read_evidence", found))
    return attachments.download_response(found.attachment)


def checks_panel(case: Case, revision: DossierRevision | None) -> dict[str, Any]:
    """What the page of a case shows of its checks: counts, what stands in the way, and the address of the page."""
    found = selectors.summary(case, revision)
    if not found.rows or found.revision is None:
        return {"shown": False}
    states = [row.state for row in found.rows]
    return {
        "shown": True,
        "url": reverse("governance:case_checks", args=[case.pk]),
        "run": found.run,
        "total": len(found.rows),
        "passed": states.count(CheckState.PASS),
        "lifted": sum(row.is_lifted and row.state != CheckState.PASS for row in found.rows),
        "blocking": [(row, check_rows.look(row)) for row in found.blocking],
        "is_over": not case.is_open,
    }


def _page(request: Signed, case: Case, *, typed: tuple[str, RecordForm] | None = None) -> HttpResponse:
    user = request.user
    found = selectors.latest(case)
    reads_evidence = bool(CheckPolicy().check(user, "read_evidence"))
    verdict = CheckPolicy().check_run(user, case)
    is_under_way = case.state in case_states.CHECKED and found.revision is not None and bool(found.rows)
    context = {
        "case": case,
        "marks": [case.number, *([_("Revision %(n)s") % {"n": found.revision.number}] if found.revision else [])],
        "found": found,
        "standing": found.blocking,
        "groups": check_rows.groups(found, case, user, typed=typed, plain=not reads_evidence),
        "reads_evidence": reads_evidence,
        "may_run": bool(verdict) and is_under_way,
        "denied": verdict.reason if isinstance(verdict, Denied) and is_under_way and reads_evidence else "",
        "map": check_maps.config(case.mine, [row.result for row in found.of(selectors.SPATIAL) if row.result]),
        "typed_form": typed[1] if typed else None,
    }
    return render(
        request, "governance/approval/case_checks.html", context, status=status_of(typed[1]) if typed else 200
    )

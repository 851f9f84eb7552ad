"""The company opens the cases that follow from a decision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance.approval.forms.follow_ups import AmendmentForm, ReconsiderationForm
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.cases import links as selectors
from governance.approval.services.cases import links
from governance.approval.views.dossiers import dossier_parts
from registry.base.rules.errors import WrongState
from registry.scope.policies.base import ensure
from registry.web.views.responses import render_form, saved
from registry.web.views.signed import Signed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_amend(request: Signed, pk: int) -> HttpResponse:
    """Open the amendment of an approved plan; the dossier starts from what was approved."""
    user = request.user
    case = CasePolicy().access(user, pk)
    ensure(CasePolicy().check(user, "withdraw", case))
    if request.method != "POST" and not selectors.is_amendable(case):
        raise WrongState(_("Only an approved plan is amended."), current=case.state)
    initial = {"title_zh": f"{case.title_zh}（变更）"[:200], "title_en": _amended(case.title_en)}
    form = AmendmentForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound:
        made = saved(form, lambda: links.open_amendment(pk, by=user, **form.cleaned_data))
        if made:
            messages.success(request, _("The amendment was opened with the approved content."))
            return redirect(dossier_parts.first_url(made))
    context = {
        "case": case,
        "heading": _("Amend the approved plan"),
        "sub": case.number,
        "remark": _("The obligations of the decision stay: the amending decision carries each over or ends it."),
        "submit": _("Open the amendment"),
        "symbol": "file-pen-line",
        "back": reverse("governance:case_detail", args=[pk]),
    }
    return render_form(request, "governance/approval/follow_up_form.html", form, context)


def _amended(title: str) -> str:
    return f"{title[:185]} (amendment)" if title else ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_reconsider(request: Signed, pk: int) -> HttpResponse:
    """Ask to reconsider a signed decision."""
    user = request.user
    case = CasePolicy().access(user, pk)
    ensure(CasePolicy().check(user, "withdraw", case))
    form = ReconsiderationForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        made = saved(form, lambda: links.open_reconsideration(pk, by=user, **form.cleaned_data))
        if made:
            messages.success(request, _("The reconsideration was opened."))
            return redirect("governance:case_detail", pk=made.pk)
    decision = selectors.signed_decision(case)
    until = ""
    if decision is not None:
        decision.case = case
        until = _("It can be asked for until %(day)s, once (%(days)s calendar days; %(certainty)s).") % {
            "day": selectors.reconsider_until(decision),
            "days": selectors.reconsideration_days(decision),
            "certainty": selectors.certainty_of_period().label,
        }
    context = {
        "case": case,
        "heading": _("Ask for reconsideration"),
        "sub": decision.document_number if decision else case.number,
        "remark": until,
        "submit": _("Open the reconsideration"),
        "symbol": "scale",
        "back": reverse("governance:case_detail", args=[pk]),
    }
    return render_form(request, "governance/approval/follow_up_form.html", form, context)

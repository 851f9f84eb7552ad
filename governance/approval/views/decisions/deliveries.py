"""The office records how a decision was delivered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from governance.approval.forms.follow_ups import DeliveryForm
from governance.approval.models import Decision
from governance.approval.policies.cases import CasePolicy
from governance.approval.policies.delivery import DeliveryPolicy
from governance.approval.services.decisions import delivery
from registry.audit.views.ages import require_seen
from registry.base.rules.errors import OutOfScope
from registry.scope.policies.base import ensure
from registry.web.views.responses import render_form, saved, seen
from registry.web.views.signed import Signed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def case_deliver(request: Signed, pk: int) -> HttpResponse:
    """How and when the applicant received the decision."""
    user = request.user
    case = CasePolicy().access(user, pk)
    decision = DeliveryPolicy().scope(user).filter(case=case, state=Decision.State.SIGNED).first()
    if decision is None:
        raise OutOfScope
    ensure(DeliveryPolicy().check(user, "deliver", decision))
    form = DeliveryForm(
        request.POST if request.method == "POST" else None, initial={"delivered_on": timezone.localdate()}
    )
    if form.is_bound and saved(
        form,
        lambda: delivery.deliver(pk, by=user, version=seen(request), **form.cleaned_data),
        lambda: require_seen(request, case),
    ):
        messages.success(request, _("The delivery was recorded."))
        return redirect("governance:case_detail", pk=pk)
    context = {
        "case": case,
        "heading": _("Deliver the decision"),
        "sub": decision.document_number,
        "submit": _("Record the delivery"),
        "symbol": "send",
        "back": reverse("governance:case_detail", args=[pk]),
    }
    return render_form(request, "governance/approval/follow_up_form.html", form, context)

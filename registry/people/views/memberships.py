"""Giving and ending roles."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from registry.base.rules.errors import Incomplete, OutOfScope
from registry.people.forms.users import MembershipForm
from registry.people.policies.memberships import policy
from registry.people.policies.organisations import policy as organisation_policy
from registry.people.policies.users import policy as user_policy
from registry.people.services import memberships as service
from registry.scope.policies.base import ensure
from registry.web.views.responses import render_form, seen
from registry.web.views.signed import Signed


@login_required
def membership_grant(request: Signed, pk: int) -> HttpResponse:
    """Give a person a role."""
    user = request.user
    person = user_policy.access(user, pk)
    ensure(policy.check(user, "grant"))
    try:
        chosen = organisation_policy.access(user, request.GET.get("organisation", ""))
    except OutOfScope:
        chosen = None
    form = MembershipForm(request.POST or None, user=user, person=person, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        body = values.pop("organisation")
        try:
            service.grant(by=user, user_id=pk, organisation_id=body.pk, **values)
        except Incomplete as error:
            form.add_incomplete(error.fields)
        else:
            messages.success(request, _("The role is given."))
            return redirect("registry:user_detail", pk)
    return render_form(request, "registry/people/membership_form.html", form, {"person": person})


@require_POST
@login_required
def membership_end(request: Signed, pk: int) -> HttpResponse:
    """Take a role back at once."""
    user = request.user
    ended = service.end(pk, by=user, version=seen(request))
    messages.success(request, _("The role has ended; its rights are gone."))
    return redirect("registry:user_detail", ended.user_id)

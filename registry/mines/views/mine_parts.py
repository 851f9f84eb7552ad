"""Pages on which rights and licences of a mine are entered, changed and ended."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.audit.views.ages import require_seen
from registry.base.rules.errors import OutOfScope
from registry.mines.forms.mine_parts import LicenceForm, ReasonForm, RightForm
from registry.mines.models import Mine, MiningLicence, MiningRight
from registry.mines.policies import mines as policies
from registry.mines.selectors import mines as selector
from registry.mines.services import licences, rights
from registry.scope.policies import base
from registry.web.views.responses import render_form, saved, seen
from registry.web.views.signed import Signed

LICENCE_VERBS = {
    "suspend": gettext_lazy("Suspend"),
    "restore": gettext_lazy("Restore"),
    "expire": gettext_lazy("Expired"),
    "revoke": gettext_lazy("Revoke"),
}
_TEMPLATE = "registry/mines/mine_step_form.html"


def _mine(request: Signed, pk: int, action: str) -> Mine:
    user = request.user
    mine = selector.get_detailed(pk, user)
    base.ensure(policies.policy.check(user, action, mine))
    return mine


def _part(request: Signed, model: Any, pk: int, path: str, action: str) -> tuple[Any, Mine]:
    """A row of a mine in scope on which the user may act, and its mine."""
    row = model.objects.filter(pk=pk).first()
    if row is None:
        raise OutOfScope
    mine_id = row.right.mine_id if path == "right__mine" else row.mine_id
    return row, _mine(request, mine_id, action)


@login_required
def right_create(request: Signed, pk: int) -> HttpResponse:
    """Enter a mining right."""
    user = request.user
    mine = _mine(request, pk, "manage_rights")
    form = RightForm(
        request.POST if request.method == "POST" else None,
        mine=mine,
        initial={"mineral": mine.mineral, "area": mine.area},
    )
    if request.method == "POST" and saved(form, lambda: rights.register(pk, by=user, **form.values())):
        messages.success(request, _("The mining right is registered."))
        return redirect("registry:mine_rights", pk)
    shown = {"mine": mine, "title": _("New mining right"), "submit": _("Save"), "icon": "check"}
    return render_form(request, _TEMPLATE, form, shown)


@login_required
def right_edit(request: Signed, pk: int) -> HttpResponse:
    """Correct a mining right."""
    user = request.user
    right, mine = _part(request, MiningRight, pk, "mine", "manage_rights")
    form = RightForm(request.POST if request.method == "POST" else None, instance=right, mine=mine)
    if request.method == "POST" and saved(
        form,
        lambda: rights.revise(pk, by=user, version=seen(request), **form.values()),
        lambda: require_seen(request, right),
    ):
        messages.success(request, _("The mining right is saved."))
        return redirect("registry:mine_rights", mine.pk)
    shown = {
        "mine": mine,
        "acted_on": right,
        "title": _("Edit the mining right"),
        "submit": _("Save"),
        "icon": "check",
    }
    return render_form(request, _TEMPLATE, form, shown)


@login_required
def right_end(request: Signed, pk: int) -> HttpResponse:
    """End a mining right."""
    user = request.user
    right, mine = _part(request, MiningRight, pk, "mine", "manage_rights")
    choices = [(code, label) for code, label in MiningRight.Status.choices if code in rights.ENDINGS]
    form = ReasonForm(request.POST if request.method == "POST" else None, choices=choices)
    if request.method == "POST" and saved(
        form,
        lambda: rights.end(right.pk, by=user, version=seen(request), **form.cleaned_data),
        lambda: require_seen(request, right),
    ):
        messages.success(request, _("The mining right is ended."))
        return redirect("registry:mine_rights", mine.pk)
    shown = {
        "mine": mine,
        "acted_on": right,
        "title": _("End the mining right"),
        "submit": _("End"),
        "icon": "circle-off",
    }
    return render_form(request, _TEMPLATE, form, shown)


@login_required
def licence_create(request: Signed, pk: int) -> HttpResponse:
    """Issue a licence under a right."""
    user = request.user
    right, mine = _part(request, MiningRight, pk, "mine", "manage_licences")
    form = LicenceForm(request.POST if request.method == "POST" else None, initial={"capacity": mine.capacity})
    if request.method == "POST" and saved(form, lambda: licences.issue(right.pk, by=user, **form.values())):
        messages.success(request, _("The mining licence is issued."))
        return redirect("registry:mine_rights", mine.pk)
    shown = {"mine": mine, "title": _("New mining licence"), "submit": _("Issue"), "icon": "check"}
    return render_form(request, _TEMPLATE, form, shown)


@login_required
def licence_edit(request: Signed, pk: int) -> HttpResponse:
    """Correct a licence."""
    user = request.user
    licence, mine = _part(request, MiningLicence, pk, "right__mine", "manage_licences")
    form = LicenceForm(request.POST if request.method == "POST" else None, instance=licence)
    if request.method == "POST" and saved(
        form,
        lambda: licences.revise(pk, by=user, version=seen(request), **form.values()),
        lambda: require_seen(request, licence),
    ):
        messages.success(request, _("The mining licence is saved."))
        return redirect("registry:mine_rights", mine.pk)
    shown = {
        "mine": mine,
        "acted_on": licence,
        "title": _("Edit the mining licence"),
        "submit": _("Save"),
        "icon": "check",
    }
    return render_form(request, _TEMPLATE, form, shown)


@login_required
def licence_status(request: Signed, pk: int) -> HttpResponse:
    """Suspend, restore, expire or revoke a licence."""
    user = request.user
    licence, mine = _part(request, MiningLicence, pk, "right__mine", "manage_licences")
    allowed = licences.STATUSES.verbs(licence.status)
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        choices=[(v, label) for v, label in LICENCE_VERBS.items() if v in allowed],
    )

    def work() -> MiningLicence:
        values = form.cleaned_data
        return licences.change_status(pk, values["status"], by=user, reason=values["reason"], version=seen(request))

    if request.method == "POST" and saved(form, work, lambda: require_seen(request, licence)):
        messages.success(request, _("The mining licence is saved."))
        return redirect("registry:mine_rights", mine.pk)
    shown = {
        "mine": mine,
        "acted_on": licence,
        "title": _("Change the state of the licence"),
        "submit": _("Save"),
        "icon": "check",
    }
    return render_form(request, _TEMPLATE, form, shown)

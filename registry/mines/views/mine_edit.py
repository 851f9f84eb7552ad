"""Pages on which a mine is entered and changed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.views.ages import require_seen
from registry.base.rules.errors import OutOfScope
from registry.mines.forms.mines import STAGE_LABELS, BoundaryForm, HolderForm, MineForm, StageForm
from registry.mines.models import Mine
from registry.mines.policies import mines as policies
from registry.mines.selectors import mines as selector
from registry.mines.services import boundaries, holder_changes
from registry.mines.services import mines as services
from registry.scope.policies import base
from registry.web.views.responses import render_form, saved, seen
from registry.web.views.signed import Signed


def _allowed(request: Signed, pk: int, action: str) -> Mine:
    user = request.user
    mine = selector.get_detailed(pk, user)
    base.ensure(policies.policy.check(user, action, mine))
    return mine


@login_required
def mine_create(request: Signed) -> HttpResponse:
    """Enter a mine."""
    user = request.user
    base.ensure(policies.policy.check(user, "register"))
    form = MineForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        made = saved(form, lambda: services.register(by=user, **form.values()))
        if made is not None:
            messages.success(request, _("The mine is registered."))
            return redirect(made)
    return render_form(request, "registry/mines/mine_form.html", form, {"mine": None})


@login_required
def mine_edit(request: Signed, pk: int) -> HttpResponse:
    """Change what the register says of a mine."""
    user = request.user
    mine = _allowed(request, pk, "revise")
    form = MineForm(request.POST if request.method == "POST" else None, instance=mine)
    if request.method == "POST":
        done = saved(form, lambda: services.revise(pk, by=user, version=seen(request), **form.values()))
        if done is not None:
            messages.success(request, _("The mine is saved."))
            return redirect(mine)
    return render_form(request, "registry/mines/mine_form.html", form, {"mine": mine})


@login_required
def mine_boundary_edit(request: Signed, pk: int) -> HttpResponse:
    """Set the boundary from GeoJSON or corner points."""
    user = request.user
    mine = _allowed(request, pk, "set_boundary")
    form = BoundaryForm(
        request.POST if request.method == "POST" else None,
        initial={"version": mine.version, "source": mine.boundary_source},
    )
    if request.method == "POST":
        done = saved(
            form, lambda: boundaries.set_boundary(pk, by=user, **{**form.cleaned_data, "version": seen(request)})
        )
        if done is not None:
            messages.success(request, _("The boundary encloses %(area)s km².") % {"area": done.boundary_area})
            if done.differs:
                messages.warning(request, _("The area differs from the registered one; compare both below."))
            return redirect("registry:mine_boundary", pk)
    return render_form(request, "registry/mines/mine_boundary_form.html", form, {"mine": mine})


@login_required
def mine_transfer(request: Signed, pk: int) -> HttpResponse:
    """Transfer the mine to another holder."""
    user = request.user
    mine = _allowed(request, pk, "transfer_holder")
    form = HolderForm(
        request.POST if request.method == "POST" else None, mine=mine, initial={"valid_from": timezone.localdate()}
    )

    def work() -> Mine:
        values = form.cleaned_data
        return services.transfer_holder(
            pk,
            by=user,
            organisation_id=values["organisation"].pk,
            valid_from=values["valid_from"],
            reason=values["reason"],
            version=seen(request),
        )

    if request.method == "POST" and saved(form, work, lambda: require_seen(request, mine)) is not None:
        messages.success(request, _("The mine has a new holder."))
        return redirect("registry:mine_rights", pk)
    shown = {
        "mine": mine,
        "acted_on": mine,
        "title": _("Transfer to another holder"),
        "submit": _("Transfer"),
        "icon": "arrow-right-left",
        "effects": holder_changes.effects(mine),
        "refusals": holder_changes.refusals(mine),
    }
    return render_form(request, "registry/mines/mine_step_form.html", form, shown)


@login_required
def mine_stage(request: Signed, pk: int, verb: str) -> HttpResponse:
    """Move the mine to another stage, with the reason."""
    user = request.user
    if verb not in STAGE_LABELS:
        raise OutOfScope
    mine = _allowed(request, pk, "set_stage")
    if request.method != "POST":  # the service asks after the age of the page
        services.STAGES.require(mine.stage, verb, label=mine.get_stage_display())
    form = StageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = saved(
            form,
            lambda: services.set_stage(pk, verb, by=user, reason=form.cleaned_data["reason"], version=seen(request)),
            lambda: require_seen(request, mine),
        )
        if done is not None:
            messages.success(request, _("The mine is now: %(stage)s.") % {"stage": done.get_stage_display()})
            return redirect(mine)
    shown = {
        "mine": mine,
        "acted_on": mine,
        "title": STAGE_LABELS[verb],
        "submit": STAGE_LABELS[verb],
        "icon": "milestone",
    }
    return render_form(request, "registry/mines/mine_step_form.html", form, shown)

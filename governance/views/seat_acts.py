"""What a department does from the page of a case: speak, withdraw, confirm, acknowledge, assign, run its clock."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.forms import acts as forms
from governance.selectors import choices
from governance.selectors.cases import Overview
from governance.services import clocks, opinions, seats
from governance.views import act_offers as offers
from governance.views.act_kinds import Act, version_of
from registry.models import User


def _key(view: Overview, user: User) -> int:
    """The seat of the user's department, open or not; 0 when it has none."""
    seat = choices.own_seat(view, user) or choices.department_seat(view, user)
    return seat.pk if seat else 0


def _give(view: Overview, user: User, form: forms.OpinionForm) -> Any:
    data = form.cleaned_data
    return opinions.give(
        _key(view, user),
        by=user,
        kind=data["kind"],
        reasons=data["reasons"],
        ground=data["ground"],
        conditions=form.conditions(),
        acknowledged=form.seen(),
    )


ACTS: tuple[Act, ...] = (
    Act(
        "opinion", _("Sign and submit the opinion"), "signature", forms.OpinionForm, "opinion",
        _("The opinion was recorded and added to the audit trail."),
        offers.seated, offers.of_seat("give_opinion"), _give,
        needs=lambda view, user: {"topics": offers.topics(), "decisions": offers.unseen(view, user)},
    ),
    Act(
        "assign", _("Assign officer"), "user-check", forms.AssignForm, "form", _("The officer was assigned."),
        offers.assigns, offers.of_seat("assign"),
        lambda view, user, form: seats.assign(
            _key(view, user), by=user, officer_id=int(form.cleaned_data["officer"])
        ),
        needs=lambda view, user: {"officers": offers.officers(view, user)},
    ),
    Act(
        "confirm", _("Confirm the earlier opinion"), "check-check", forms.EmptyForm, "plain",
        _("The earlier opinion was confirmed."),
        offers.confirmable, offers.of_seat("confirm"),
        lambda view, user, form: seats.confirm(_key(view, user), by=user),
    ),
    Act(
        "acknowledge", _("Acknowledge later decisions"), "eye", forms.SeenDecisions, "form",
        _("The decisions were acknowledged."),
        offers.has_unseen, offers.of_seat("acknowledge"),
        lambda view, user, form: seats.acknowledge(_key(view, user), by=user, decision_ids=form.seen()),
        needs=lambda view, user: {"decisions": offers.unseen(view, user)},
        tone="warn",
    ),
    Act(
        "withdraw-opinion", _("Withdraw our opinion"), "undo-2", forms.WithdrawOpinionForm, "form",
        _("The opinion was withdrawn: it is kept, counts no more, and a new one is due."),
        offers.withdrawable, offers.of_seat("withdraw_opinion"),
        lambda view, user, form: opinions.withdraw(
            _key(view, user), by=user, reason=form.cleaned_data["reason"], version=version_of(form.cleaned_data)
        ),
        tone="warn",
    ),
    Act(
        "pause-seat", _("Stop our clock"), "circle-pause", forms.PauseForm, "form",
        _("The clock of the department was stopped."),
        offers.seat_clock("running"), offers.of_seat("run_clock"),
        lambda view, user, form: clocks.pause(
            view.case.pk, by=user, seat_id=_key(view, user), **form.given()
        ),
        needs=lambda view, user: {"reasons": offers.pause_reasons()},
    ),
    Act(
        "resume-seat", _("Start our clock again"), "circle-play", forms.EmptyForm, "plain",
        _("The clock of the department runs again."),
        offers.seat_clock("paused"), offers.of_seat("run_clock"),
        lambda view, user, form: clocks.resume(view.case.pk, by=user, seat_id=_key(view, user)),
    ),
)  # fmt: skip

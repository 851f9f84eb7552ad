"""What a department does from the page of a case: speak, withdraw, confirm, acknowledge, assign, run its clock."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from governance.approval.forms import acts as forms
from governance.approval.models import Seat
from governance.approval.selectors.cases.cases import Overview
from governance.approval.selectors.decisions import choices
from governance.approval.services.clocks import clocks
from governance.approval.services.seats import opinions, seats
from governance.approval.views.cases import act_offers as offers
from governance.approval.views.cases.act_kinds import Act, seen_of
from registry.base.rules.errors import OutOfScope
from registry.scope.models import User


def current(view: Overview, user: User) -> Seat | None:
    """The seat of the user's department, open or not."""
    return choices.own_seat(view, user) or choices.department_seat(view, user)


def require_seen(view: Overview, user: User, sent: Mapping[str, Any]) -> None:
    """Raise `Stale` unless the page showed the seat as it is now, on the revision under review now."""
    seat = Seat.objects.filter(pk=_number(sent, "seat"), round__case=view.case).first() or current(view, user)
    if seat is None:
        raise OutOfScope
    seat.round.case = view.case
    seats.require_age(seat, by=user, revision=_number(sent, "revision"), version=_number(sent, "version"))


def _number(sent: Mapping[str, Any], name: str) -> int:
    text = str(sent.get(name, ""))
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def _key(form: Any) -> int:
    """The seat that the page showed: what is signed is signed for that one, or not at all."""
    return form.cleaned_data.get("seat") or 0


def _give(view: Overview, user: User, form: forms.OpinionForm) -> Any:
    data = form.cleaned_data
    return opinions.give(
        _key(form),
        by=user,
        kind=data["kind"],
        reasons=data["reasons"],
        ground=data["ground"],
        conditions=form.conditions(),
        acknowledged=form.seen(),
        **seen_of(data),
    )


ACTS: tuple[Act, ...] = (
    Act(
        "opinion", _("Sign and submit the opinion"), "signature", forms.OpinionForm, "opinion",
        _("The opinion was recorded and added to the audit trail."),
        offers.seated, offers.of_seat("give_opinion"), _give,
        needs=lambda view, user: {"topics": offers.topics(), "decisions": offers.unseen(view, user)},
        on_seat=True,
    ),
    Act(
        "assign", _("Assign officer"), "user-check", forms.AssignForm, "form", _("The officer was assigned."),
        offers.assigns, offers.of_seat("assign"),
        lambda view, user, form: seats.assign(
            _key(form), by=user, officer_id=int(form.cleaned_data["officer"]), **seen_of(form.cleaned_data)
        ),
        needs=lambda view, user: {"officers": offers.officers(view, user)},
        on_seat=True,
    ),
    Act(
        "confirm", _("Confirm the earlier opinion"), "check-check", forms.EmptyForm, "plain",
        _("The earlier opinion was confirmed."),
        offers.confirmable, offers.of_seat("confirm"),
        lambda view, user, form: seats.confirm(_key(form), by=user, **seen_of(form.cleaned_data)),
        on_seat=True,
    ),
    Act(
        "acknowledge", _("Acknowledge later decisions"), "eye", forms.SeenDecisions, "form",
        _("The decisions were acknowledged."),
        offers.has_unseen, offers.of_seat("acknowledge"),
        lambda view, user, form: seats.acknowledge(
            _key(form), by=user, decision_ids=form.seen(), **seen_of(form.cleaned_data)
        ),
        needs=lambda view, user: {"decisions": offers.unseen(view, user)},
        tone="warn",
        on_seat=True,
    ),
    Act(
        "withdraw-opinion", _("Withdraw our opinion"), "undo-2", forms.WithdrawOpinionForm, "form",
        _("The opinion was withdrawn: it is kept, counts no more, and a new one is due."),
        offers.withdrawable, offers.of_seat("withdraw_opinion"),
        lambda view, user, form: opinions.withdraw(
            _key(form), by=user, reason=form.cleaned_data["reason"], **seen_of(form.cleaned_data)
        ),
        tone="warn",
        on_seat=True,
    ),
    Act(
        "pause-seat", _("Stop our clock"), "circle-pause", forms.PauseForm, "form",
        _("The clock of the department was stopped."),
        offers.seat_clock("running"), offers.of_seat("run_clock"),
        lambda view, user, form: clocks.pause(
            view.case.pk, by=user, seat_id=_key(form), **seen_of(form.cleaned_data), **form.given()
        ),
        needs=lambda view, user: {"reasons": offers.pause_reasons()},
        on_seat=True,
    ),
    Act(
        "resume-seat", _("Start our clock again"), "circle-play", forms.EmptyForm, "plain",
        _("The clock of the department runs again."),
        offers.seat_clock("paused"), offers.of_seat("run_clock"),
        lambda view, user, form: clocks.resume(
            view.case.pk, by=user, seat_id=_key(form), **seen_of(form.cleaned_data)
        ),
        on_seat=True,
    ),
)  # fmt: skip

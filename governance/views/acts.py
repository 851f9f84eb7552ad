"""One table of what can be done to a case from its page: form, right, service, words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from governance.forms import acts as forms
from governance.models import Case, Decision, Seat
from governance.policies.cases import CasePolicy
from governance.policies.seats import SeatPolicy
from governance.selectors.cases import Overview
from governance.services import cases, clocks, decisions, intake, opinions, seats
from registry.models import Role, User
from registry.policies.base import Denied, Verdict
from registry.selectors import members

Text = str | Promise


@dataclass(frozen=True)
class Act:
    """A verb on the page of a case.

    `offered` says whether the verb belongs on the page now (state and role); `check` is the policy's answer, whose
    reason a denied button shows; `run` calls the service with the cleaned form.
    """

    key: str
    label: Text
    icon: str
    form: type[forms.ActForm]
    template: str
    done: Text
    offered: Callable[[Overview, User], bool]
    check: Callable[[Overview, User], Verdict]
    run: Callable[[Overview, User, Any], Any]
    tone: str = ""
    question: Text = ""


def _case(action: str) -> Callable[[Overview, User], Verdict]:
    return lambda view, user: CasePolicy().check(user, action, view.case)


def _seat(action: str) -> Callable[[Overview, User], Verdict]:
    def check(view: Overview, user: User) -> Verdict:
        # With an answered seat the right stands: the service then says who has spoken.
        seat = own_seat(view, user) or _department_seat(view, user)
        return (
            SeatPolicy().check(user, action, seat) if seat else Denied(_("Your department has no seat in this case."))
        )

    return check


def own_seat(view: Overview, user: User) -> Seat | None:
    """The open seat of the user's department in the current round."""
    held = {g.organisation_id for g in user.grants() if g.role in (Role.REVIEWER, Role.DEPARTMENT_HEAD)}
    for lane in view.lanes:
        if lane.seat.organisation_id in held and lane.seat.state == Seat.State.OPEN:
            return lane.seat
    return None


def officers(view: Overview, user: User) -> list[tuple[int, str]]:
    """Who may be assigned in the user's department."""
    seat = own_seat(view, user)
    if seat is None:
        return []
    found = members.holding([seat.organisation_id], Role.REVIEWER, Role.DEPARTMENT_HEAD)
    return [(person.pk, str(person)) for person in found]


def _in(*states: str, roles: tuple[str, ...] = (), of: str = "") -> Callable[[Overview, User], bool]:
    """Offered in these states to holders of the roles in the case's `of` organisation (anywhere when empty)."""

    def offered(view: Overview, user: User) -> bool:
        if view.case.state not in states:
            return False
        body = getattr(view.case, f"{of}_id") if of else None
        return any(g.role in roles and (body is None or g.organisation_id == body) for g in user.grants())

    return offered


def _seated(view: Overview, user: User) -> bool:
    return view.case.state == Case.State.REVIEW and own_seat(view, user) is not None


def _assigns(view: Overview, user: User) -> bool:
    seat = own_seat(view, user)
    return seat is not None and bool(SeatPolicy().check(user, "assign", seat)) and view.case.state == Case.State.REVIEW


def _signing(view: Overview, user: User) -> bool:
    heads = {g.organisation_id for g in user.grants() if g.role == Role.DEPARTMENT_HEAD}
    return view.case.state == Case.State.COUNTERSIGNING and bool(
        heads & {lane.seat.organisation_id for lane in view.lanes}
    )


def _decision_clock(state: str) -> Callable[[Overview, User], bool]:
    base = _in("review", "deciding", roles=(Role.COMMITTEE_OFFICE,), of="office")

    def offered(view: Overview, user: User) -> bool:
        clock = view.main_clock
        return base(view, user) and clock is not None and clock.shown.state.value == state

    return offered


def _extendable(view: Overview, user: User) -> bool:
    events = view.case.clock_events.filter(clock="decision", kind="extend")
    return (
        _decision_clock("running")(view, user)
        and bool(view.case.procedure_copy["extension_days"])
        and not events.exists()
    )


COMPANY = (Role.APPLICANT, Role.COMPANY_MANAGER)
CLERKS = (Role.INTAKE_CLERK, Role.COMMITTEE_OFFICE)
OFFICE = (Role.COMMITTEE_OFFICE,)


def _version(form: Mapping[str, Any]) -> int | None:
    version: int | None = form.get("version")
    return version


def _give(view: Overview, user: User, form: forms.OpinionForm) -> Any:
    data, seat = form.cleaned_data, own_seat(view, user) or _department_seat(view, user)
    return opinions.give(
        seat.pk if seat else 0,
        by=user,
        kind=data["kind"],
        reasons=data["reasons"],
        ground=data["ground"],
        conditions=form.conditions(),
    )


def _department_seat(view: Overview, user: User) -> Seat | None:
    """The seat of the user's department, answered or not."""
    held = {g.organisation_id for g in user.grants()}
    return next((lane.seat for lane in view.lanes if lane.seat.organisation_id in held), None)


ACTS: tuple[Act, ...] = (
    Act(
        "accept", _("Accept"), "circle-check-big", forms.EmptyForm, "plain",
        _("The application was accepted: the parallel review has begun."),
        _in("submitted", roles=CLERKS, of="office"), _case("accept"),
        lambda view, user, form: intake.accept(view.case.pk, by=user, version=_version(form.cleaned_data)),
        question=_("Accept this application? The statutory period starts now."),
    ),
    Act(
        "corrections", _("Ask for corrections"), "undo-2", forms.CorrectionsForm, "form",
        _("The company was told what is missing."),
        lambda view, user: _in("submitted", roles=CLERKS, of="office")(view, user)
        and intake.may_ask_corrections(view.case),
        _case("ask_corrections"),
        lambda view, user, form: intake.ask_corrections(
            view.case.pk, by=user, items=form.items(), due_on=form.cleaned_data["due_on"],
            version=_version(form.cleaned_data),
        ),
        tone="warn",
    ),
    Act(
        "decline", _("Do not accept"), "x", forms.ReasonForm, "form", _("The application was not accepted."),
        _in("submitted", roles=CLERKS, of="office"), _case("decline"),
        lambda view, user, form: intake.decline(
            view.case.pk, by=user, reason=form.cleaned_data["reason"], version=_version(form.cleaned_data)
        ),
        tone="bad",
    ),
    Act(
        "opinion", _("Sign and submit the opinion"), "signature", forms.OpinionForm, "opinion",
        _("The opinion was recorded and added to the audit trail."),
        _seated, _seat("give_opinion"), _give,
    ),
    Act(
        "assign", _("Assign officer"), "user-check", forms.AssignForm, "form", _("The officer was assigned."),
        _assigns, _seat("assign"),
        lambda view, user, form: seats.assign(
            own_seat(view, user).pk if own_seat(view, user) else 0,  # type: ignore[union-attr]
            by=user, officer_id=int(form.cleaned_data["officer"]),
        ),
    ),
    Act(
        "propose", _("Propose the decision"), "file-pen-line", forms.ProposalForm, "proposal",
        _("The decision was proposed: a head of another office must countersign."),
        _in("deciding", "stopped", roles=OFFICE, of="office"), _case("propose"),
        lambda view, user, form: decisions.propose(
            view.case.pk, by=user, outcome=form.cleaned_data["outcome"], reasons=form.cleaned_data["reasons"],
            version=_version(form.cleaned_data),
        ),
    ),
    Act(
        "countersign", _("Countersign"), "stamp", forms.EmptyForm, "countersign", _("The decision took effect."),
        _signing, _case("countersign"),
        lambda view, user, form: decisions.countersign(
            view.case.pk, by=user, version=_version(form.cleaned_data)
        ),
        question=_("Countersign this decision? It takes effect and is published."),
    ),
    Act(
        "return", _("Return to the office"), "undo-2", forms.ReasonForm, "form",
        _("The proposal was returned to the office."),
        lambda view, user: _signing(view, user) and bool(CasePolicy().check(user, "return", view.case)),
        _case("return"),
        lambda view, user, form: decisions.return_to_office(
            view.case.pk, by=user, reason=form.cleaned_data["reason"], version=_version(form.cleaned_data)
        ),
        tone="warn",
    ),
    Act(
        "pause", _("Stop the clock"), "circle-pause", forms.PauseForm, "form", _("The clock was stopped."),
        _decision_clock("running"), _case("run_clock"),
        lambda view, user, form: clocks.pause(
            view.case.pk, by=user, reason=form.cleaned_data["reason"],
            legal_basis=form.cleaned_data["legal_basis"], told_by=form.cleaned_data["told_by"],
        ),
    ),
    Act(
        "resume", _("Start the clock again"), "circle-play", forms.EmptyForm, "plain", _("The clock runs again."),
        _decision_clock("paused"), _case("run_clock"),
        lambda view, user, form: clocks.resume(view.case.pk, by=user),
    ),
    Act(
        "extend", _("Extend the period"), "calendar-plus", forms.ExtendForm, "form", _("The period was extended."),
        _extendable, _case("run_clock"),
        lambda view, user, form: clocks.extend(
            view.case.pk, by=user, reason=form.cleaned_data["reason"], legal_basis=form.cleaned_data["legal_basis"]
        ),
    ),
    Act(
        "withdraw", _("Withdraw the application"), "ban", forms.ReasonForm, "form", _("The application was withdrawn."),
        _in("draft", "submitted", "correcting", "review", "deciding", "stopped", roles=COMPANY, of="applicant"),
        _case("withdraw"),
        lambda view, user, form: cases.withdraw(
            view.case.pk, by=user, reason=form.cleaned_data["reason"], version=_version(form.cleaned_data)
        ),
        tone="bad",
    ),
)  # fmt: skip
BY_KEY = {act.key: act for act in ACTS}
#: Outcomes that the office may still choose in a state.
OUTCOMES: dict[str, tuple[str, ...]] = {Case.State.STOPPED: (Decision.Outcome.REFUSE,)}

"""Who must act next: a case can never be stuck without a named holder."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from governance.approval.models import Case, Conflict, Decision, Opinion, Part, Seat
from governance.approval.selectors.cases import standing
from governance.approval.selectors.clocks.clocks import CaseClock, Clock
from governance.approval.selectors.conflicts import calls
from governance.approval.selectors.decisions import delivery
from governance.committee.models import Meeting
from registry.matters.selectors.holders import Holder, Words, worded
from registry.scope.models import Membership, Organisation, Role


def who_is_blocking(case: Case, clocks: list[CaseClock], seats: Iterable[Seat] | None = None) -> list[Holder]:
    """The bodies that must act now; empty only when the case has ended and its decision is delivered.

    `seats` are those of the last round (`standing.seats`), where the caller has read them already.
    """
    state = Case.State(case.state)
    decision = _clock(clocks, Clock.DECISION)
    if state == Case.State.REVIEW:
        return _reviewers(case, clocks, seats) or [_office(case, _("Close the review"), decision)]
    if state == Case.State.DECIDING:
        office = _office(case, _("Draft the decision"), decision)
        return [*_blind(case, decision, seats), *_settlers(case, decision), office]
    if state == Case.State.STOPPED:
        return _stopped(case, decision, seats)
    if state == Case.State.COUNTERSIGNING:
        return [*_unseeing(case, decision, seats), *_signatories(case, decision)]
    if state in (Case.State.APPROVED, Case.State.REFUSED):
        return _deliverers(case)
    return _single(case, clocks)


def _single(case: Case, clocks: list[CaseClock]) -> list[Holder]:
    """The states in which one body holds the case."""
    if case.state == Case.State.SUBMITTED:
        clock, task = _clock(clocks, Clock.INTAKE), _("Check completeness")
        return [Holder(case.office, task, clock, Part.INTAKE, since=case.updated_at)]
    tasks: dict[str, Words] = {
        Case.State.DRAFT: _("Complete the dossier and submit it"),
        Case.State.CORRECTING: _("Supply what the intake clerk asked for and submit again"),
        Case.State.REVISING: _("Change the dossier and submit it again"),
    }
    if case.state not in tasks:
        return []
    due = _supply_by(case) if case.state in (Case.State.CORRECTING, Case.State.REVISING) else None
    return [Holder(case.applicant, tasks[case.state], None, Part.APPLICANT, since=case.updated_at, due_on=due)]


def _supply_by(case: Case) -> dt.date | None:
    notice = case.corrections.order_by("-number").first()
    return notice.due_on if notice else None


def _reviewers(case: Case, clocks: list[CaseClock], seats: Iterable[Seat] | None) -> list[Holder]:
    if seats is None:
        seats = Seat.objects.filter(round__case=case).select_related("organisation", "officer", "round")
        seats = seats.filter(state=Seat.State.OPEN)
    rows = [seat for seat in seats if seat.state == Seat.State.OPEN]
    by_seat = {reading.seat.pk: reading for reading in clocks if reading.seat}
    return [
        _seated(
            seat,
            _("Give the opinion"),
            by_seat.get(seat.pk),
            seat.round.opened_at,
            _why_silent(seat, by_seat.get(seat.pk)),
        )
        for seat in rows
    ]


def _seated(seat: Seat, task: Words, clock: CaseClock | None, since: dt.datetime | None, why: str) -> Holder:
    """A department, by its seat."""
    return Holder(seat.organisation, task, clock, Part.SEAT, seat.pk, seat.officer, since, why)


def _why_silent(seat: Seat, clock: CaseClock | None) -> str:
    """What keeps the department from speaking, as far as the platform knows: it was closed, or its clock is paused."""
    if (ended := seat.organisation.valid_to) is not None and ended < timezone.localdate():
        return gettext("The department was closed on %(day)s and no other of its kind is set up here.") % {
            "day": ended.isoformat()
        }
    if clock is None or not clock.pause_reason:
        return ""
    if clock.pause_until is None:
        return gettext("Paused: %(reason)s") % {"reason": clock.pause_reason}
    return gettext("Paused until about %(day)s: %(reason)s") % {
        "reason": clock.pause_reason,
        "day": clock.pause_until.isoformat(),
    }


def _blind(case: Case, clock: CaseClock | None, seats: Iterable[Seat] | None) -> list[Holder]:
    task, why = _("Acknowledge later decisions on the mine"), gettext("Until then its opinion does not count.")
    return [_seated(seat, task, clock, seat.closed_at, why) for seat in standing.blind(case, seats)]


def _settlers(case: Case, clock: CaseClock | None) -> list[Holder]:
    """The owners of open conflicts: who must settle, call a meeting, or hold the one that was called."""
    rows = list(standing.open_conflicts(case).select_related("topic"))
    called: dict[int, Meeting] = {}
    if any(conflict.level != Conflict.Level.DESK for conflict in rows):
        called = {key: item.meeting for key, item in calls.pending(rows).items()}
    return [
        Holder(
            conflict.owner,
            _settling(conflict, called.get(conflict.pk)),
            part=Part.CONFLICT,
            since=conflict.opened_at,
            why=str(conflict.topic or conflict.get_kind_display()),
            due_on=conflict.due_on,
        )
        for conflict in rows
    ]


def _settling(conflict: Conflict, meeting: Meeting | None) -> Words:
    """What its owner must do now."""
    if conflict.level == Conflict.Level.DESK:
        return worded(lambda: gettext("Settle the conflict (%(level)s)") % {"level": conflict.get_level_display()})
    is_joint = conflict.level == Conflict.Level.MEETING
    if meeting is None:
        if is_joint:
            return _("Call a joint meeting on the conflict")
        return _("Call a sitting on the conflict")
    day = {"day": timezone.localtime(meeting.held_at).date().isoformat()}
    if is_joint:
        return worded(lambda: gettext("Hold the joint meeting of %(day)s") % day)
    return worded(lambda: gettext("Hold the sitting of %(day)s") % day)


def _stopped(case: Case, clock: CaseClock | None, seats: Iterable[Seat] | None) -> list[Holder]:
    names = gettext(", ").join(seat.organisation.name for seat in standing.objections(case, seats))
    why = gettext("%(department)s objects.") % {"department": names} if names else ""
    return [*_settlers(case, clock), _office(case, _("Draft the refusal"), clock, why)]


def _office(case: Case, task: Words, clock: CaseClock | None, why: str = "") -> Holder:
    return Holder(case.office, task, clock, Part.OFFICE, since=case.updated_at, why=why)


def _signatories(case: Case, clock: CaseClock | None) -> list[Holder]:
    seated = Organisation.objects.filter(seats__round__case=case).exclude(pk=case.office_id).distinct()
    proposal = case.decisions.filter(state=Decision.State.PROPOSED).first()
    since = proposal.drafted_at if proposal else case.updated_at
    free, task = _free_to_sign(case, seated, proposal), _("Countersign the decision")
    if not free:
        why = gettext(
            "No head of a department that sits here may sign (each spoke or drafted): another must be appointed."
        )
        return [Holder(one, task, clock, Part.SIGNATURE, since=since, why=why) for one in seated]
    return [Holder(one, task, clock, Part.SIGNATURE, since=since) for one in seated if one.pk in free]


def _unseeing(case: Case, clock: CaseClock | None, seats: Iterable[Seat] | None) -> list[Holder]:
    """Who must look at a decision that was signed after the draft of an approval: before that it cannot be signed."""
    approves = case.decisions.filter(state=Decision.State.PROPOSED, outcome=Decision.Outcome.APPROVE)
    return _blind(case, clock, seats) if approves.exists() else []


def _free_to_sign(case: Case, seated: Iterable[Organisation], proposal: Decision | None) -> set[int]:
    """The bodies with a head who may sign: one who neither drafted nor gave an opinion in the case."""
    heads = Membership.objects.in_force().of_valid_organisations().filter(
        organisation__in=[one.pk for one in seated], role=Role.DEPARTMENT_HEAD, user__is_active=True
    )  # fmt: skip
    spoken = Opinion.objects.filter(seat__round__case=case).values("author")
    free = heads.exclude(user__in=spoken)
    if proposal is not None:
        free = free.exclude(user=proposal.drafted_by_id)
    return set(free.values_list("organisation", flat=True))


def _deliverers(case: Case) -> list[Holder]:
    pending = delivery.pending(case)
    if pending is None:
        return []
    return [
        Holder(case.office, _("Deliver the decision"), None, Part.OFFICE, since=case.decided_at, due_on=pending.due)
    ]


def _clock(clocks: list[CaseClock], which: Clock) -> CaseClock | None:
    return next((reading for reading in clocks if reading.clock == which), None)

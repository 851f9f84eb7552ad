"""Read meetings: what may stand on an agenda, who takes part, and how a vote stands for whom."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from governance.approval.models import Case, CheckState, Conflict, ConflictSide
from governance.approval.policies.case_states import CHECKED
from governance.approval.policies.conflicts import ConflictPolicy
from governance.approval.selectors.cases import standing
from governance.approval.selectors.checks import checks
from governance.committee.models import AgendaItem, Attendance, BallotPaper, Choice, Meeting, Vote
from governance.committee.policies.meetings import MeetingPolicy, must_stand_aside
from governance.committee.rules import recusals, voting
from governance.committee.selectors import meeting_opinions
from registry.base.rules.errors import OutOfScope
from registry.scope.models import Organisation, Role, User
from registry.scope.policies.base import grants_with
from registry.scope.selectors import members

#: How many cases are looked through for checks that the committee may lift.
MOST_CASES = 50


def listing(user: User) -> QuerySet[Meeting]:
    """The meetings in the user's scope with what a row shows."""
    return MeetingPolicy().scope(user).select_related("committee", "office", "chair")


def invited(committee: Organisation, cases: list[Case]) -> tuple[list[User], list[tuple[User, Organisation]]]:
    """The members of the committee, and the heads of the departments seated in the cases with their body."""
    voting_members = list(members.holding([committee.pk], Role.COMMITTEE_MEMBER))
    known = {person.pk for person in voting_members}
    heads = []
    for case in cases:
        for seat in standing.seats(case):
            for head in members.holding([seat.organisation_id], Role.DEPARTMENT_HEAD):
                if head.pk not in known:
                    known.add(head.pk)
                    heads.append((head, seat.organisation))
    return voting_members, heads


def open_conflicts(user: User, kind: str) -> list[Conflict]:
    """The open conflicts that the user's office may put on the agenda of a meeting of this kind."""
    offices = [grant.organisation_id for grant in grants_with(user, Role.COMMITTEE_OFFICE)]
    level = Conflict.Level.MEETING if kind == Meeting.Kind.JOINT else Conflict.Level.COMMITTEE
    rows = ConflictPolicy().scope(user).filter(owner__in=offices, state=Conflict.State.OPEN, level=level)
    rows = rows.exclude(agenda_items__outcome="").select_related("case__mine", "topic", "owner")
    return list(rows.order_by("due_on", "id"))


@dataclass(frozen=True)
class Liftable:
    """A failed check that the committee may lift."""

    case: Case
    row: checks.CheckRow


def liftable_in(case: Case) -> list[checks.CheckRow]:
    """The checks of a case that fail on its present revision and that only the committee may lift."""
    if case.state not in CHECKED:
        return []
    rows = checks.latest(case).rows
    return [row for row in rows if row.is_blocking and row.state == CheckState.FAIL and row.lifted_by == "committee"]


def failed_checks(user: User) -> list[Liftable]:
    """The checks that the user's office may put to the vote; those on an open agenda left out."""
    offices = [grant.organisation_id for grant in grants_with(user, Role.COMMITTEE_OFFICE)]
    rows = Case.objects.filter(office__in=offices, state__in=CHECKED, check_runs__results__state=CheckState.FAIL)
    cases = list(rows.distinct().select_related("mine").order_by("pk")[:MOST_CASES])
    asked = AgendaItem.objects.filter(case__in=cases, outcome="").exclude(check_code="")
    pending = set(asked.values_list("case_id", "check_code"))
    return [Liftable(case, row) for case in cases for row in liftable_in(case) if (case.pk, row.code) not in pending]


def is_asked(item: AgendaItem) -> bool:
    """Whether there is still something to decide: the conflict is open, the check still fails."""
    if item.conflict is not None:
        return item.conflict.state == Conflict.State.OPEN
    return item.check_code in {row.code for row in liftable_in(item.case)}


def targets(meeting: Meeting) -> QuerySet[Meeting]:
    """The planned meetings to which an item of this one may be postponed: same office, same kind, same rules."""
    rows = Meeting.objects.filter(office=meeting.office_id, kind=meeting.kind, state=Meeting.State.PLANNED)
    return rows.filter(committee=meeting.committee_id, rules=meeting.rules, ballot=meeting.ballot).order_by("held_at")


@dataclass(frozen=True)
class Ballot:
    """How a member voted, as an open vote shows it."""

    member: User
    choice: str
    label: str
    reason: str


@dataclass(frozen=True)
class StoodAside:
    """Who stood aside and why."""

    member: User
    reason: str


@dataclass(frozen=True)
class Standing:
    """One item as one reader may see it: numbers only for whom they are open, names never in a secret vote."""

    item: AgendaItem
    own: Vote | None
    duty_to_recuse: str
    may_vote: bool
    cast: int
    expected: int
    tally: dict[str, Any] | None
    names: list[Ballot]
    recused: list[StoodAside]
    falls: list[str]
    is_moot: bool
    opinions: list[meeting_opinions.Said]
    continued_in: int | None


def rules_of(meeting: Meeting) -> voting.Rules:
    """The rules as they stood when the meeting was called."""
    return voting.Rules.read(meeting.rules)


def attendances(meeting: Meeting) -> list[Attendance]:
    """Who was invited, the members first; kept on the meeting as read, for several forms of a page ask for it."""
    kept: list[Attendance] | None = meeting.__dict__.get("_attended")
    if kept is None:
        rows = meeting.attendances.select_related("person", "organisation")
        kept = meeting.__dict__["_attended"] = sorted(rows, key=lambda row: (not row.is_member, row.pk))
    return kept


def access(user: User, pk: Any) -> Meeting:
    """One meeting in scope with what its page shows, or `OutOfScope`."""
    meeting = listing(user).filter(pk=pk).first()
    if meeting is None:
        raise OutOfScope
    return meeting


def standings(meeting: Meeting, user: User) -> list[Standing]:
    """Every item of a meeting as `user` may see it."""
    related = ("case__mine", "conflict__topic", "continues", "continued_by")
    items = list(meeting.items.select_related(*related).prefetch_related("votes__member"))
    present = {row.person_id for row in attendances(meeting) if row.is_member and row.is_present}
    may = meeting.state == Meeting.State.OPEN and bool(MeetingPolicy().check(user, "vote", meeting))
    keys = {key for item in items for key in item.proposal.get("falls", ())}
    sides = ConflictSide.objects.filter(pk__in=keys, condition__isnull=False).select_related("condition")
    texts = {side.pk: side.condition.text for side in sides if side.condition is not None} if keys else {}
    return [_standing(meeting, item, user, present, texts, may=may) for item in items]


def _standing(
    meeting: Meeting, item: AgendaItem, user: User, present: set[int], texts: dict[int, str], *, may: bool
) -> Standing:
    votes = list(item.votes.all())
    own = next((vote for vote in votes if vote.member_id == user.pk), None)
    is_open_ballot = meeting.ballot == Meeting.Ballot.OPEN
    closed = bool(item.outcome)
    recused = [StoodAside(vote.member, recusals.told(vote.reason)) for vote in votes if vote.is_recused]
    moot = not closed and item.conflict is not None and item.conflict.state != Conflict.State.OPEN
    tally: dict[str, Any] | None = item.tally if closed and item.tally else None
    if tally is None and is_open_ballot and own is not None and not own.is_recused and not closed:
        tally = live(votes)
    names = []
    if is_open_ballot and closed:
        labels = dict(Choice.choices)
        names = [
            Ballot(vote.member, vote.choice, str(labels[Choice(vote.choice)]), vote.reason)
            for vote in votes
            if not vote.is_recused
        ]
    asked = may and own is None and not closed and not moot
    return Standing(
        item=item,
        own=own,
        duty_to_recuse=recusals.to_him(must_stand_aside(user, item.case)) if asked else "",
        may_vote=asked,
        cast=len(votes),
        expected=len(present | {vote.member_id for vote in votes}),
        tally=tally,
        names=names,
        recused=recused,
        falls=[texts[key] for key in item.proposal.get("falls", ()) if key in texts],
        is_moot=moot,
        opinions=meeting_opinions.revised(item),
        continued_in=item.continued_by.meeting_id if hasattr(item, "continued_by") else None,
    )


def live(votes: list[Vote]) -> dict[str, int]:
    """How an open vote stands now."""
    counted = {choice: sum(vote.choice == choice for vote in votes) for choice in Choice.values}
    recused = sum(vote.is_recused for vote in votes)
    return {"in_favour": counted["for"], "against": counted["against"], "abstained": counted["abstain"],
            "recused": recused}  # fmt: skip


def counted(item: AgendaItem, meeting: Meeting) -> dict[str, int]:
    """The votes by choice: from the rows of an open vote, from the papers of a secret one."""
    rows = item.votes.filter(is_recused=False) if meeting.ballot == Meeting.Ballot.OPEN else None
    papers = BallotPaper.objects.filter(item=item) if rows is None else rows
    choices = list(papers.values_list("choice", flat=True))
    return {choice: choices.count(choice) for choice in Choice.values}


def waiting_for(user: User) -> QuerySet[AgendaItem]:
    """The open items on which the user has not voted yet."""
    return (
        AgendaItem.objects.filter(
            Q(meeting__attendances__person=user, meeting__attendances__is_member=True),
            meeting__attendances__is_present=True,
            meeting__state=Meeting.State.OPEN,
            meeting__kind=Meeting.Kind.COMMITTEE,
            outcome="",
        )
        .exclude(votes__member=user)
        .select_related("meeting", "case__mine")
        .distinct()
    )

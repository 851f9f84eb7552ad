"""Read meetings: what may stand on an agenda, who takes part, and how a vote stands for whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from governance.committee.models import AgendaItem, Attendance, BallotPaper, Choice, Meeting, Vote
from governance.committee.policies.meetings import MeetingPolicy, must_stand_aside
from governance.committee.rules import recusals, voting
from governance.committee.selectors import meeting_opinions
from registry.base.rules.errors import OutOfScope
from registry.matters.models import Matter
from registry.matters.selectors import kinds
from registry.matters.selectors.agendas import Proposal, Question, Subject
from registry.scope.models import Organisation, Role, User
from registry.scope.selectors import members


def listing(user: User) -> QuerySet[Meeting]:
    """The meetings in the user's scope with what a row shows."""
    return MeetingPolicy().scope(user).select_related("committee", "office", "chair")


def invited(committee: Organisation, matters: Iterable[Matter]) -> tuple[list[User], list[tuple[User, Organisation]]]:
    """The members of the committee, and the heads of the bodies that sit in the matters with their body."""
    voting_members = list(members.holding([committee.pk], Role.COMMITTEE_MEMBER))
    known = {person.pk for person in voting_members}
    heads = []
    for matter in matters:
        agenda = kinds.agenda_of(matter)
        for body in agenda.bodies(matter.pk) if agenda is not None else ():
            for head in members.holding([body.pk], Role.DEPARTMENT_HEAD):
                if head.pk not in known:
                    known.add(head.pk)
                    heads.append((head, body))
    return voting_members, heads


def pending() -> set[tuple[int, Subject]]:
    """What stands on an agenda and was not answered yet, by the key of its matter."""
    rows = AgendaItem.objects.filter(outcome="").values_list("matter", "topic", "subject", "code")
    return {(key, Subject(topic, subject, code)) for key, topic, subject, code in rows}


def questions(user: User, kind: str) -> list[Question]:
    """What the user's office may put on the agenda of a meeting of this kind."""
    votes, asked = kind == Meeting.Kind.COMMITTEE, pending()
    agendas = [one.agenda for one in kinds.every() if one.agenda is not None]
    return [question for agenda in agendas for question in agenda.offered(user, votes=votes, pending=asked)]


def about(item: AgendaItem) -> Subject:
    """What an item asks about."""
    return Subject(*item.about)


def is_asked(item: AgendaItem) -> bool:
    """Whether there is still something to decide."""
    agenda = kinds.agenda_of(item.matter)
    return agenda is not None and agenda.is_asked(item.matter_id, about(item))


def moot(items: Iterable[AgendaItem]) -> set[int]:
    """The open items of which nothing is left to decide."""
    by_kind: dict[str, list[AgendaItem]] = {}
    for item in items:
        if not item.outcome:
            by_kind.setdefault(item.matter.kind, []).append(item)
    found: set[int] = set()
    for code, rows in by_kind.items():
        agenda = kinds.of(code).agenda
        over = agenda.settled({(row.matter_id, about(row)) for row in rows}) if agenda is not None else set()
        found |= {row.pk for row in rows if (row.matter_id, about(row)) in over}
    return found


def fallen(items: Iterable[AgendaItem]) -> dict[int, list[str]]:
    """The texts of what falls by each item, by its key."""
    found: dict[int, list[str]] = {}
    texts: dict[str, Mapping[int, str]] = {}
    rows = list(items)
    for code in {row.matter.kind for row in rows}:
        keys = {key for row in rows if row.matter.kind == code for key in Proposal.read(row.proposal).falls}
        agenda = kinds.of(code).agenda
        texts[code] = agenda.fallen(keys) if agenda is not None and keys else {}
    for row in rows:
        told = texts[row.matter.kind]
        found[row.pk] = [told[key] for key in Proposal.read(row.proposal).falls if key in told]
    return found


def meaning(item: AgendaItem) -> str:
    """What adoption means, in the reader's language."""
    agenda = kinds.agenda_of(item.matter)
    return agenda.meaning(about(item), Proposal.read(item.proposal)) if agenda is not None else ""


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
    meaning: str
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
    related = ("matter__mine", "continues", "continued_by")
    items = list(meeting.items.select_related(*related).prefetch_related("votes__member"))
    present = {row.person_id for row in attendances(meeting) if row.is_member and row.is_present}
    may = meeting.state == Meeting.State.OPEN and bool(MeetingPolicy().check(user, "vote", meeting))
    told, over = fallen(items), moot(items)
    return [_standing(meeting, item, user, present, told[item.pk], may=may, is_moot=item.pk in over) for item in items]


def _standing(
    meeting: Meeting, item: AgendaItem, user: User, present: set[int], falls: list[str], *, may: bool, is_moot: bool
) -> Standing:
    votes = list(item.votes.all())
    own = next((vote for vote in votes if vote.member_id == user.pk), None)
    is_open_ballot = meeting.ballot == Meeting.Ballot.OPEN
    closed = bool(item.outcome)
    recused = [StoodAside(vote.member, recusals.told(vote.reason)) for vote in votes if vote.is_recused]
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
    asked = may and own is None and not closed and not is_moot
    return Standing(
        item=item,
        own=own,
        duty_to_recuse=recusals.to_him(must_stand_aside(user, item.matter)) if asked else "",
        may_vote=asked,
        cast=len(votes),
        expected=len(present | {vote.member_id for vote in votes}),
        tally=tally,
        names=names,
        recused=recused,
        falls=falls,
        is_moot=is_moot,
        meaning=meaning(item),
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
        .select_related("meeting", "matter__mine")
        .distinct()
    )

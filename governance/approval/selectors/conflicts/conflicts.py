"""Read conflicts: their sides with reasons, their history, what is agreed, and what the company may know."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from governance.approval.models import Case, Conflict, ConflictSide, ConflictStep, Opinion, OpinionCondition, Seat
from governance.approval.policies.conflicts import ConflictPolicy
from governance.approval.rules.conflicts import conflict_words
from governance.approval.rules.conflicts.conflict_words import Words
from governance.approval.selectors.cases import standing
from governance.approval.selectors.conflicts import calls
from governance.committee.models import AgendaItem
from registry.scope.models import Organisation, User

LEVELS = (Conflict.Level.DESK, Conflict.Level.MEETING, Conflict.Level.COMMITTEE)


def listing(user: User) -> QuerySet[Conflict]:
    """The conflicts in the user's scope with what a row shows."""
    return ConflictPolicy().scope(user).select_related("case__matter", "case__mine", "owner", "topic", "settled_by")


@dataclass(frozen=True)
class Step:
    """One recorded step, with what its mark says."""

    row: ConflictStep
    words: Words


@dataclass(frozen=True)
class Department:
    """A department on one side: the opinion that stands, its conditions in question, and what it said since."""

    seat: Seat
    opinion: Opinion | None
    conditions: list[ConflictSide]
    statements: list[Step]
    agrees: bool

    @property
    def objects(self) -> bool:
        """Whether it objects."""
        return self.opinion is not None and self.opinion.kind == Opinion.Kind.OBJECT


@dataclass(frozen=True)
class View:
    """Everything about one conflict."""

    conflict: Conflict
    left: list[Department]
    right: list[Department]
    steps: list[Step]
    option: Step | None
    item: AgendaItem | None

    @property
    def departments(self) -> list[Department]:
        """Both sides."""
        return [*self.left, *self.right]

    @property
    def is_agreed(self) -> bool:
        """Whether every department of both sides agreed to the last option."""
        return self.option is not None and all(one.agrees for one in self.departments)

    @property
    def falls(self) -> list[OpinionCondition]:
        """The conditions that the last option lets fall."""
        keys = self.option.words.falls if self.option else ()
        sides = [side for one in self.departments for side in one.conditions if side.pk in keys]
        return [side.condition for side in sides if side.condition is not None]

    @property
    def is_late(self) -> bool:
        """Whether it is open after its last day."""
        due = self.conflict.due_on
        return self.conflict.state == Conflict.State.OPEN and due is not None and due < timezone.localdate()


def view(conflict: Conflict) -> View:
    """Read one conflict."""
    return views([conflict])[0]


def views(conflicts: Iterable[Conflict]) -> list[View]:
    """Read several conflicts with a fixed number of queries."""
    rows = list(conflicts)
    keys = [row.pk for row in rows]
    sides: dict[int, list[ConflictSide]] = {key: [] for key in keys}
    related = ("seat__organisation", "seat__opinion", "seat__carried_from__opinion", "condition", "seat__withdrawn_by")
    for side in ConflictSide.objects.filter(conflict__in=keys).select_related(*related):
        sides[side.conflict_id].append(side)
    steps: dict[int, list[Step]] = {key: [] for key in keys}
    for step in ConflictStep.objects.filter(conflict__in=keys).select_related("organisation", "by"):
        steps[step.conflict_id].append(Step(step, conflict_words.unpack(step.text)))
    items = calls.pending(keys)
    return [_view(row, sides[row.pk], steps[row.pk], items.get(row.pk)) for row in rows]


def _view(conflict: Conflict, sides: list[ConflictSide], steps: list[Step], item: AgendaItem | None) -> View:
    option = next((step for step in reversed(steps) if step.row.kind == ConflictStep.Kind.OPTION), None)
    left: list[Department] = []
    right: list[Department] = []
    for seat in {side.seat_id: side.seat for side in sides}.values():
        own = [side for side in sides if side.seat_id == seat.pk and side.condition_id is not None]
        said = [step for step in steps if _said_by(step, seat)]
        opinion = standing.opinion_of(seat) or getattr(seat, "opinion", None)
        one = Department(seat, opinion, own, said, _agrees(said, option))
        first = one.objects if conflict.kind == Conflict.Kind.OPINIONS else any(s.side == "safety" for s in own)
        (left if first else right).append(one)
    return View(conflict, left, right, steps, option, item)


def _said_by(step: Step, seat: Seat) -> bool:
    return step.row.kind == ConflictStep.Kind.STATEMENT and step.row.organisation_id == seat.organisation_id


def _agrees(said: list[Step], option: Step | None) -> bool:
    """The last word of the department, after the last option, is an agreement."""
    return bool(option and said and said[-1].words.agrees and said[-1].row.pk > option.row.pk)


def any_of(case: Case) -> bool:
    """Whether there ever was a conflict in the case."""
    return case.conflicts.exists()


def of_case(case: Case, user: User) -> list[View]:
    """The conflicts of a case that the user may see, the open ones first."""
    rows = list(listing(user).filter(case=case))
    rows.sort(key=lambda row: (row.state != Conflict.State.OPEN, -row.opened_at.timestamp(), -row.pk))
    return views(rows)


@dataclass(frozen=True)
class Notice:
    """All that the company learns of an open conflict: that it is being settled, by whom, and until when."""

    by: Organisation
    level: str
    due_on: dt.date | None


def for_applicant(case: Case) -> list[Notice]:
    """What the company may know: no department, no opinion, no word of the dispute."""
    rows = case.conflicts.filter(state=Conflict.State.OPEN).select_related("owner")
    return [Notice(row.owner, str(row.get_level_display()), row.due_on) for row in rows]

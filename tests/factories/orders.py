"""A second kind of matter, invented: an order to put something right, given by a department to a mine's holder.

It knows nothing of cases and has no table: what it holds beside its matter lies in memory while the kind is known.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from registry.base.rules.errors import Incomplete
from registry.calendar.rules.clock import PeriodRule
from registry.calendar.rules.working_days import DayType, WorkingDayTable
from registry.matters.models import Matter
from registry.matters.policies.parties import COMPANY, OFFICE, REVIEW
from registry.matters.selectors import clocks, kinds
from registry.matters.selectors.agendas import Answer, Choice, Motion, Proposal, Question, Subject
from registry.matters.selectors.clocks import MatterClock
from registry.matters.selectors.holders import Holder
from registry.matters.selectors.kinds import MatterKind, Shown, Standing
from registry.matters.services import matters
from registry.mines.models import Mine
from registry.scope.models import Organisation, User
from registry.scope.policies.base import grants_with

ORDER, MEND = "test-order", "mend"
DAYS = 10
TASK = "Put it right"
LONGER = Subject("longer")


@dataclass
class Orders:
    """What is known of every order, and what was done to it through its kind."""

    states: dict[int, str] = field(default_factory=dict)
    reminded: list[tuple[int, str, list[User], str]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def give(self, mine: Mine, body: Organisation) -> Matter:
        """A new order of a department to the holder of the mine."""
        matter = matters.open_matter(
            ORDER, number=f"ORDER-{len(self.states) + 1}", title_zh="整改指令", title_en="Order", mine=mine,
            responsible=body,
        )  # fmt: skip
        self.states[matter.pk] = "open"
        return matter

    def standing(self, keys: Sequence[int], table: WorkingDayTable | None) -> Mapping[int, Standing]:
        """An open order waits for the holder, one that is reported for the department, one that is done for nobody."""
        read = self.clocks(keys)
        rows = Matter.objects.filter(pk__in=keys).select_related("mine__holder", "responsible")
        return {row.pk: self._one(row, read.get(row.pk, ())) for row in rows}

    def _one(self, row: Matter, read: Sequence[MatterClock]) -> Standing:
        state, holder = self.states[row.pk], row.mine.holder
        waits = {"open": (holder, TASK, "holder"), "reported": (row.responsible, "Look at it", "giver")}.get(state)
        holders = []
        if waits is not None and waits[0] is not None:
            holders = [Holder(waits[0], waits[1], read[0] if read else None, waits[2])]
        return Standing(
            state, row.updated_at, read, holders, category="orders", company_id=holder.pk if holder else None
        )

    def clocks(self, keys: Sequence[int]) -> Mapping[int, Sequence[MatterClock]]:
        """One clock of ten working days."""
        rule = PeriodRule(base_days=DAYS, day_type=DayType.WORKING)
        return clocks.read(clocks.events_of(keys), lambda key, clock, subject: rule)

    def held(self) -> QuerySet[Any]:
        """Every order that is not done."""
        return Matter.objects.filter(pk__in=[key for key, state in self.states.items() if state != "done"]).values("pk")

    def scope(self, user: User) -> QuerySet[Any]:
        """The holder sees his, the authorities theirs."""
        bodies = [grant.organisation_id for grant in user.grants()]
        rows = Matter.objects.filter(Q(mine__holder__in=bodies) | Q(responsible__in=bodies), kind=ORDER)
        return rows.values("pk") if bodies else rows.none().values("pk")

    def can_act(self, user: User) -> Q:
        """The holder's people on an open order, the department's on a reported one."""
        own = [grant.organisation_id for grant in grants_with(user, *COMPANY)]
        review = [grant.organisation_id for grant in grants_with(user, *REVIEW, *OFFICE)]
        return Q(part="holder", organisation__in=own) | Q(part="giver", organisation__in=review)

    def remind(self, matter: Matter, step: str, people: Iterable[User], task: str, due: str) -> None:
        """Note who would be told."""
        self.reminded.append((matter.pk, step, list(people), task))

    def keeper(self, matter: Matter, clock: MatterClock, paused: Sequence[MatterClock]) -> Holder | None:
        """The department ends a pause."""
        return Holder(matter.responsible, "End the pause", clock, "giver")

    # What a meeting may decide: that the holder gets longer.
    def offered(self, user: User, *, votes: bool, pending: Collection[tuple[int, Subject]]) -> Sequence[Question]:
        """Longer, for every open order of the office."""
        offices = [grant.organisation_id for grant in grants_with(user, *OFFICE)]
        rows = Matter.objects.filter(kind=ORDER, responsible__in=offices).select_related("mine").order_by("pk")
        granted = [Choice("grant", "Longer", Proposal("grant"))]
        return [
            Question(row, LONGER, row.number, "Does the holder get longer?", granted)
            for row in rows
            if votes and self.states[row.pk] == "open" and (row.pk, LONGER) not in pending
        ]

    def motion(self, matter: Matter, subject: Subject, wish: Proposal, *, votes: bool, by: User) -> Motion:
        """Only for longer, only by a vote."""
        if subject != LONGER or not votes or self.states[matter.pk] != "open":
            raise Incomplete({"items": ["No such question."]})
        return Motion(Proposal("grant"), matter.responsible_id)

    def settled(self, subjects: Collection[tuple[int, Subject]]) -> set[tuple[int, Subject]]:
        """What is open no more needs no longer time."""
        return {one for one in subjects if self.states[one[0]] != "open"}

    def is_asked(self, matter: int, subject: Subject) -> bool:
        """While the order is open."""
        return self.states[matter] == "open"

    def rules(self, matter: int) -> Mapping[str, str]:
        """The committee's own."""
        return {}

    def duty(self, user: User, matter: int) -> str:
        """Nobody stands aside."""
        return ""

    def bodies(self, matter: int) -> Sequence[Organisation]:
        """The department that gave it."""
        return [Matter.objects.select_related("responsible").get(pk=matter).responsible]

    def said(self, matter: int) -> list[dict[str, str]]:
        """Nothing."""
        return []

    def opinion(self, row: Mapping[str, str]) -> str:
        """Nothing."""
        return ""

    def meaning(self, subject: Subject, proposal: Proposal) -> str:
        """What adoption means."""
        return "the holder gets longer"

    def fallen(self, keys: Collection[int]) -> Mapping[int, str]:
        """Nothing falls."""
        return {}

    def links(self, user: User, subjects: Collection[Subject]) -> Mapping[Subject, tuple[str, str]]:
        """There is no page of the question itself."""
        return {}

    def settle(self, matter: int, answer: Answer, *, by: User) -> None:
        """Keep the answer."""
        self.answers.append(answer)


def kind_of(orders: Orders) -> MatterKind:
    """The kind that serves these orders."""
    return MatterKind(
        code=ORDER,
        label="Order",
        icon="hammer",
        address=lambda key: f"/orders/{key}/",
        standing=orders.standing,
        clocks=orders.clocks,
        held=orders.held,
        scope=orders.scope,
        can_act=orders.can_act,
        takes_part=lambda own: Q(pk__in=[]),
        remind=orders.remind,
        keeper=orders.keeper,
        agenda=orders,
        states={"open": Shown("To be put right", "warn"), "reported": Shown("Put right?", "wait")},
        categories=lambda: {"orders": "Orders"},
    )


@contextmanager
def known() -> Iterator[Orders]:
    """Orders, for as long as their kind is registered."""
    orders = Orders()
    kinds.register(kind_of(orders))
    try:
        yield orders
    finally:
        kinds.forget(ORDER)

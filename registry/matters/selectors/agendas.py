"""What a meeting asks of a kind of matter: which questions may be put to it, and what their answers do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from registry.matters.models import Matter
from registry.scope.models import Organisation, User


class Subject(NamedTuple):
    """What a question is about: a topic of the kind, and the key or the code of the part that it names."""

    topic: str
    key: int = 0
    code: str = ""


@dataclass(frozen=True)
class Proposal:
    """What adoption would do: the settlement, and the keys of what falls by it."""

    settlement: str = ""
    falls: tuple[int, ...] = ()

    def kept(self) -> dict[str, Any]:
        """As it is stored with the item."""
        said: dict[str, Any] = {"settlement": self.settlement} if self.settlement else {}
        return said | ({"falls": list(self.falls)} if self.falls else {})

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Proposal":
        """As it was stored."""
        return cls(str(kept.get("settlement", "")), tuple(kept.get("falls", ())))


@dataclass(frozen=True)
class Choice:
    """One of several things that adoption may do."""

    value: str
    label: Any
    proposal: Proposal


@dataclass(frozen=True)
class Question:
    """A question that may be put on an agenda: what it is called, how it is asked, and what adoption may do."""

    matter: Matter
    subject: Subject
    label: str
    text: str
    choices: Sequence[Choice] = ()

    @property
    def name(self) -> str:
        """What tells it from others on one page."""
        return "-".join(str(part) for part in (self.matter.pk, *self.subject))


@dataclass(frozen=True)
class Motion:
    """A question that was found good: what adoption does, and the body whose question it is."""

    proposal: Proposal
    owner_id: int


@dataclass(frozen=True)
class Answer:
    """How a meeting answered; `outcome` is "adopted", "rejected" or "noted", `item` the key of the agenda's item."""

    subject: Subject
    proposal: Proposal
    outcome: str
    text: str
    body: Organisation
    item: int


class Agenda(Protocol):
    """What a kind lets a meeting decide. `votes` parts a sitting of the committee from a meeting that only notes."""

    def offered(self, user: User, *, votes: bool, pending: Collection[tuple[int, Subject]]) -> Sequence[Question]:
        """The questions that the user's office may put now, without those that stand on an agenda."""
        ...

    def motion(self, matter: Matter, subject: Subject, wish: Proposal, *, votes: bool, by: User) -> Motion:
        """What adoption would do, or `Incomplete` with the fault under `items`; the matter is locked."""
        ...

    def settled(self, subjects: Collection[tuple[int, Subject]]) -> set[tuple[int, Subject]]:
        """Those of which nothing is left to decide; of what is costly to find out only who is asked one at a time."""
        ...

    def is_asked(self, matter: int, subject: Subject) -> bool:
        """Whether there is still something to decide."""
        ...

    def rules(self, matter: int) -> Mapping[str, str]:
        """How the vote is counted; what it leaves out has the committee's default."""
        ...

    def duty(self, user: User, matter: int) -> str:
        """The code of why a member must stand aside; "" when he need not."""
        ...

    def bodies(self, matter: int) -> Sequence[Organisation]:
        """The bodies whose heads are invited."""
        ...

    def said(self, matter: int) -> list[dict[str, str]]:
        """What the bodies say now, to be kept: names ("zh", "en"), and codes that `opinion` words."""
        ...

    def opinion(self, row: Mapping[str, str]) -> str:
        """What a body said, in the reader's language."""
        ...

    def meaning(self, subject: Subject, proposal: Proposal) -> str:
        """What adoption means, in the reader's language."""
        ...

    def fallen(self, keys: Collection[int]) -> Mapping[int, str]:
        """The texts of what falls, by key."""
        ...

    def links(self, user: User, subjects: Collection[Subject]) -> Mapping[Subject, tuple[str, str]]:
        """Where the user can read about the part itself, and what that page is called."""
        ...

    def settle(self, matter: int, answer: Answer, *, by: User) -> None:
        """Do what was answered, inside the meeting's transaction; the matter is locked."""
        ...

"""The global search: each room registers what it can find, and the page asks all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from registry.scope.models import User

#: How many results a group shows.
LIMIT = 10


@dataclass(frozen=True)
class Hit:
    """One result: where it leads and what a reader sees."""

    title: str
    url: str
    detail: str = ""
    mark: Any = ""
    is_simulated: bool = False


@dataclass(frozen=True)
class Group:
    """The results of one kind; `more_url` leads to the full list when there are more than shown."""

    label: Any
    icon: str
    hits: Sequence[Hit] = field(default_factory=list)
    more_url: str = ""


Provider = Callable[[User, str, int], Group]
_providers: dict[str, tuple[int, Provider]] = {}


def register(name: str, provider: Provider, *, rank: int = 50) -> None:
    """Let `provider` answer searches; it gets the user, the words and the limit, and keeps to the user's scope."""
    _providers.setdefault(name, (rank, provider))


def find(user: User, words: str, limit: int = LIMIT) -> list[Group]:
    """The groups that found something, by rank."""
    ordered = sorted(_providers.values(), key=lambda pair: pair[0])
    groups = [provider(user, words, limit) for _, provider in ordered]
    return [group for group in groups if group.hits]

"""The global search: each room contributes what it can find, and the page asks all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from registry.base.rules.contributions import contributions
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


@dataclass(frozen=True)
class Source:
    """What a room lets the search find (slot `search`): it gets user, words and limit, and keeps to the scope."""

    find: Provider
    rank: int = 50


def find(user: User, words: str, limit: int = LIMIT) -> list[Group]:
    """The groups that found something, by rank."""
    ordered = sorted(contributions.slot("search").values(), key=lambda source: source.rank)
    groups = [source.find(user, words, limit) for source in ordered]
    return [group for group in groups if group.hits]

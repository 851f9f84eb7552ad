"""What a change of holder takes along: rooms contribute what they hold of a mine, told before and moved with it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from registry.base.rules.contributions import contributions
from registry.mines.models import Mine
from registry.scope.models import Organisation
from registry.scope.models.actors import Actor


@dataclass(frozen=True)
class Change:
    """A mine that passes from one company to another; `former` is None when it had no holder."""

    mine: Mine
    former: Organisation | None
    holder: Organisation


@dataclass(frozen=True)
class Follower:
    """What one room says and does: why the change cannot be made now, what goes with it, and the moving itself."""

    refusals: Callable[[Mine], list[str]]
    effects: Callable[[Mine], list[str]]
    follow: Callable[[Change, Actor], None]


def _followers() -> Iterable[Follower]:
    return contributions.slot("holder_changes").values()


def refusals(mine: Mine) -> list[str]:
    """Why the mine cannot change its holder now."""
    return [text for one in _followers() for text in one.refusals(mine)]


def effects(mine: Mine) -> list[str]:
    """What a change of holder takes along."""
    return [text for one in _followers() for text in one.effects(mine)]


def follow(change: Change, by: Actor) -> None:
    """Let every room move what it holds, in the transaction of the change."""
    for one in _followers():
        one.follow(change, by)

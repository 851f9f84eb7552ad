"""Which stages there are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Stage:
    """A stage: the function that plays it, and the stage it goes on from."""

    name: str
    play: Callable[..., Any]
    after: str | None
    settings: dict[str, Any]
    commits: bool


STAGES: dict[str, Stage] = {}


def stage(
    *, after: str | None = None, commits: bool = False, **settings: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a stage; its function gets the handle of the stage it goes on from, if there is one.

    It is played under the settings given, in one transaction that forgets what waits for its end, as in a test; or,
    when it `commits`, as in the product.
    """

    def declare(play: Callable[..., Any]) -> Callable[..., Any]:
        name = play.__name__
        if name in STAGES or (after is not None and after not in STAGES):
            raise LookupError(f"The stage {name} is declared twice, or goes on from {after}, which is not declared.")
        STAGES[name] = Stage(name, play, after, settings, commits)
        return play

    return declare

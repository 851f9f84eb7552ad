"""A message is one declaration: its kind and words, who gets it, what fills its words, and the page it is about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from registry.messages.models import Notification
from registry.messages.rules.notification_kinds import Kind
from registry.messages.services import notifications
from registry.scope.models import User


@dataclass(frozen=True)
class Message:
    """What people are told of a row when a verb was done; it stands beside the verb, which calls `send`.

    `words` are the label in the preferences and the patterns of title and body; `to(row)` gets it, filled with
    `params(row)` and what `send` is given, with a link to the page at `link(row)`.
    """

    kind: str
    words: Kind
    to: Callable[[Any], Iterable[User]]
    params: Callable[[Any], Mapping[str, Any]]
    link: Callable[[Any], str]

    def send(self, row: Any, *, also: Iterable[User] = (), **more: Any) -> list[Notification]:
        """Tell everybody once, in the transaction of the verb; `also` are people who are no longer among `to`."""
        people = [*self.to(row), *also]
        return notifications.notify(people, self.kind, params={**self.params(row), **more}, link=self.link(row))


def declared(*modules: ModuleType) -> dict[str, Kind]:
    """The kinds of all messages that stand in these modules, for the room's contribution."""
    return {one.kind: one.words for module in modules for one in vars(module).values() if isinstance(one, Message)}

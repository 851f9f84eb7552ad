"""Who may act when, and who is waited for: one table of transitions by parties, which right, offer and queue read."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db.models import BooleanField, Case, Model, Q, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from registry.base.rules.transitions import Transition, TransitionTable
from registry.scope.models import User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict

M = TypeVar("M", bound=Model)
#: Who a party is: the rows towards which a person is it. Written once, asked of one row and of all.
Condition = Callable[[User], Q]


class Flow(TransitionTable):
    """The table of one workflow over the rows of `model`, and who each party is.

    `parties` has a condition for every party that the table names, `words` what a party is called on a disabled button.
    """

    def __init__(
        self,
        model: type[Model],
        *rows: Transition,
        parties: Mapping[str, Condition],
        words: Mapping[str, str | Promise],
        state: str = "state",
    ) -> None:
        super().__init__(*rows)
        self.model, self.parties, self.words, self.state = model, dict(parties), dict(words), state
        self.known = {row.verb for row in rows}
        named = {party for row in rows for party in row.parties}
        if named != set(parties) or named != set(words):
            raise ValueError(f"Nobody says who they are, or no row names them: {sorted(named ^ set(parties))}.")

    def parties_of(self, row: Model, user: User) -> set[str]:
        """The parties that the user is towards the row: one query for all of them, kept on the row as read."""
        kept: dict[int, set[str]] = row.__dict__.setdefault("_parties", {})
        if user.pk not in kept:
            flags = {
                f"party_{place}": Case(
                    When(condition(user), then=Value(True)), default=False, output_field=BooleanField()
                )
                for place, condition in enumerate(self.parties.values())
            }
            found = self.model._default_manager.filter(pk=row.pk).annotate(**flags).values_list(*flags).first()
            kept[user.pk] = {party for party, is_one in zip(self.parties, found or (), strict=False) if is_one}
        return kept[user.pk]

    def right(self, row: Model, verb: str, user: User) -> Verdict:
        """Whether the user is a party that does the verb in some state; `require` asks for the state."""
        doers = dict.fromkeys(party for one in self.rows if one.verb == verb for party in one.parties)
        if self.parties_of(row, user) & set(doers):
            return Allowed()
        who = pgettext("between those who may", " or ").join(str(self.words[party]) for party in doers)
        return Denied(_("Only %(who)s may do this.") % {"who": who})

    def step(self, row: Any, verb: str) -> Transition:
        """The row of the table for the verb in the present state, or `WrongState`."""
        return self.require(getattr(row, self.state), verb, label=getattr(row, f"get_{self.state}_display")())

    def allows(self, row: Any, verb: str) -> bool:
        """Whether the present state knows the verb."""
        return verb in self.verbs(getattr(row, self.state))

    def holders(self, row: Any) -> set[str]:
        """The parties that are waited for in the present state."""
        here = getattr(row, self.state)
        return {party for one in self.rows if one.source == here and one.waits for party in one.parties}

    def queue(self, user: User) -> Q:
        """The rows that wait for the user."""
        wanted = Q(pk__in=[])
        for one in self.rows:
            for party in one.parties if one.waits else ():
                wanted |= Q(**{self.state: one.source}) & self.parties[party](user)
        return wanted


class FlowPolicy(Policy[M]):
    """A policy whose verbs are those of a table; `more` names further actions, which `may` answers."""

    flow: Flow
    more: frozenset[str] = frozenset()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.actions = frozenset(cls.flow.known | cls.more | {"view"})

    def check(self, user: User, action: str, obj: M | None = None) -> Verdict:
        """By the table; then what bars the user all the same."""
        self.known(action)
        if action == "view":
            return Allowed()
        if action not in self.flow.known:
            return self.may(user, action, obj)
        if obj is None:
            return Denied(_("Name the row that you mean."))
        verdict = self.flow.right(obj, action, user)
        return self.bar(user, action, obj) if verdict else verdict

    def may(self, user: User, action: str, obj: M | None) -> Verdict:
        """The answer for an action that the table does not know."""
        raise NotImplementedError

    def bar(self, user: User, action: str, obj: M) -> Verdict:
        """A further reason against, shown on the disabled button: maker is not checker, not present, ..."""
        return Allowed()

    def waiting(self, user: User) -> QuerySet[M]:
        """The rows in scope that wait for the user."""
        return self.scope(user).filter(self.flow.queue(user))

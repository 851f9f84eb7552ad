"""The two questions of a policy: which rows, and may this user?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from registry.base.rules.errors import NotAllowed, OutOfScope
from registry.scope.models import Role, User
from registry.scope.rules.grants import TERRITORIAL, Grant

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Allowed:
    """Yes."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Denied:
    """No, and the reason that the page shows."""

    reason: Any

    def __bool__(self) -> bool:
        return False


Verdict = Allowed | Denied


def ensure(verdict: Verdict) -> None:
    """Raise `NotAllowed` with the reason unless the verdict is `Allowed`."""
    if isinstance(verdict, Denied):
        raise NotAllowed(verdict.reason)


class Policy(Generic[M]):
    """Scope and rights for one model; subclasses say both rules once."""

    model: type[M]
    #: Every action that `check` knows; an act on another one fails at start-up.
    actions: Collection[str] = ()

    def scope(self, user: User, action: str = "view") -> QuerySet[M]:
        """The rows on which `user` may do `action`; none unless a subclass says so."""
        return self.model._default_manager.none()

    def check(self, user: User, action: str, obj: M | None = None) -> Verdict:
        """Whether `user` may do `action` on `obj` (which is in scope), with the reason when not."""
        raise NotImplementedError

    def known(self, action: str) -> None:
        """A misspelt action is a mistake of the caller, never a quiet "no"."""
        if action not in self.actions:
            raise LookupError(f"{type(self).__name__} knows no action {action!r}.")

    def access(
        self, user: User, pk: Any, *, action: str = "view", lock: bool = False, related: Sequence[str] = ()
    ) -> M:
        """Fetch one row in scope, with these related rows and locked when asked; `OutOfScope` when there is none."""
        rows = self.scope(user, action)
        if related:
            rows = rows.select_related(*related)
        if lock:
            rows = rows.select_for_update(no_key=True, of=("self",))
        try:
            row = rows.filter(pk=pk).first()
        except (ValueError, TypeError, OverflowError) as error:
            raise OutOfScope from error
        if row is None:
            raise OutOfScope
        return row


def grants_with(user: User, *roles: Role | str) -> list[Grant]:
    """The grants of `user` that carry one of `roles` (all grants when none is named)."""
    return [grant for grant in user.grants() if not roles or grant.role in roles]


def territory(grants: list[Grant], field: str) -> Q:
    """Rows whose region code (`field`) lies in the territory of one of the grants; matches nothing without any.

    The whole nation is a condition that is true for every row, not an empty one: an empty `Q` vanishes beside `|`.
    """
    prefixes = {g.region_prefix for g in grants if g.kind in TERRITORIAL and g.region_prefix is not None}
    if "" in prefixes:
        return Q(pk__isnull=False)
    condition = Q(pk__in=[])
    for prefix in sorted(prefixes):
        condition |= Q(**{f"{field}__startswith": prefix})
    return condition

"""The base of the policy of every kind of matter: a row is locked by locking its matter."""

from collections.abc import Sequence
from typing import Any, TypeVar

from registry.base.rules.errors import OutOfScope
from registry.matters.models import Matter, OfMatter
from registry.scope.models import User
from registry.scope.policies.base import Policy

K = TypeVar("K", bound=OfMatter)


class KindPolicy(Policy[K]):
    """Scope and rights on one kind of matter."""

    def access(
        self, user: User, pk: Any, *, action: str = "view", lock: bool = False, related: Sequence[str] = ()
    ) -> K:
        """Fetch one row in scope; with `lock` its matter is locked first, and the row read as it is then."""
        if lock:
            try:
                seen = self.scope(user, action).filter(pk=pk).values("pk")
                rows = Matter.objects.select_for_update(no_key=True).order_by()
                held = rows.filter(pk__in=seen).values_list("pk", flat=True).first()
            except (ValueError, TypeError, OverflowError) as error:
                raise OutOfScope from error
            if held is None:
                raise OutOfScope
        return super().access(user, pk, action=action, related=related)

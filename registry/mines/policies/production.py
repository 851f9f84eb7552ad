"""Production by month: read with the mine, entered by the departments that keep it."""

from django.db.models import QuerySet

from registry.mines.models import Mine, Production
from registry.mines.policies import mines
from registry.scope.models import User
from registry.scope.models.actors import Actor
from registry.scope.policies.base import Allowed, Policy, Verdict

#: The sources of the registry itself.
BY_HAND, BY_FILE = "registry.entry", "registry.import"


class ProductionPolicy(Policy[Production]):
    """Offices read the months of the mines of their territory, a company those of the mines it holds, nobody else any.

    Output and sales by month are a company's business secrets; the public reads none of them.
    """

    model = Production

    def scope(self, user: User, action: str = "view") -> QuerySet[Production]:
        """The months of the mines that the user may see, all versions."""
        return Production.objects.filter(mine__in=mines.policy.scope(user).order_by().values("pk"))

    def check(self, user: User, action: str, obj: Production | None = None) -> Verdict:
        """Whether the user may see or enter months, of the mine of `obj` or of some mine of his territory."""
        if action == "view":
            return Allowed()
        return mines.policy.check(user, "record_production", obj.mine if obj is not None else None)


def may_record(by: Actor, mine: Mine) -> Verdict:
    """Whether the actor may enter a month of the mine by hand or by file."""
    return mines.policy.check(by, "record_production", mine) if isinstance(by, User) else Allowed()


policy = ProductionPolicy()

"""Who may see and publish procedures."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from governance.models import Procedure
from registry.models import Role, User
from registry.policies.base import Allowed, Denied, Policy, Verdict, grants_with


class ProcedurePolicy(Policy[Procedure]):
    """Rules are published before they are applied (Administrative Licensing Law art. 5): everyone may read them."""

    model = Procedure

    def scope(self, user: User, action: str = "view") -> QuerySet[Procedure]:
        return Procedure.objects.all()

    def check(self, user: User, action: str, obj: Procedure | None = None) -> Verdict:
        if action == "view" or grants_with(user, Role.ADMINISTRATOR):
            return Allowed()
        return Denied(_("Only an administrator publishes a procedure."))

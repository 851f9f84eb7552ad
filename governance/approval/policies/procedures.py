"""Who may see procedures, and who writes and publishes them."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from governance.approval.models import Procedure, ProcedureDraft
from registry.scope.models import Role, User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, grants_with


class ProcedurePolicy(Policy[Procedure]):
    """Rules are published before they are applied (Administrative Licensing Law art. 5): everyone may read them."""

    model = Procedure

    def scope(self, user: User, action: str = "view") -> QuerySet[Procedure]:
        return Procedure.objects.all()

    def check(self, user: User, action: str, obj: Procedure | None = None) -> Verdict:
        if action == "view" or grants_with(user, Role.ADMINISTRATOR):
            return Allowed()
        return Denied(_("Only an administrator writes procedures."))


class ProcedureDraftPolicy(Policy[ProcedureDraft]):
    """Administrators see drafts; its author writes a draft, another administrator returns or publishes it."""

    model = ProcedureDraft

    def scope(self, user: User, action: str = "view") -> QuerySet[ProcedureDraft]:
        rows = ProcedureDraft.objects.all()
        return rows if grants_with(user, Role.ADMINISTRATOR) else rows.none()

    def check(self, user: User, action: str, obj: ProcedureDraft | None = None) -> Verdict:
        if not grants_with(user, Role.ADMINISTRATOR):
            return Denied(_("Only an administrator writes procedures."))
        is_author = obj is not None and obj.drafted_by_id == user.pk
        if action in ("save", "submit") and not is_author:
            return Denied(_("Only the author changes a draft."))
        if action in ("return", "publish") and is_author:
            return Denied(_("Another administrator than the author publishes a procedure."))
        return Allowed()

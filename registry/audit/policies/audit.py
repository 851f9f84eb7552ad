"""Who reads the audit trail."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from registry.audit.models import AuditEvent
from registry.scope.models import Role, User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, grants_with, territory


class AuditPolicy(Policy[AuditEvent]):
    """Auditors read the acts of their territory and those that concern the whole platform; nobody else the trail.

    The acts on one object are shown on its own page to everybody who may see that object.
    """

    model = AuditEvent

    def scope(self, user: User, action: str = "view") -> QuerySet[AuditEvent]:
        grants = grants_with(user, Role.AUDITOR)
        if not grants:
            return AuditEvent.objects.none()
        return AuditEvent.objects.filter(territory(grants, "region_code") | Q(region_code=""))

    def check(self, user: User, action: str, obj: AuditEvent | None = None) -> Verdict:
        if grants_with(user, Role.AUDITOR):
            return Allowed()
        return Denied(_("Only auditors read the audit log."))


policy = AuditPolicy()

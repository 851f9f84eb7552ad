"""Import runs: seen by those who may import in the same organisation, and by auditors."""

from django.db.models import QuerySet

from registry.mines.models import ImportRun
from registry.mines.policies import mines
from registry.scope.models import Role, User
from registry.scope.policies.base import Allowed, Policy, Verdict, grants_with


class ImportPolicy(Policy[ImportRun]):
    """Officers see the runs of their own office; an auditor sees the runs of the offices of his territory."""

    model = ImportRun

    def scope(self, user: User, action: str = "view") -> QuerySet[ImportRun]:
        """The runs the user may see; those of a command belong to nobody's office."""
        if not mines.policy.check(user, "import") and not grants_with(user, Role.AUDITOR):
            return ImportRun.objects.none()
        offices = {grant.organisation_id for grant in user.grants()}
        runs = ImportRun.objects.filter(started_by__memberships__organisation__in=offices)
        own = ImportRun.objects.filter(started_by=user)
        if audited := [g for g in grants_with(user, Role.AUDITOR) if g.region_prefix is not None]:
            codes = [str(grant.region_prefix) for grant in audited]
            for code in codes:
                runs |= ImportRun.objects.filter(started_by__memberships__organisation__region__code__startswith=code)
        return ImportRun.objects.filter(pk__in=(runs | own).values("pk"))

    def check(self, user: User, action: str, obj: ImportRun | None = None) -> Verdict:
        """Whoever may import may do so with every run he sees."""
        return Allowed() if action == "view" else mines.policy.check(user, "import")


policy = ImportPolicy()

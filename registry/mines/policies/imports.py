"""Import runs: seen by those who may import the same kind of file in the same organisation, and by auditors."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from registry.mines.models import ImportRun
from registry.mines.policies import mines
from registry.scope.models import Role, User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict, grants_with

#: What a file holds → the right over mines that importing it needs.
RIGHTS: Mapping[str, str] = {ImportRun.Kind.MINES: "import", ImportRun.Kind.PRODUCTION: "record_production"}
_NOBODY = _("Only officers of natural resources, emergency management or mine safety of this territory may do this.")


class ImportPolicy(Policy[ImportRun]):
    """Officers see the runs of their own office; an auditor sees the runs of the offices of his territory."""

    model = ImportRun

    def scope(self, user: User, action: str = "view") -> QuerySet[ImportRun]:
        """The runs the user may see; those of a command belong to nobody's office."""
        kinds, audited = self.kinds(user), grants_with(user, Role.AUDITOR)
        if not kinds and not audited:
            return ImportRun.objects.none()
        offices = {grant.organisation_id for grant in user.grants()}
        runs = ImportRun.objects.filter(started_by__memberships__organisation__in=offices)
        runs |= ImportRun.objects.filter(started_by=user)
        for grant in audited:
            if grant.region_prefix is not None:
                begin = str(grant.region_prefix)
                runs |= ImportRun.objects.filter(started_by__memberships__organisation__region__code__startswith=begin)
        found = ImportRun.objects.filter(pk__in=runs.values("pk"))
        return found if audited else found.filter(kind__in=kinds)

    def kinds(self, user: User) -> list[str]:
        """The kinds of file that the user may import."""
        return [kind for kind, right in RIGHTS.items() if mines.policy.check(user, right)]

    def check(self, user: User, action: str, obj: ImportRun | None = None) -> Verdict:
        """Whether the user may import files of the kind of the run, or of some kind when none is given."""
        if action == "view":
            return Allowed()
        if obj is not None:
            return self.check_kind(user, obj.kind)
        return Allowed() if self.kinds(user) else Denied(_NOBODY)

    def check_kind(self, user: User, kind: str) -> Verdict:
        """Whether the user may import files of a kind."""
        return mines.policy.check(user, RIGHTS[kind]) if kind in RIGHTS else self.check(user, "start")


policy = ImportPolicy()

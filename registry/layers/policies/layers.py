"""Who sees and imports map layers: reference data of a territory."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from registry.layers.models import LayerImport, MapLayer
from registry.scope.models import Organisation, Role, User
from registry.scope.policies.base import Allowed, Denied, Policy, Verdict
from registry.scope.rules.grants import Grant

_OFFICES = (Organisation.Kind.DEPARTMENT, Organisation.Kind.COMMITTEE, Organisation.Kind.COMMITTEE_OFFICE)
_DECIDERS = (Role.REVIEWER, Role.DEPARTMENT_HEAD)


def _keeps(grant: Grant) -> bool:
    """Administrators keep the reference data, the natural resources department is where these layers come from."""
    land = grant.function == Organisation.Function.NATURAL_RESOURCES and grant.role in _DECIDERS
    return grant.region_prefix is not None and (land or grant.role == Role.ADMINISTRATOR)


def _touching(prefixes: set[str]) -> Q:
    """Layers that cover some of the territories or lie in one; region codes nest by prefix."""
    if "" in prefixes:
        return Q(pk__isnull=False)
    condition = Q(pk__in=[])
    for prefix in sorted(prefixes):
        condition |= Q(region_code__startswith=prefix)
        condition |= Q(region_code__in=["", *(prefix[:length] for length in (2, 4, 6))])
    return condition


class LayerPolicy(Policy[MapLayer]):
    """Departments, committees and their offices see the layers that touch their territory."""

    model = MapLayer
    actions = frozenset({"view", "import", "end"})

    def scope(self, user: User, action: str = "view") -> QuerySet[MapLayer]:
        """The layers that touch the user's territory, those that have ended among them."""
        prefixes = {str(g.region_prefix) for g in self._offices(user)}
        return MapLayer.objects.filter(_touching(prefixes)) if prefixes else MapLayer.objects.none()

    def check(self, user: User, action: str, obj: MapLayer | None = None) -> Verdict:
        """Offices look; administrators and the natural resources department import and end."""
        self.known(action)
        if action == "view":
            return (
                Allowed() if self._offices(user) else Denied(_("Only departments and committees see the map layers."))
            )
        if any(_keeps(grant) and (obj is None or grant.covers(obj.region_code)) for grant in user.grants()):
            return Allowed()
        return Denied(
            _("Only administrators, and reviewers and heads of natural resources of the territory, keep map layers.")
        )

    def check_region(self, user: User, region_code: str) -> Verdict:
        """Whether the user may import a layer that covers a region."""
        return self.check(user, "import", MapLayer(region_code=region_code))

    def _offices(self, user: User) -> list[Grant]:
        return [grant for grant in user.grants() if grant.kind in _OFFICES and grant.region_prefix is not None]


class LayerImportPolicy(Policy[LayerImport]):
    """Whoever may import sees the files that he and others of his office handed in."""

    model = LayerImport
    actions = frozenset({"view", "load"})

    def scope(self, user: User, action: str = "view") -> QuerySet[LayerImport]:
        """Imports of the user's own office."""
        if not policy.check(user, "import"):
            return LayerImport.objects.none()
        offices = {grant.organisation_id for grant in user.grants() if _keeps(grant)}
        of_office = LayerImport.objects.filter(checked_by__memberships__organisation__in=offices)
        return LayerImport.objects.filter(pk__in=of_office.values("pk"))

    def check(self, user: User, action: str, obj: LayerImport | None = None) -> Verdict:
        """The right to import is asked again when the file is loaded."""
        return policy.check_region(user, obj.region_code) if obj else policy.check(user, "import")


policy = LayerPolicy()
import_policy = LayerImportPolicy()

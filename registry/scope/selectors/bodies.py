"""Which bodies can be named where: the companies that may hold a mine, the departments that may license it."""

from django.db.models import Q, QuerySet

from registry.scope.models import Organisation


def companies(*, is_simulated: bool) -> QuerySet[Organisation]:
    """The companies in force that may hold a mine; real and demonstration data never mix."""
    return Organisation.objects.in_force().filter(kind=Organisation.Kind.COMPANY, is_simulated=is_simulated)


def land_departments(region_code: str) -> QuerySet[Organisation]:
    """The natural resources departments in whose territory a place lies, the national one included."""
    above = Q(region__isnull=True) | Q(region__prefix__in=[region_code[:2], region_code[:4], region_code])
    rows = Organisation.objects.in_force().filter(kind=Organisation.Kind.DEPARTMENT)
    return rows.filter(above, function=Organisation.Function.NATURAL_RESOURCES)

"""Which bodies can be named where: the companies that may hold a mine, the departments that may license it."""

from django.db.models import Q, QuerySet

from registry.scope.models import Organisation


def companies(*, is_simulated: bool) -> QuerySet[Organisation]:
    """The companies in force that may hold a mine; real and demonstration data never mix."""
    return Organisation.objects.in_force().filter(kind=Organisation.Kind.COMPANY, is_simulated=is_simulated)


def land_departments(region_code: str) -> QuerySet[Organisation]:
    """The natural resources departments in whose territory a place lies, the national one included."""
    return departments(region_code, Organisation.Function.NATURAL_RESOURCES)


def departments(region_code: str, *functions: str) -> QuerySet[Organisation]:
    """The departments in force with one of the functions in whose territory a place lies, national ones included."""
    above = Q(region__isnull=True) | Q(region__prefix__in=[region_code[:2], region_code[:4], region_code])
    rows = Organisation.objects.in_force().filter(kind=Organisation.Kind.DEPARTMENT)
    return rows.filter(above, function__in=functions)


def nearest_departments(region_code: str, *functions: str) -> list[Organisation]:
    """Of each function the departments with the smallest territory in which a place lies."""
    found: dict[str, list[Organisation]] = {}
    for one in departments(region_code, *functions).select_related("region").order_by("pk"):
        found.setdefault(one.function, []).append(one)
    return [one for rows in found.values() for one in rows if _size(one) == max(map(_size, rows))]


def _size(body: Organisation) -> int:
    """The length of the territory's prefix: the longer, the smaller the territory."""
    return len(body.region.prefix) if body.region is not None else 0

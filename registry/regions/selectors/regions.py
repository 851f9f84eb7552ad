"""Read the administrative regions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils.translation import get_language

from registry.regions.rules import regions as rules
from registry.scope.models import Region


@dataclass(frozen=True)
class Choice:
    """A region as a picker shows it."""

    id: int
    code: str
    prefix: str
    name: str


def current() -> QuerySet[Region]:
    """The regions in force."""
    return Region.objects.filter(valid_to__isnull=True)


def get_region(code: str) -> Region | None:
    """The lowest region that carries the code: a place is as exact as its code."""
    found = list(current().filter(code=code))
    rank = {"district": 0, "city": 1, "province": 2}
    return min(found, key=lambda region: rank[region.level], default=None)


def subtree(prefix: str) -> QuerySet[Region]:
    """The regions that lie in (or are) the one with this prefix."""
    return current().filter(code__startswith=prefix)


def provinces() -> QuerySet[Region]:
    """The provinces, autonomous regions, municipalities and special administrative regions."""
    return current().filter(level=Region.Level.PROVINCE).order_by("code")


def children(parent: Region | None) -> QuerySet[Region]:
    """The regions one step down; where a municipality's city row repeats it, what lies below that."""
    if parent is None:
        return provinces()
    below = current().filter(parent=parent).order_by("code")
    twin = below.filter(code=parent.code).first()
    return children(twin) if twin is not None else below


def lineage(region: Region) -> list[Region]:
    """The region and what it lies in, highest first, each name once."""
    wanted = {(region.code, region.level)}
    code, level = region.code, rules.RegionLevel(region.level)
    while (parent := rules.parent_of(code, level)) is not None:
        level = rules.RegionLevel.CITY if level is rules.RegionLevel.DISTRICT else rules.RegionLevel.PROVINCE
        wanted.add((parent, str(level)))
        code = parent
    rows = [row for row in Region.objects.filter(code__in={c for c, _ in wanted}) if (row.code, row.level) in wanted]
    rows.sort(key=lambda row: list(Region.Level.values).index(row.level))
    first: dict[str, Region] = {}
    for row in rows:
        first.setdefault(row.code, row)
    return list(first.values())


def full_name(region: Region) -> str:
    """The region's name with what it lies in: 内蒙古自治区鄂尔多斯市东胜区, or Dongsheng, Ordos, Inner Mongolia."""
    names = [row.name for row in lineage(region)]
    if (get_language() or "zh").startswith("zh"):
        return "".join(names)
    return ", ".join(reversed(names))


def choices(rows: Iterable[Region]) -> list[Choice]:
    """The regions as a picker shows them."""
    return [Choice(row.pk, row.code, row.prefix, row.name) for row in rows]


def names_by_code() -> dict[str, tuple[str, str]]:
    """Chinese and English name of every code, the highest level's for a code that stands twice."""
    rows = Region.objects.order_by(F("level").asc()).values_list("code", "level", "name_zh", "name_en")
    names: dict[str, tuple[str, str]] = {}
    for code, level, name_zh, name_en in rows:
        if code not in names or level == Region.Level.PROVINCE:
            names[code] = (name_zh, name_en)
    return names


def name_in(names: dict[str, tuple[str, str]], code: str) -> str:
    """The name of a code in the reader's language, out of `names_by_code`."""
    pair = names.get(code, ("", ""))
    return pair[0] if (get_language() or "zh").startswith("zh") else pair[1] or pair[0]

"""Load the administrative regions from the product's code table."""

import csv
import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from registry.audit.services import audit_batches
from registry.regions.rules import regions as rules
from registry.scope.models import Region
from registry.scope.models.actors import Actor

FILE = settings.DATA_DIR / "regions.csv"
SOURCE = "GB/T 2260"
VALID_FROM = dt.date(2020, 1, 1)
_LEVELS = tuple(rules.RegionLevel)


@dataclass(frozen=True)
class Outcome:
    """What a load did."""

    created: int
    changed: int
    unchanged: int


@transaction.atomic
def load(path: Path = FILE, *, by: Actor) -> Outcome:
    """Bring the regions in line with the table; a second load changes nothing, and no region is ever deleted."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: _LEVELS.index(rules.RegionLevel(row["level"])))
    known = {(region.code, region.level): region for region in Region.objects.select_for_update(no_key=True)}
    acts: list[audit_batches.Act] = []
    for level in _LEVELS:
        wanted = [_fields(row, known) for row in rows if row["level"] == level]
        new = [Region(**fields) for fields in wanted if (fields["code"], level) not in known]
        for region in Region.objects.bulk_create(new, batch_size=500):
            known[region.code, region.level] = region
            acts.append(_act("region.registered", region, {}, {"name_zh": region.name_zh}, is_first=True))
        acts += [act for fields in wanted if (act := _revise(known[fields["code"], level], fields))]
    audit_batches.record_many(Region._meta.label_lower, acts, by=by)
    created = sum(act.is_first for act in acts)
    return Outcome(created, len(acts) - created, len(rows) - len(acts))


def _fields(row: dict[str, str], known: dict[tuple[str, str], Region]) -> dict[str, Any]:
    code, level = row["code"], rules.RegionLevel(row["level"])
    parent = rules.parent_of(code, level)
    above = _LEVELS[_LEVELS.index(level) - 1] if parent else None
    return {
        "code": code,
        "level": str(level),
        "prefix": rules.prefix_of(code),
        "parent": known.get((parent, str(above))) if parent else None,
        "name_zh": row["name_zh"],
        "name_en": row["name_en"],
        "valid_from": VALID_FROM,
        "source": SOURCE,
    }


def _revise(region: Region, fields: dict[str, Any]) -> audit_batches.Act | None:
    watched = ("name_zh", "name_en", "prefix", "parent")
    before = {name: getattr(region, name) for name in watched if getattr(region, name) != fields[name]}
    if not before:
        return None
    after = {name: fields[name] for name in before}
    for name, value in after.items():
        setattr(region, name, value)
    region.save(update_fields=list(after))
    return _act("region.revised", region, before, after)


def _act(verb: str, region: Region, before: dict[str, Any], after: dict[str, Any], **flags: bool) -> audit_batches.Act:
    return audit_batches.Act(verb, region.pk, region.name_zh, region.code, before, after, **flags)

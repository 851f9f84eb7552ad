"""Write months of production: one by hand, many from a file or from a room above; never over what stands."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.services import ages, audit, audit_batches
from registry.base.rules.errors import Stale
from registry.base.services import units, validation
from registry.mines.models import Mine, Production
from registry.mines.models.production import FIGURES
from registry.mines.policies import origins
from registry.mines.policies import production as policies
from registry.mines.policies.origins import ProductionSource
from registry.mines.rules import production as rules
from registry.mines.selectors import import_words, mines
from registry.mines.selectors import production as selector
from registry.mines.services import changes
from registry.scope.models import User
from registry.scope.models.actors import Actor
from registry.scope.policies import base

Figure = Decimal | int | None


@dataclass(frozen=True)
class Entry:
    """One month of one product (or of the mine as a whole) as somebody enters it; figures in the columns' units."""

    month: dt.date
    product: str
    figures: Mapping[str, Figure]
    note: str = ""
    is_confirmed: bool = False


@dataclass
class Outcome:
    """What writing did: the rows that stand now, and how many months are new, corrected or the same as before."""

    rows: list[Production] = field(default_factory=list)
    created: int = 0
    changed: int = 0
    unchanged: int = 0


@units.unit()
def record(
    mine_id: Any,
    *,
    by: Actor,
    source: ProductionSource,
    month: dt.date | None,
    product: str,
    key: str = "",
    note: str = "",
    is_confirmed: bool = False,
    version: int | None = None,
    **figures: Figure,
) -> Production:
    """Keep a month of a product and return what stands now; a correction is a new version, the old one stays.

    `version` is that of the month which was shown, 0 when there was none. The same figures again change nothing. Raises
    `OutOfScope`, `NotAllowed` as the source says, `Stale`, and `Incomplete` with every fault; unusual figures are asked
    back unless they are confirmed.
    """
    origins.require(source)
    mine = mines.access_mine(mine_id, by=by, lock=True)
    assert source.may_record is not None
    base.ensure(source.may_record(by, mine))
    values = {name: figures.get(name) for name in FIGURES}
    if unknown := figures.keys() - set(FIGURES):
        raise TypeError(f"No figures: {', '.join(sorted(unknown))}")
    if isinstance(month, dt.date) and version is not None and product in Production.Product.values:
        require_seen(mine, month, product, version, by=by)
    validation.require(faults(mine, month, product, values, note, source, is_confirmed=is_confirmed))
    assert month is not None
    entry = Entry(month, product, values, note.strip(), is_confirmed)
    return write([(mine, entry)], by=by, source=source, key=key).rows[0]


def require_seen(mine: Mine, month: dt.date, product: str, version: int, *, by: Actor) -> None:
    """Raise `Stale` unless the version of the month that was shown (0: none) is the one that stands now."""
    stands = selector.current(mine.pk, month, product)
    if version == (stands.version if stands else 0):
        return
    now = {"version": stands.version if stands else 0}
    theirs: dict[str, Any] = {_("Version"): now["version"]}
    if stands is not None:
        theirs |= {validation.label(stands, name): value for name, value in stands.figures.items() if value is not None}
        theirs |= {_("Changed"): stands.at}
    message = _("This month was entered or corrected after you opened the page; what stands now is shown.")
    raise Stale(ages.told(stands or mine, by, message), mine={_("Version"): version}, theirs=theirs, now=now)


def faults(
    mine: Mine,
    month: dt.date | None,
    product: str,
    figures: Mapping[str, Figure],
    note: str,
    source: ProductionSource,
    *,
    is_confirmed: bool,
) -> dict[str, list[str]]:
    """Everything wrong with a month, in the reader's language: what the columns say, and what the rules say."""
    needs_note = source.kind == policies.BY_HAND
    found = validation.columns(Production, {"product": product, "month": month}, needed=("product", "month"))
    found |= validation.columns(Production, {"note": note}, needed=("note",) if needs_note else ())
    found |= validation.columns(Production, {n: v for n, v in figures.items() if v is not None}, needed=())
    sound = {name: None if name in found else value for name, value in figures.items()}
    day = month if isinstance(month, dt.date) else None
    said = rules.faults(day, product, sound, setting(mine), is_confirmed=is_confirmed)
    for name, problems in said.items():
        found.setdefault(name, [import_words.sentence(one.code, one.params) for one in problems])
    return found


def setting(mine: Mine) -> rules.Setting:
    """What the rules need of the mine."""
    return rules.Setting(mine.capacity, mine.opened_in, timezone.localdate())


@units.unit()
def write(
    entries: Sequence[tuple[Mine, Entry]],
    *,
    by: Actor,
    source: ProductionSource,
    key: str = "",
    is_dry_run: bool = False,
) -> Outcome:
    """Write months that were judged already, of mines that the caller has locked in the order of their keys.

    No two entries concern the same month and product of a mine. A dry run only counts.
    """
    outcome = Outcome()
    stands = _standing(entries)
    new: list[tuple[Production, Production | None, Mine]] = []
    for mine, entry in entries:
        former = stands.get((mine.pk, entry.month, entry.product))
        if former is not None and _same(former, entry):
            outcome.unchanged += 1
            outcome.rows.append(former)
            continue
        outcome.created += former is None
        outcome.changed += former is not None
        made = _row(mine, entry, former, by=by, source=source, key=key)
        new.append((made, former, mine))
        outcome.rows.append(made)
    if not is_dry_run and new:
        _keep(new, by=by)
    return outcome


def _standing(entries: Iterable[tuple[Mine, Entry]]) -> dict[tuple[int, dt.date, str], Production]:
    keys = {(mine.pk, entry.month) for mine, entry in entries}
    rows = Production.objects.filter(
        is_current=True, mine__in={mine for mine, _month in keys}, month__in={month for _mine, month in keys}
    )
    return {(row.mine_id, row.month, row.product): row for row in rows}


def _same(former: Production, entry: Entry) -> bool:
    return all(getattr(former, name) == entry.figures.get(name) for name in FIGURES)


def _row(
    mine: Mine, entry: Entry, former: Production | None, *, by: Actor, source: ProductionSource, key: str
) -> Production:
    return Production(
        mine=mine, month=entry.month, product=entry.product, version=former.version + 1 if former else 1,
        is_confirmed=entry.is_confirmed, source_kind=source.kind, source_key=str(key), note=entry.note,
        entered_by=by if isinstance(by, User) else None, actor_text=audit.actor_text(by), at=timezone.now(),
        **{name: entry.figures.get(name) for name in FIGURES},
    )  # fmt: skip


def _keep(new: Sequence[tuple[Production, Production | None, Mine]], *, by: Actor) -> None:
    replaced = [former.pk for _made, former, _mine in new if former is not None]
    Production.objects.filter(pk__in=replaced).update(is_current=False)
    Production.objects.bulk_create([made for made, _former, _mine in new])
    acts = [
        audit_batches.Act(
            "production.corrected" if former else "production.recorded",
            made.pk,
            f"{mine.name_zh} {made.month:%Y-%m} {Production.Product(made.product).value}",
            mine.region_code,
            before=_told(former) if former else {},
            after=_told(made) | {"source": made.source_kind, "source_key": made.source_key, "note": made.note},
            is_first=True,
        )
        for made, former, mine in new
    ]
    audit_batches.record_many(Production._meta.label_lower, acts, by=by)
    for made, _former, _mine in new:
        changes.owe_production(made.pk)


def _told(row: Production) -> dict[str, Any]:
    shown = {"mine": row.mine_id, "month": row.month, "product": row.product, "version": row.version}
    return shown | {name: value for name, value in row.figures.items() if value is not None}


def hand() -> ProductionSource:
    """What an officer enters himself."""
    return _own(policies.BY_HAND)


def file() -> ProductionSource:
    """What comes from a file; the key is that of the run."""
    return _own(policies.BY_FILE)


def _own(kind: str) -> ProductionSource:
    found = origins.get(kind)
    assert isinstance(found, ProductionSource)
    return found

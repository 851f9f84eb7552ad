"""What an indicator came to: the value, how it was reached, from which figures, and what is missing for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from governance.approval.rules.indicators.plan_figures import Year

ZERO, HUNDRED = Decimal(0), Decimal(100)
RATIO, DEGREES, FACTOR, PERCENT, AREA, METRES = "ratio", "°", "FoS", "%", "hm²", "m"
YUAN, UNIT_COST = "CNY", "10⁴ CNY/hm²"
#: Why a figure does not help: not stated, no row, a zero to divide by, more than can be, no structure of that name.
Reason = Literal["no-figure", "no-rows", "zero", "implausible", "no-match"]


@dataclass(frozen=True)
class Source:
    """One figure of the plan: its section, the kind of row, the row a reader knows, and the column."""

    section: str
    relation: str
    record: str
    field: str
    value: str | None


@dataclass(frozen=True)
class Gap:
    """What stands between the plan and the value."""

    reason: Reason
    section: str
    relation: str
    record: str
    field: str


@dataclass(frozen=True)
class Part:
    """An intermediate result; `record` says which year or structure it belongs to."""

    key: str
    value: Decimal
    unit: str
    record: str = ""


@dataclass(frozen=True)
class Measure:
    """The value of one indicator with its intermediates.

    With gaps the true value is only known to lie between `low` and `high`; None is "no bound". Without gaps both are
    the value.
    """

    code: str
    unit: str
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    parts: tuple[Part, ...] = ()
    sources: tuple[Source, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass
class Trail:
    """Collects the figures that were read and the gaps that were met."""

    section: str
    relation: str = ""
    sources: list[Source] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def at(self, section: str, relation: str = "") -> "Trail":
        """The same trail, in another section or among other rows."""
        return Trail(section, relation, self.sources, self.gaps)

    def take(self, record: str, name: str, value: Decimal | None, *, optional: bool = False) -> Decimal | None:
        """Note that a figure was read; one that is not stated is a gap unless it is optional."""
        if value is not None or not optional:
            self.note(record, name, None if value is None else str(value))
        if value is None and not optional:
            self.miss("no-figure", record, name)
        return value

    def note(self, record: str, name: str, value: str | None) -> None:
        """Note what was read."""
        self.sources.append(Source(self.section, self.relation, record, name, value))

    def miss(self, reason: Reason, record: str = "", name: str = "") -> None:
        """Note a gap."""
        self.gaps.append(Gap(reason, self.section, self.relation, record, name))

    def measure(self, code: str, unit: str, value: Decimal | None, parts: Iterable[Part] = ()) -> Measure:
        """A measure that any gap leaves without a value."""
        known = None if self.gaps else value
        return Measure(code, unit, known, known, known, tuple(parts), tuple(self.sources), tuple(self.gaps))

    def between(
        self, code: str, unit: str, value: Decimal | None, *, low: Decimal | None, high: Decimal | None,
        parts: Iterable[Part] = (),
    ) -> Measure:  # fmt: skip
        """A measure of which gaps leave a bound."""
        return Measure(code, unit, value, low, high, tuple(parts), tuple(self.sources), tuple(self.gaps))


def area_years(years: Sequence[Year], trail: Trail) -> list[tuple[int, Decimal, Decimal]]:
    """The years whose areas are both stated, in order: (year, disturbed, restored)."""
    known = []
    for row in sorted(years, key=lambda row: row.year or 0):
        record = str(row.year or "?")
        disturbed = trail.take(record, "disturbed", row.disturbed)
        restored = trail.take(record, "restored", row.restored)
        if row.year is None:
            trail.miss("no-figure", record, "year")
        elif disturbed is not None and restored is not None:
            known.append((row.year, disturbed, restored))
    if not years:
        trail.miss("no-rows")
    return known

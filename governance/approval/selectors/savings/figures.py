"""Sum up what decided cases took, in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Avg, Count, F, FloatField, IntegerField, Q, QuerySet, Sum
from django.db.models.functions import Left, TruncMonth

from governance.approval.models import CaseFigure, SeatFigure
from governance.approval.policies.figures import FigurePolicy
from governance.approval.rules.savings import savings
from registry.mines.models import Mine
from registry.regions.selectors import regions
from registry.scope.models import User

MONTH, PROVINCE, CITY, PROCEDURE, MINE = GROUPS = ("month", "province", "city", "procedure", "mine")
#: Groups beyond these are not shown; filters narrow them.
MOST_GROUPS = 60
LIST_ORDER = ("-decided_on", "-case_id")


class MedianOf(Aggregate):
    """The middle value, or the mean of the two middle ones."""

    template = "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


class P90Of(Aggregate):
    """The value at the nearest rank: the smallest that nine in ten do not exceed."""

    template = "PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = IntegerField()


#: One row of sums over cases.
SUMS: dict[str, Any] = {
    "number": Count("pk"),
    "median_real": MedianOf("days_real"),
    "p90_real": P90Of("days_real"),
    "median_serial": MedianOf("days_serial"),
    "p90_serial": P90Of("days_serial"),
    "sum_real": Sum("days_real"),
    "sum_serial": Sum("days_serial"),
    "median_paused": MedianOf("days_paused"),
    "pauses": Sum("pauses"),
    "rounds": Avg("rounds"),
    "in_time": Count("pk", filter=Q(on_time=True)),
}


@dataclass(frozen=True)
class Summary:
    """What a set of cases took; without enough cases no statistic is more than an anecdote."""

    number: int
    median_real: float | None
    p90_real: int | None
    median_serial: float | None
    p90_serial: int | None
    sum_real: int | None
    sum_serial: int | None
    median_paused: float | None
    pauses: int | None
    rounds: float | None
    in_time: int

    @property
    def is_enough(self) -> bool:
        """Whether the sample says anything."""
        return savings.is_enough(self.number)

    @property
    def saved_days(self) -> int:
        """Days in series minus days in reality, over all cases."""
        return (self.sum_serial or 0) - (self.sum_real or 0)

    @property
    def saved_share(self) -> float | None:
        """The share of the serial days that was saved."""
        return savings.saved_share(self.sum_real or 0, self.sum_serial or 0)

    @property
    def gain(self) -> float | None:
        """How much more is reviewed in the same time."""
        return savings.gain(self.sum_real or 0, self.sum_serial or 0)

    @property
    def on_time(self) -> savings.Interval | None:
        """The rate of decisions in time with its interval."""
        return savings.wilson(self.in_time, self.number)


@dataclass(frozen=True)
class Group:
    """Cases that share a key: a month, a place, a procedure, or a method and size."""

    key: tuple[str, ...]
    summary: Summary


@dataclass(frozen=True)
class DepartmentRate:
    """How a department kept its periods, over all cases in which it spoke."""

    function: str
    number: int
    in_time: int
    median_used: float | None
    p90_used: int | None
    median_allowed: float | None

    @property
    def is_enough(self) -> bool:
        """Whether the sample says anything."""
        return savings.is_enough(self.number)

    @property
    def on_time(self) -> savings.Interval | None:
        """The rate of opinions in time with its interval."""
        return savings.wilson(self.in_time, self.number)


def listing(user: User) -> QuerySet[CaseFigure]:
    """The figures in the user's scope with what a list row shows."""
    rows = FigurePolicy().scope(user).select_related("case__matter", "case__mine")
    return rows.defer("case__mine__boundary", "case__procedure_copy")


def has_real(user: User) -> bool:
    """Whether any figure in scope is of a real case."""
    return FigurePolicy().scope(user).filter(is_simulated=False).exists()


def summary(rows: QuerySet[CaseFigure]) -> Summary:
    """All the cases in one line; cases whose days the calendar does not know are left out."""
    return Summary(**_measured(rows).aggregate(**SUMS))


def unmeasured(rows: QuerySet[CaseFigure]) -> int:
    """How many cases lie in years that are not announced."""
    return rows.order_by().filter(Q(days_real__isnull=True) | Q(days_serial__isnull=True)).count()


def by_group(rows: QuerySet[CaseFigure], group: str) -> list[Group]:
    """The cases by month (latest first), place, procedure, or method and size."""
    keys: dict[str, dict[str, Any]] = {
        MONTH: {"key": TruncMonth("decided_on")},
        PROVINCE: {"key": Left("region_code", 2)},
        CITY: {"key": Left("region_code", 4)},
        PROCEDURE: {"key": F("procedure_code")},
        MINE: {"key": F("method"), "key2": F("size")},
    }
    chosen = keys[group]
    order = "-key" if group == MONTH else "key"
    found: Any = _measured(rows).values(**chosen).annotate(**SUMS).order_by(order, *list(chosen)[1:])[:MOST_GROUPS]
    return [Group(tuple(str(row.pop(name)) for name in chosen), Summary(**row)) for row in map(dict, found)]


def departments(rows: QuerySet[CaseFigure]) -> list[DepartmentRate]:
    """Each kind of department: how often in time, and how many days it used."""
    seats = SeatFigure.objects.filter(figure__in=rows.order_by().select_related(None).values("pk"))
    found = seats.values("function").annotate(
        number=Count("pk"),
        in_time=Count("pk", filter=Q(on_time=True)),
        median_used=MedianOf("days_used"),
        p90_used=P90Of("days_used"),
        median_allowed=MedianOf("days_allowed"),
    )
    return [DepartmentRate(**row) for row in found.order_by("function")]


def place_names(prefixes: Sequence[str]) -> dict[str, str]:
    """The names of provinces and cities by the beginning of their codes."""
    codes = {prefix.ljust(6, "0") for prefix in prefixes}
    names: dict[str, str] = {}
    for region in regions.current().filter(code__in=codes).order_by("-level"):
        prefix = region.code[:2] if region.code.endswith("0000") else region.code[:4]
        names.setdefault(prefix, region.name)
    return names


def method_name(method: str) -> str:
    """The name of a mining method."""
    return str(dict(Mine.Method.choices).get(method, "—"))


def _measured(rows: QuerySet[CaseFigure]) -> QuerySet[CaseFigure]:
    return rows.order_by().filter(days_real__isnull=False, days_serial__isnull=False).select_related(None).defer(None)

"""What joint review saves, put into words: each figure with its definition and its sample."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from governance.approval.filters.figures import SIZES
from governance.approval.models import CaseFigure
from governance.approval.rules.savings import savings
from governance.approval.selectors.savings import figures
from governance.approval.selectors.savings.figures import DepartmentRate, Group, Summary
from registry.base.rules import bars
from registry.scope.models import Organisation
from registry.web.views.charts import Cell, Chart, Series, Table

NONE = "—"


@dataclass(frozen=True)
class Lead:
    """A figure with its definition beside it."""

    label: str
    value: str
    unit: str
    definition: str
    icon: str


def number(value: float | int | None, places: int = 0) -> str:
    """A number, or a dash."""
    return NONE if value is None else f"{value:,.{places}f}"


def half(value: float | None) -> str:
    """A median: whole, or with its half."""
    return NONE if value is None else number(value, 0 if value == int(value) else 1)


def percent(share: float | None, *, signed: bool = False) -> str:
    """A share in per cent."""
    return NONE if share is None else f"{share * 100:{'+' if signed else ''}.0f} %"


def rate(interval: savings.Interval | None) -> str:
    """A rate with its interval of 95 %."""
    if interval is None:
        return NONE
    return f"{percent(interval.rate)} ({percent(interval.low)} – {percent(interval.high)})"


def sample(size: int) -> str:
    """The size of the sample, with a warning where it is too small."""
    if savings.is_enough(size):
        return _("n = %(n)s") % {"n": size}
    return _("n = %(n)s: too few to say") % {"n": size}


def leads(all_cases: Summary) -> list[Lead]:
    """The figures at the head of the page; without enough cases only the sample is a figure."""
    shown = all_cases if all_cases.is_enough else None
    days = _("working days")
    return [
        Lead(
            _("Decided cases"),
            number(all_cases.number),
            "" if shown else _("too few to say"),
            _("Cases with a signed decision. Below %(n)s no statistic is shown: a limit that this platform chose.")
            % {"n": savings.MINIMUM},
            "files",
        ),
        Lead(
            _("Days in reality"),
            half(shown.median_real) if shown else NONE,
            _with_p90(shown.p90_real) if shown else days,
            _(
                "Working days after the first department's clock started up to the last one's stop, pauses included. "
                "Median: the middle case. P90: nine in ten cases took no longer."
            ),
            "timer",
        ),
        Lead(
            _("The same reviews in series"),
            half(shown.median_serial) if shown else NONE,
            _with_p90(shown.p90_serial) if shown else days,
            _("The sum of the working days that each department's clock ran, pauses left out, over all rounds."),
            "list-ordered",
        ),
        Lead(
            _("Saved"),
            percent(shown.saved_share) if shown else NONE,
            _("%(days)s days") % {"days": number(shown.saved_days)} if shown else "",
            _("Days in series minus days in reality, of all cases, as a share of the days in series."),
            "trending-down",
        ),
        Lead(
            _("Decided in time"),
            percent(shown.on_time.rate) if shown and shown.on_time else NONE,
            rate(shown.on_time).partition(" (")[2].rstrip(")") if shown else "",
            _("Decisions signed before their statutory period was over; beside it the Wilson interval of 95 %."),
            "calendar-check",
        ),
        Lead(
            _("Days stopped"),
            half(shown.median_paused) if shown else NONE,
            days,
            _("Median of the working days on which a clock of the case was stopped."),
            "circle-pause",
        ),
    ]


def _with_p90(days: float | int | None) -> str:
    return _("working days · P90 %(p90)s") % {"p90": number(days)}


def claim(all_cases: Summary) -> str:
    """This data beside the claim of the source paper."""
    known = _("The source paper claims that joint approval is 40 % more efficient, without a definition.")
    if not all_cases.is_enough:
        found = _("This data gives no answer yet: n = %(n)s is too small a sample (at least %(least)s are needed).") % {
            "n": all_cases.number,
            "least": savings.MINIMUM,
        }
    else:
        found = _(
            "This data gives %(share)s fewer working days than the same reviews in series, which is %(gain)s reviewed "
            "in the same time (n = %(n)s). Which of the two the paper means is not known, nor what it compares with."
        ) % {
            "share": percent(all_cases.saved_share),
            "gain": percent(all_cases.gain, signed=True),
            "n": all_cases.number,
        }
    return f"{known} {found}"


def labels(groups: Sequence[Group], by: str, procedures: dict[str, str]) -> list[str]:
    """The name of each group in the reader's language."""
    if by == figures.MONTH:
        return [formats.date_format(dt.date.fromisoformat(group.key[0]), "YEAR_MONTH_FORMAT") for group in groups]
    if by in (figures.PROVINCE, figures.CITY):
        names = figures.place_names([group.key[0] for group in groups])
        return [names.get(group.key[0], group.key[0]) for group in groups]
    if by == figures.PROCEDURE:
        return [procedures.get(group.key[0], group.key[0]) for group in groups]
    sizes = {key: str(name) for key, name in SIZES}
    return [f"{figures.method_name(g.key[0])} · {sizes.get(g.key[1], _('size unknown'))}" for g in groups]


def chart(groups: Sequence[Group], names: Sequence[str]) -> Chart:
    """Two bars for each group that is large enough, and every group as a table."""
    rows = [
        (
            f"{name} ({sample(group.summary.number)})",
            [
                bars.Given(
                    [bars.Part("dist", _decimal(group.summary.median_serial))], half(group.summary.median_serial)
                ),
                bars.Given([bars.Part("eco", _decimal(group.summary.median_real))], half(group.summary.median_real)),
            ]
            if group.summary.is_enough
            else [],
        )
        for group, name in zip(groups, names, strict=True)
    ]
    few = sum(not group.summary.is_enough for group in groups)
    text = _("%(few)s of %(all)s groups are too small and have no bars.") % {"few": few, "all": len(groups)}
    series = [Series("dist", _("In series"), "list-ordered"), Series("eco", _("In reality"), "timer")]
    title = _("Median days of each group")
    return Chart("savings", title, _("working days"), text, series, bars.lay_out(rows), _group_table(groups, names))


def case_chart(rows: Sequence[CaseFigure]) -> Chart:
    """The days of each case on the page, side by side; single cases need no sample."""
    drawn = [
        (
            f"{row.case.number} {row.case.mine.name}",
            [
                bars.Given([bars.Part("dist", _decimal(row.days_serial))], number(row.days_serial)),
                bars.Given([bars.Part("eco", _decimal(row.days_real))], number(row.days_real)),
            ],
        )
        for row in rows
        if row.days_real is not None
    ]
    head: list[Any] = [_("Case"), _("Reality"), _("Series")]
    lines = [
        [
            Cell(f"{row.case.number} {row.case.mine.name}"),
            Cell(number(row.days_real), True),
            Cell(number(row.days_serial), True),
        ]
        for row in rows
    ]
    text = _("Every case of this page: what its reviews took together, and what they would have taken in a row.")
    series = [Series("dist", _("In series"), "list-ordered"), Series("eco", _("In reality"), "timer")]
    title = _("Days of each case")
    table = Table(title, head, lines)
    return Chart("savings-cases", title, _("working days"), text, series, bars.lay_out(drawn), table)


def _decimal(value: float | None) -> Decimal:
    return Decimal(str(value or 0))


def _group_table(groups: Sequence[Group], names: Sequence[str]) -> Table:
    head: list[Any] = [
        _("Group"), _("Cases"), _("Reality, median"), _("Reality, P90"), _("Series, median"), _("Saved"),
        _("Rounds, mean"), _("Pauses"), _("Decided in time (95 %)"),
    ]  # fmt: skip
    return Table(_("Groups"), head, [_group_row(g.summary, n) for g, n in zip(groups, names, strict=True)])


def _group_row(one: Summary, name: str) -> list[Cell]:
    count = Cell(number(one.number), True, "" if one.is_enough else _("too few to say"), "warn")
    if not one.is_enough:
        return [Cell(name), count, *[Cell(NONE, True) for _column in range(7)]]
    texts = (
        half(one.median_real), number(one.p90_real), half(one.median_serial), percent(one.saved_share),
        number(one.rounds, 1), number(one.pauses), rate(one.on_time),
    )  # fmt: skip
    return [Cell(name), count, *[Cell(text, True) for text in texts]]


def department_table(rows: Sequence[DepartmentRate]) -> Table:
    """How each kind of department kept its periods."""
    names = dict(Organisation.Function.choices)
    head: list[Any] = [
        _("Department"), _("Opinions"), _("In time (95 %)"), _("Days used, median"), _("Days used, P90"),
        _("Days allowed, median"),
    ]  # fmt: skip
    lines = []
    for one in rows:
        count = Cell(number(one.number), True, "" if one.is_enough else _("too few to say"), "warn")
        texts = (rate(one.on_time), half(one.median_used), number(one.p90_used), half(one.median_allowed))
        shown = texts if one.is_enough else (NONE,) * 4
        lines.append([Cell(str(names.get(one.function, one.function))), count, *[Cell(text, True) for text in shown]])
    return Table(_("Departments"), head, lines)

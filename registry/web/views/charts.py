"""Tables and charts in the shapes that their components take."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from registry.base.rules.bars import Column, Row
from registry.web.tables import cells


@dataclass(frozen=True)
class Cell:
    """One cell of a table; a flag is an icon with a word and says what the figure means."""

    text: str
    is_figure: bool = False
    flag: str = ""
    flag_tone: str = ""


@dataclass(frozen=True)
class Table:
    """A table with its caption and the names of its columns."""

    caption: Any
    head: list[Any]
    rows: list[list[Cell]]

    @property
    def columns(self) -> list[tuple[Any, bool]]:
        """The names of the columns, and whether they hold figures."""
        first = self.rows[0] if self.rows else [Cell("") for _name in self.head]
        return [(name, cell.is_figure) for name, cell in zip(self.head, first, strict=True)]

    @property
    def body(self) -> SafeString:
        """The rows as HTML, each cell with the name of its column; a flag stands behind its figure."""
        names = [conditional_escape(name) for name in self.head]
        rows = ["".join(map(_drawn, names, row)) for row in self.rows]
        return mark_safe("".join(f"<tr>{cells}</tr>" for cells in rows))


@dataclass(frozen=True)
class Series:
    """One series of a chart, for the legend."""

    tone: str
    label: Any
    icon: str


@dataclass(frozen=True)
class Chart:
    """A bar chart with its legend, its reading in one sentence and its table."""

    id: str
    title: Any
    unit: Any
    summary: str
    series: list[Series]
    rows: list[Row]
    table: Table

    @property
    def body(self) -> SafeString:
        """The bars as HTML: a label for each row, and a drawing and a figure for each of its bars."""
        return mark_safe("".join(map(_drawn_bars, self.rows)))


@dataclass(frozen=True)
class Columns:
    """A chart of columns over time with its legend, its reading, the words below its axis and its table."""

    id: str
    title: Any
    unit: Any
    summary: str
    series: list[Series]
    columns: list[Column]
    axis: list[str]
    table: Table


def _drawn(name: str, cell: Cell) -> str:
    flag = " " + cells.status(cell.flag, cell.flag_tone) if cell.flag else ""
    css = "mg-fig" if cell.is_figure else "mg-txt"
    return f'<td data-l="{name}" class="{css}">{conditional_escape(cell.text)}{flag}</td>'


def _drawn_bars(row: Row) -> str:
    drawn = "".join(
        '<span class="mg-bars-r"><svg viewBox="0 0 100 10" preserveAspectRatio="none" focusable="false">'
        + "".join(
            f'<rect class="mg-seg-{part.tone}" x="{part.x}" width="{part.width}" height="10"/>' for part in bar.segments
        )
        + f"</svg> <b>{conditional_escape(bar.text)}</b></span>"
        for bar in row.bars
    )
    return f'<span class="mg-bars-n">{conditional_escape(row.label)}</span> <span class="mg-bars-b">{drawn}</span>'

"""Tables and charts in the shapes that their components take."""

from dataclasses import dataclass
from typing import Any

from registry.base.rules.bars import Column, Row


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
    def lines(self) -> list[list[tuple[Any, Cell]]]:
        """The rows with the name of each cell's column."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


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

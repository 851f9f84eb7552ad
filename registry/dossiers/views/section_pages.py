"""What a page shows of a section: facts, texts, charts and tables in the shapes their components take."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, IntegerField, Model
from django.utils.translation import gettext as _

from registry.dossiers.selectors import section_changes
from registry.web.views.charts import Cell, Chart, Table


@dataclass(frozen=True)
class Fact:
    """One figure with its name."""

    label: str
    value: str
    unit: Any = ""
    note: Any = ""
    term: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph with its name."""

    label: str
    text: str


@dataclass
class Shown:
    """A section as a page shows it."""

    facts: list[Fact] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)


def figure(value: Decimal | int | None, places: int = 2) -> str:
    """A figure with thousands set apart, alike in both languages."""
    return section_changes.NOTHING if value is None else f"{value:,.{places}f}"


def texts(section: Model, names: Iterable[str]) -> list[Text]:
    """The paragraphs that were written."""
    return [Text(_label(section, name), getattr(section, name)) for name in names if getattr(section, name)]


def table(
    rows: Sequence[Model],
    model: type[Model],
    names: Sequence[str],
    *,
    caption: Any,
    units: Mapping[str, Any] | None = None,
    flags: Mapping[str, Any] | None = None,
) -> Table:
    """The rows as a table; `flags` gives for a column a function from row to (tone, word) or nothing."""
    head = [_head(model, name, (units or {}).get(name, "")) for name in names]
    return Table(caption, head, [[_cell(row, name, (flags or {}).get(name)) for name in names] for row in rows])


def period(section: Any) -> Fact:
    """The period of a section with a first and a last year."""
    years = f"{section.start_year or '?'}–{section.end_year or '?'}"
    return Fact(_("Plan period"), years)


def _label(section: Model, name: str) -> str:
    label = str(section._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def _head(model: type[Model], name: str, unit: Any) -> str:
    label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return f"{label[:1].upper()}{label[1:]}" + (f" ({unit})" if unit else "")


def _cell(row: Model, name: str, flag: Any) -> Cell:
    column = row._meta.get_field(name)
    value = getattr(row, name)
    tone, word = (flag(row) or ("", "")) if flag else ("", "")
    if isinstance(column, DecimalField):
        return Cell(figure(value, column.decimal_places or 0), True, str(word), tone)
    if isinstance(column, IntegerField):
        return Cell(section_changes.NOTHING if value is None else str(value), True, str(word), tone)
    raw = value if isinstance(value, Model) else column.value_from_object(row)  # type: ignore[union-attr]
    text = str(value) if isinstance(value, Model) else section_changes.shown(type(row), name, raw)
    return Cell(text, False, str(word), tone)

"""What is impossible in a section (never saved) and what is missing in it (told when it is submitted)."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.base.models.limits import LONGEST_TEXT
from registry.dossiers.selectors.sections import Content, Layout, RowKind

#: Messages by field: `field` of the section, `relation` for a table as a whole, `relation-index-field` for a cell.
Messages = dict[str, list[str]]
Check = Callable[[Content[Any]], Messages]

MOST_ROWS = 300

REQUIRED_FIELD = gettext_lazy("Fill in “%(field)s”.")
REQUIRED_ROWS = gettext_lazy("Add at least one row to “%(rows)s”.")


@dataclass(frozen=True)
class Required:
    """One line of a stage table: what must be there at submission, and in which case.

    `path` is a field, a relation (at least one row) or `relation.column` (filled in every row). `when` gets the content
    for a field or a relation, and the row for a column.
    """

    path: str
    when: Callable[[Any], bool] | None = None
    message: Any = ""


def is_empty(value: Any) -> bool:
    """Whether nothing was entered."""
    return value is None or (isinstance(value, str) and not value.strip())


def cell(relation: str, index: int, name: str) -> str:
    """The key of one cell, as the forms and the API name it."""
    return f"{relation}-{index}-{name}"


def merge(*parts: Messages) -> Messages:
    """Put messages together, each once."""
    merged: Messages = {}
    for part in parts:
        for name, messages in part.items():
            known = merged.setdefault(name, [])
            known.extend(str(message) for message in messages if str(message) not in known)
    return merged


def missing(layout: Layout[Any], table: Iterable[Required], content: Content[Any]) -> Messages:
    """Everything the stage table asks for and the content does not hold."""
    kinds = {kind.relation: kind for kind in layout.rows}
    found: Messages = {}
    for line in table:
        relation, _dot, column = line.path.partition(".")
        if column:
            _missing_cells(found, kinds[relation], column, line, content)
        elif line.when is not None and not line.when(content):
            continue
        elif relation in kinds:
            if not content.rows[relation]:
                label = kinds[relation].model._meta.verbose_name_plural
                found.setdefault(relation, []).append(str(line.message or REQUIRED_ROWS % {"rows": label}))
        elif is_empty(getattr(content.section, line.path)):
            label = layout.model._meta.get_field(line.path).verbose_name
            found.setdefault(line.path, []).append(str(line.message or REQUIRED_FIELD % {"field": label}))
    return found


def _missing_cells(found: Messages, kind: RowKind, column: str, line: Required, content: Content[Any]) -> None:
    label = kind.model._meta.get_field(column).verbose_name  # type: ignore[union-attr]
    for index, row in enumerate(content.rows[kind.relation]):
        if (line.when is None or line.when(row)) and is_empty(getattr(row, column)):
            message = str(line.message or REQUIRED_FIELD % {"field": label})
            found.setdefault(cell(kind.relation, index, column), []).append(message)


def impossible(row: Model, names: Iterable[str], prefix: str = "") -> Messages:
    """The values of `row` that cannot be right whatever else is entered; empty ones are left alone."""
    found: Messages = {}
    for name in names:
        field: Any = row._meta.get_field(name)
        value = field.value_from_object(row)
        if is_empty(value):
            continue
        try:
            _refuse_unreadable(value)
            setattr(
                row, field.attname, (field.target_field.to_python if field.is_relation else _cleaner(field, row))(value)
            )
        except ValidationError as error:
            found[prefix + name] = [str(message) for message in error.messages]
    return found


def _cleaner(field: Any, row: Model) -> Callable[[Any], Any]:
    return lambda value: field.clean(value, row)


def _refuse_unreadable(value: Any) -> None:
    """Text that the database cannot keep: NUL, half a surrogate pair, more than any plan holds; not text at all."""
    if isinstance(value, list | dict):
        raise ValidationError(_("Enter a text or a number."))
    if not isinstance(value, str):
        return
    if "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise ValidationError(_("The text holds characters that cannot be kept."))
    if len(value) > LONGEST_TEXT:
        raise ValidationError(_("At most %(count)s characters.") % {"count": LONGEST_TEXT})


def too_many(content: Content[Any]) -> Messages:
    """The tables that are longer than any plan needs."""
    message = _("At most %(count)s rows.") % {"count": MOST_ROWS}
    return {relation: [message] for relation, rows in content.rows.items() if len(rows) > MOST_ROWS}


def repeated(content: Content[Any], relation: str, column: str, message: Any) -> Messages:
    """The cells whose value another row of the same table carries too."""
    rows = content.rows[relation]
    times = Counter(getattr(row, column) for row in rows)
    return {
        cell(relation, index, column): [str(message)]
        for index, row in enumerate(rows)
        if not is_empty(getattr(row, column)) and times[getattr(row, column)] > 1
    }


def period(start: int | None, end: int | None) -> Messages:
    """Whether the last year comes before the first, or the period is longer than any plan."""
    if start is None or end is None:
        return {}
    if end < start:
        return {"end_year": [_("The last year cannot come before the first.")]}
    if end - start >= 50:
        return {"end_year": [_("A plan covers at most 50 years.")]}
    return {}


def outside(content: Content[Any], relation: str, years: range, column: str = "year") -> Messages:
    """The cells whose year lies outside the plan period."""
    if not years:
        return {}
    message = _("The year lies outside the plan period %(first)s–%(last)s.") % {"first": years[0], "last": years[-1]}
    return {
        cell(relation, index, column): [message]
        for index, row in enumerate(content.rows[relation])
        if getattr(row, column) is not None and getattr(row, column) not in years
    }


def uncovered(content: Content[Any], relation: str, years: range) -> Messages:
    """The years of the plan period that no row covers, told once for the table."""
    held = {row.year for row in content.rows[relation]}
    absent = [str(year) for year in years if year not in held]
    if not absent or not content.rows[relation]:
        return {}
    return {relation: [_("No row for %(years)s.") % {"years": ", ".join(absent)}]}


def plan_years(section: Any) -> range:
    """The years of a section with a first and a last year; empty while one is missing or they are reversed."""
    if section.start_year is None or section.end_year is None or section.end_year - section.start_year >= 50:
        return range(0)
    return range(section.start_year, section.end_year + 1)

"""Read a section of a plan: the row, its child rows, and their content in a form that can be hashed."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import DecimalField, Field, Model, OuterRef, TextField
from django.db.models.functions import Cast, JSONObject

from registry.dossiers.models import PlanSection
from registry.dossiers.models.sections import PlanSection as Section
from registry.mines.models import Mine

S = TypeVar("S", bound=PlanSection)

#: Columns that say what became of a section, not what it says.
STATE_FIELDS = frozenset(
    {
        "id",
        "mine",
        "application",
        "revision",
        "status",
        "frozen_at",
        "decided_at",
        "version",
        "created_at",
        "updated_at",
    }
)


@dataclass(frozen=True)
class RowKind:
    """One kind of child rows: the relation that holds them and the columns a reader knows a row by."""

    relation: str
    model: type[Model]
    key: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that are content, in the order of the model."""
        return tuple(field.name for field in _columns(self.model) if field.name not in ("id", "section"))


@dataclass(frozen=True)
class Layout(Generic[S]):
    """What a section consists of: its model and its child rows."""

    model: type[S]
    rows: tuple[RowKind, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that are content, in the order of the model."""
        return tuple(field.name for field in _columns(self.model) if field.name not in STATE_FIELDS)


@dataclass(frozen=True)
class Content(Generic[S]):
    """A section with its child rows by relation."""

    section: S
    rows: dict[str, list[Any]]


def _columns(model: type[Model]) -> list["Field[Any, Any]"]:
    return list(model._meta.concrete_fields)


def draft(layout: Layout[S], application: UUID) -> S | None:
    """The draft of an application, if one was started."""
    return revision(layout, application, 0)


def revision(layout: Layout[S], application: UUID, number: int) -> S | None:
    """One revision of an application, 0 being the draft."""
    rows = layout.model._default_manager.filter(application=application, revision=number)
    return rows.select_related("mine").defer("mine__boundary").first()


def approved(layout: Layout[S], mine: Mine) -> S | None:
    """The approved plan that the mine works by, if there is one."""
    return layout.model._default_manager.filter(mine=mine, status=Section.Status.APPROVED).first()


def read(layout: Layout[S], section: S) -> Content[S]:
    """The section with its child rows, one query per kind of row."""
    return Content(section, {kind.relation: list(_rows(kind, section)) for kind in layout.rows})


def whole(layout: Layout[S], application: UUID, number: int) -> Content[S] | None:
    """One revision of an application with its child rows, in one statement; None where there is none."""
    found = layout.model._default_manager.filter(application=application, revision=number)
    kept = {f"rows_{kind.relation}": _as_texts(kind) for kind in layout.rows}
    section = found.select_related("mine").defer("mine__boundary").annotate(**kept).first()
    if section is None:
        return None
    rows = {kind.relation: _from_texts(kind, section.__dict__.pop(f"rows_{kind.relation}")) for kind in layout.rows}
    return Content(section, rows)


def _as_texts(kind: RowKind) -> ArraySubquery:
    """The rows of the outer section in their order, each as JSON; as text, so that no decimal becomes a float."""
    names = [field.attname for field in _columns(kind.model)]
    rows = kind.model._default_manager.filter(section=OuterRef("pk"))
    return ArraySubquery(rows.values(text=Cast(JSONObject(**{name: name for name in names}), TextField())))


def _from_texts(kind: RowKind, texts: list[str]) -> list[Any]:
    """The rows as the database would have given them, with what their columns point at."""
    columns = _columns(kind.model)
    names = [column.attname for column in columns]
    read = [json.loads(text, parse_float=Decimal) for text in texts]
    rows = [
        kind.model.from_db(DEFAULT_DB_ALIAS, names, [column.to_python(values[column.attname]) for column in columns])
        for values in read
    ]
    for column in columns:
        if column.is_relation and column.name != "section":
            wanted = {getattr(row, column.attname) for row in rows} - {None}
            others = column.related_model._default_manager.in_bulk(wanted) if wanted else {}  # type: ignore[union-attr]
            for row in rows:
                setattr(row, column.name, others.get(getattr(row, column.attname)))
    return rows


def _rows(kind: RowKind, section: Section) -> Iterable[Any]:
    related = [name for name in kind.fields if kind.model._meta.get_field(name).is_relation]
    return kind.model._default_manager.filter(section=section).select_related(*related)


def canonical(layout: Layout[S], content: Content[S]) -> dict[str, Any]:
    """The content as plain JSON: the same content always gives the same value, whoever reads it."""
    return {
        "fields": _plain(content.section, layout.fields),
        "rows": {
            kind.relation: [_plain(row, kind.fields) for row in content.rows[kind.relation]] for kind in layout.rows
        },
    }


def _plain(row: Model, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _json(row._meta.get_field(name), row) for name in names}


def _json(field: Any, row: Model) -> Any:
    value = field.value_from_object(row)
    if isinstance(field, DecimalField) and value is not None:
        return str(Decimal(value).quantize(Decimal(1).scaleb(-(field.decimal_places or 0))))
    return value.isoformat() if isinstance(value, dt.date) else value

"""Read a section of a plan: the row, its child rows, and their content in a form that can be hashed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import DecimalField, Field, Model

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

"""Forms of a plan section: they show and carry what was typed; the section's service alone judges it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from registry.dossiers.selectors.sections import Content
from registry.dossiers.services.section_checks import MOST_ROWS, Required
from registry.mines.models import Mine
from registry.web.forms import columns
from registry.web.forms.base import UiForm

YES_NO = ((True, _("Yes")), (False, _("No")))
_CELL = re.compile(r"^(?P<relation>[a-z]+)-(?P<index>\d+)-(?P<name>[a-z_]+)$")


class TypedForm(UiForm, forms.ModelForm):
    """A form without judgement of its own: bound data is passed on as typed, messages come from the service."""

    use_required_attribute = False
    #: The stage table, so that only what is never asked for is called optional.
    table: ClassVar[Sequence[Required]] = ()
    relation: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns.bind(self)
        prefix = f"{self.relation}." if self.relation else ""
        asked = {line.path.removeprefix(prefix) for line in self.table if line.path.startswith(prefix)}
        for name, field in self.fields.items():
            field.required = name in asked
            if name in self.units:
                field.help_text = ""
            _ease(field)

    def full_clean(self) -> None:
        """Find nothing wrong: the service does."""
        self._errors = ErrorDict(renderer=self.renderer)
        self.cleaned_data = {}

    def typed(self) -> dict[str, Any]:
        """What was typed; figures lose their separators and full-width digits."""
        return {
            name: _figure(self[name].data) if _is_figure(field) else self[name].data
            for name, field in self.fields.items()
        }


class SectionForm(TypedForm):
    """The fields of a section, with the version that the page was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, mine: Mine | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("version", self.instance.version)


class RowForm(TypedForm):
    """One child row. `spans` gives the width of its cells in twenty-fourths."""

    spans: ClassVar[Mapping[str, int]] = {}

    def __init__(self, *args: Any, mine: Mine | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def cells(self) -> list[dict[str, Any]]:
        """The fields with their widths."""
        return [{"field": self[name], "span": self.spans.get(name, 6)} for name in self.fields]


def _is_figure(field: forms.Field) -> bool:
    return isinstance(field, forms.DecimalField | forms.IntegerField) and not isinstance(field, forms.ModelChoiceField)


def _ease(field: forms.Field) -> None:
    """Write figures in a plain input that keeps whatever is typed, with the right keyboard on phones."""
    if _is_figure(field) and not field.widget.is_hidden:
        mode = "numeric" if type(field) is forms.IntegerField else "decimal"
        field.widget = forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"})
    elif isinstance(field.widget, forms.Textarea):
        field.widget.attrs = {"rows": 4}


def _figure(typed: Any) -> Any:
    """`typed` as the service reads it: "１２，６００ 000" is 12600000."""
    if not isinstance(typed, str) or len(typed) > 60:
        return typed
    return re.sub(r"(?<=\d)[,\s](?=\d)", "", unicodedata.normalize("NFKC", typed))


@dataclass
class RowSet:
    """The child rows of one relation on the page."""

    relation: str
    title: Any
    hint: Any
    is_table: bool
    forms: list[RowForm]
    row_class: type[RowForm]
    mine: Mine
    messages: list[str]

    @property
    def id(self) -> str:
        """The anchor of the table."""
        return f"rows-{self.relation}"

    @property
    def errors(self) -> bool:
        """Whether a message belongs to the table or to one of its cells."""
        return bool(self.messages) or any(form.errors for form in self.forms)

    def values(self) -> list[dict[str, Any]]:
        """What was typed, row by row."""
        return [form.typed() for form in self.forms]

    def add(self) -> None:
        """One more empty row, as long as the table may grow."""
        if len(self.forms) < MOST_ROWS:
            self.forms.append(_typed_row(self.row_class, self.relation, len(self.forms), {}, self.mine))

    def remove(self, index: int) -> None:
        """Take a row out; the ones after it move up."""
        kept = [row for place, row in enumerate(self.values()) if place != index]
        self.forms = [_typed_row(self.row_class, self.relation, i, row, self.mine) for i, row in enumerate(kept)]


def _typed_row(row_class: type[RowForm], relation: str, index: int, values: Mapping[str, Any], mine: Mine) -> RowForm:
    prefix = f"{relation}-{index}"
    data = {f"{prefix}-{name}": value for name, value in values.items() if value not in (None, False)}
    return row_class(data, prefix=prefix, mine=mine)


@dataclass(frozen=True)
class RowSpec:
    """How one kind of child rows is written; a table repeats no labels."""

    row_class: type[RowForm]
    title: Any
    hint: Any = ""
    is_table: bool = False


class SectionBundle:
    """The form of a section with its rows, from the database or as typed."""

    form_class: type[SectionForm]
    row_specs: tuple[RowSpec, ...] = ()

    def __init__(
        self, content: Content[Any], mine: Mine, data: QueryDict | None = None, *, keeps_empty: bool = False
    ) -> None:
        self.form = self.form_class(data, instance=content.section, mine=mine)
        self.rows: dict[str, RowSet] = {}
        for spec in self.row_specs:
            relation = spec.row_class.relation
            given = (
                self._stored(spec, content.rows[relation], mine)
                if data is None
                else _typed(spec, data, mine, keeps_empty)
            )
            self.rows[relation] = RowSet(
                relation, spec.title, spec.hint, spec.is_table, given, spec.row_class, mine, messages=[]
            )

    def _stored(self, spec: RowSpec, rows: Iterable[Model], mine: Mine) -> list[RowForm]:
        return [
            spec.row_class(instance=row, prefix=f"{spec.row_class.relation}-{index}", mine=mine)
            for index, row in enumerate(rows)
        ]

    def data(self) -> dict[str, Any]:
        """The fields as typed, for the service."""
        return {name: value for name, value in self.form.typed().items() if name != "version"}

    def row_data(self) -> dict[str, list[dict[str, Any]]]:
        """The rows as typed, for the service."""
        return {relation: rows.values() for relation, rows in self.rows.items()}

    def version(self) -> int:
        """The version that the page was made from; nonsense counts as one that never was."""
        typed = str(self.form["version"].data or "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0

    def show(self, messages: Mapping[str, Iterable[str]]) -> None:
        """Put messages where they belong: at a field, at a cell, at a table; an unbound form shows them too."""
        for key, texts in messages.items():
            cell = _CELL.match(key)
            if key in self.rows:
                self.rows[key].messages.extend(texts)
            elif cell and cell["relation"] in self.rows:
                forms_of = self.rows[cell["relation"]].forms
                if int(cell["index"]) < len(forms_of):
                    _tell(forms_of[int(cell["index"])], cell["name"], texts)
            else:
                _tell(self.form, key if key in self.form.fields else None, texts)

    def summary(self) -> list[dict[str, Any]]:
        """Every message with the place it belongs to, for the summary at the top."""
        found = _summary_of(self.form, "")
        for rows in self.rows.values():
            found += [{"label": rows.title, "url": f"#{rows.id}", "message": text} for text in rows.messages]
            for index, form in enumerate(rows.forms, start=1):
                found += _summary_of(form, f"{rows.title} {index} · ")
        return found

    def sections(self) -> list[Any]:
        """The titled parts of the form."""
        return list(self.form.bound_sections())


def _summary_of(form: TypedForm, before: str) -> list[dict[str, Any]]:
    return [
        {
            "label": f"{before}{form[name].label}" if name in form.fields else before,
            "url": f"#{form[name].id_for_label}" if name in form.fields else "",
            "message": text,
        }
        for name, texts in form.errors.items()
        for text in texts
    ]


def _tell(form: TypedForm, name: str | None, texts: Iterable[str]) -> None:
    """`add_error` for bound and unbound forms alike."""
    key = name if name in form.fields else "__all__"
    form.errors.setdefault(key, form.error_class(error_class="nonfield" if key == "__all__" else None)).extend(texts)


def _typed(spec: RowSpec, data: QueryDict, mine: Mine, keeps_empty: bool) -> list[RowForm]:
    """The rows that were posted; wholly empty ones go when saving, so that messages count as the reader does."""
    relation = spec.row_class.relation
    indices: set[int] = set()
    for key in data:
        match = _CELL.match(key)
        if match and match["relation"] == relation and len(match["index"]) < 6:
            indices.add(int(match["index"]))
    rows = []
    for index in sorted(indices)[: MOST_ROWS + 1]:
        posted = spec.row_class(data, prefix=f"{relation}-{index}", mine=mine)
        values = posted.typed()
        if keeps_empty or any(value not in (None, "", False) and str(value).strip() for value in values.values()):
            rows.append(values)
    return [_typed_row(spec.row_class, relation, index, row, mine) for index, row in enumerate(rows)]

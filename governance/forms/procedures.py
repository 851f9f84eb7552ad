"""The form by which an administrator publishes the next version of a procedure."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.models import Procedure, ProcedureDocument, ProcedureSeat
from governance.services import sections
from registry.forms.base import Section, UiForm

MOST_ROWS = 20


def _section_choices() -> list[tuple[str, Any]]:
    return [(kind.key, kind.label) for kind in sections.KINDS.values()]


def _section_field() -> forms.MultipleChoiceField:
    """Which sections, none being a choice: some procedures ask for documents only."""
    return forms.MultipleChoiceField(
        label=_("Sections"), choices=_section_choices, widget=forms.CheckboxSelectMultiple, required=False
    )


class ProcedureForm(UiForm, forms.ModelForm):
    """What the procedure says, and from which day on."""

    sections_needed = _section_field()
    sections = (
        Section("name", _("Name and validity"), ("valid_from", "name_zh", "name_en"), "file-text"),
        Section("law", _("Legal basis"), ("legal_basis_zh", "legal_basis_en", "certainty"), "scale"),
        Section(
            "time",
            _("Periods"),
            ("day_type", "intake_days", "decision_days", "extension_days", "corrections_allowed"),
            "timer",
        ),
        Section(
            "content",
            _("Dossier, conflicts, remedies"),
            ("sections_needed", "conflict_settler_zh", "conflict_settler_en", "remedies_zh", "remedies_en"),
            "folder-open",
        ),
    )

    class Meta:
        model = Procedure
        fields = (
            "valid_from", "name_zh", "name_en", "legal_basis_zh", "legal_basis_en", "certainty", "day_type",
            "intake_days", "decision_days", "extension_days", "corrections_allowed", "conflict_settler_zh",
            "conflict_settler_en", "remedies_zh", "remedies_en",
        )  # fmt: skip
        widgets = {"valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def content(self) -> dict[str, Any]:
        """What the service publishes, without seats and documents."""
        given = dict(self.cleaned_data)
        return {**given, "sections": given.pop("sections_needed")}


class SeatForm(UiForm, forms.ModelForm):
    """One department and its ground."""

    sections_read = _section_field()

    class Meta:
        model = ProcedureSeat
        fields = ("function", "power", "ground_zh", "ground_en", "certainty", "days", "day_type", "silence")
        widgets = {"ground_zh": forms.Textarea(attrs={"rows": 3}), "ground_en": forms.Textarea(attrs={"rows": 3})}

    def content(self) -> dict[str, Any]:
        """The seat as the service takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "DELETE"}
        return {**given, "sections": given.pop("sections_read")}


class DocumentForm(UiForm, forms.ModelForm):
    """One document of the dossier."""

    class Meta:
        model = ProcedureDocument
        fields = ("code", "name_zh", "name_en", "is_required", "source")

    def content(self) -> dict[str, Any]:
        """The document as the service takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "DELETE"}


_EXTRA: dict[str, Any] = {"extra": 1, "max_num": MOST_ROWS, "absolute_max": MOST_ROWS, "can_delete": True}
SeatFormSet = forms.formset_factory(SeatForm, **_EXTRA)
DocumentFormSet = forms.formset_factory(DocumentForm, **_EXTRA)


class VersionForms:
    """The procedure, its seats and its documents as one form of the page."""

    def __init__(self, before: Procedure, data: Any = None) -> None:
        tomorrow = timezone.localdate() + dt.timedelta(days=1)
        first = {"valid_from": tomorrow, "sections_needed": before.sections}
        self.main = ProcedureForm(data, instance=_copy(before), initial=first)
        seats = [
            {**{name: getattr(row, name) for name in SeatForm.Meta.fields}, "sections_read": row.sections}
            for row in before.seats.all()
        ]
        documents = [{name: getattr(row, name) for name in DocumentForm.Meta.fields} for row in before.documents.all()]
        self.seats = SeatFormSet(data, initial=seats, prefix="seats")
        self.documents = DocumentFormSet(data, initial=documents, prefix="documents")

    def is_valid(self) -> bool:
        """Whether every part is."""
        return all([self.main.is_valid(), self.seats.is_valid(), self.documents.is_valid()])

    def content(self) -> dict[str, Any]:
        """Everything, as the service takes it."""
        return {**self.main.content(), "seats": _rows(self.seats), "documents": _rows(self.documents)}

    def faults(self) -> list[dict[str, Any]]:
        """Every message of the rows, with a link to its field."""
        found = []
        for formset in (self.seats, self.documents):
            for form in formset:
                for field in form:
                    url = f"#{field.id_for_label}" if field.id_for_label else ""
                    found += [{"label": field.label, "url": url, "message": text} for text in field.errors]
        return found


def _copy(before: Procedure) -> Procedure:
    """An unsaved twin, so that the form never touches the published row."""
    return Procedure(**{name: getattr(before, name) for name in ProcedureForm.Meta.fields})


def _rows(formset: Any) -> list[dict[str, Any]]:
    kept = [form for form in formset if form.has_changed() or form.initial]
    return [form.content() for form in kept if not form.cleaned_data.get("DELETE")]

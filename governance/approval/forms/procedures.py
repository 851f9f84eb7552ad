"""The forms by which an administrator drafts a version of a procedure; a draft may be half-written."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from governance.approval.forms.procedure_fields import AppliesField, ParamsField, section_choices, sections_field
from governance.approval.models import CheckKind, Procedure, ProcedureCheck, ProcedureDocument, ProcedureSeat
from governance.approval.selectors.procedures.procedure_words import VOTE
from registry.base.models import limits
from registry.base.models.catalogues import Certainty
from registry.web.forms import columns
from registry.web.forms.base import Section, UiForm

MOST_ROWS = 60
LONG = {"rows": 3}


class Draft(UiForm):
    """A form that keeps what is not finished: nothing is required, the model's own rules wait for the submission."""

    use_required_attribute = False

    def full_clean(self) -> None:
        """As Django does it, with every field optional while it is checked."""
        needed = [field for field in self.fields.values() if field.required]  # type: ignore[attr-defined]
        for field in needed:
            field.required = False
        super().full_clean()  # type: ignore[misc]
        for field in needed:
            field.required = True

    def _post_clean(self) -> None:
        """Skip the rules of the model: the service says all of them at once."""

    def content(self) -> dict[str, Any]:
        """What was typed, as the service keeps it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "DELETE"}  # type: ignore[attr-defined]


def _vote(key: str) -> forms.ChoiceField:
    name, values = VOTE[key]
    return forms.ChoiceField(label=name, choices=[("", "---------"), *values.items()], required=False)


class ProcedureForm(Draft, forms.ModelForm):
    """What the procedure says, and from which day on."""

    valid_from = forms.DateField(
        label=capfirst(_("valid from")), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    applies = AppliesField()
    dossier = sections_field(_("Sections of the dossier"))
    quorum = _vote("quorum")
    majority = _vote("majority")
    of = _vote("of")
    tie = _vote("tie")
    ballot = _vote("ballot")
    sections = (
        Section("name", _("Name and validity"), ("name_zh", "name_en", "kind", "valid_from", "applies"), "file-text"),
        Section("law", _("Legal basis"), ("legal_basis_zh", "legal_basis_en", "certainty"), "scale"),
        Section(
            "time",
            _("Periods"),
            (
                "day_type", "intake_days", "decision_days", "extension_days", "extension_by", "delivery_days",
                "notice_days", "reconsideration_days", "corrections_allowed",
            ),
            "timer",
        ),
        Section("vote", _("Conflicts, vetoes and votes"), (
            "conflict_settler_zh", "conflict_settler_en", "veto_settler", "quorum", "majority", "of", "tie", "ballot",
        ), "vote"),
        Section("content", _("Dossier and remedies"), ("dossier", "remedies_zh", "remedies_en"), "folder-open"),
    )  # fmt: skip

    class Meta:
        model = Procedure
        fields = (
            "name_zh", "name_en", "kind", "legal_basis_zh", "legal_basis_en", "certainty", "day_type", "intake_days",
            "decision_days", "extension_days", "extension_by", "delivery_days", "notice_days", "reconsideration_days",
            "corrections_allowed", "veto_settler", "conflict_settler_zh", "conflict_settler_en", "remedies_zh",
            "remedies_en",
        )  # fmt: skip

    def content(self) -> dict[str, Any]:
        given = super().content()
        vote = {name: given.pop(name) for name in VOTE}
        said = {name: value for name, value in vote.items() if value}
        return {**given, "sections": given.pop("dossier"), "vote": said}


class SeatForm(Draft, forms.ModelForm):
    """One department and its ground."""

    certainty = forms.ChoiceField(label=capfirst(_("certainty")), choices=Certainty.choices, initial=Certainty.DESIGN)
    reads = sections_field(_("Sections it looks at"))
    applies = AppliesField()

    class Meta:
        model = ProcedureSeat
        fields = (
            "function", "power", "ground_zh", "ground_en", "certainty", "days", "day_type", "silence",
            "deemed_basis_zh", "deemed_basis_en",
        )  # fmt: skip
        widgets = {"ground_zh": forms.Textarea(attrs=LONG), "ground_en": forms.Textarea(attrs=LONG)}

    def content(self) -> dict[str, Any]:
        given = super().content()
        return {**given, "sections": given.pop("reads")}


class DocumentForm(Draft, forms.ModelForm):
    """One document of the dossier."""

    applies = AppliesField()

    class Meta:
        model = ProcedureDocument
        fields = ("code", "name_zh", "name_en", "is_required", "source")


def _checks() -> list[tuple[str, Any]]:
    return [("", "---------"), *((kind.code, kind.name) for kind in CheckKind.objects.in_force())]


class CheckForm(Draft, forms.ModelForm):
    """One check of the list."""

    code = forms.ChoiceField(label=_("Check"), choices=_checks)
    params = ParamsField()
    applies = AppliesField()

    class Meta:
        model = ProcedureCheck
        fields = ("code", "lifted_by")


class VariantForm(Draft, forms.Form):
    """What is different for some mines."""

    applies = AppliesField()
    name_zh = columns.text(limits.column(Procedure, "name_zh"), label=_("Chinese name"))
    name_en = columns.text(limits.column(Procedure, "name_en"), label=_("English name"), required=True)
    decision_days = forms.IntegerField(label=capfirst(_("days to decide")), min_value=1, max_value=32767)
    extension_days = forms.IntegerField(label=capfirst(_("days of extension")), min_value=0, max_value=32767)
    certainty = forms.ChoiceField(label=capfirst(_("certainty")), choices=Certainty.choices, initial=Certainty.DESIGN)
    basis_zh = forms.CharField(label=capfirst(_("legal ground (Chinese)")), widget=forms.Textarea(attrs=LONG))
    basis_en = forms.CharField(label=capfirst(_("legal ground (English)")), widget=forms.Textarea(attrs=LONG))

    def content(self) -> dict[str, Any]:
        return {name: value for name, value in super().content().items() if value not in ("", None)}


class RuleForm(Draft, forms.Form):
    """For which mines a section of the dossier counts."""

    section = forms.ChoiceField(label=_("Section"), choices=lambda: [("", "---------"), *section_choices()])
    applies = AppliesField()


_EXTRA: dict[str, Any] = {"extra": 0, "max_num": MOST_ROWS, "absolute_max": MOST_ROWS, "can_delete": True}
FORMSETS: dict[str, Any] = {
    "seats": forms.formset_factory(SeatForm, **_EXTRA),
    "documents": forms.formset_factory(DocumentForm, **_EXTRA),
    "checks": forms.formset_factory(CheckForm, **_EXTRA),
    "variants": forms.formset_factory(VariantForm, **_EXTRA),
    "rules": forms.formset_factory(RuleForm, **_EXTRA),
}
TITLES = {
    "seats": (_("Departments that speak"), _("Department"), _("Another department")),
    "documents": (_("Documents"), _("Document"), _("Another document")),
    "checks": (_("Checks"), _("Check"), _("Another check")),
    "variants": (_("Variants for some mines"), _("Variant"), _("Another variant")),
    "rules": (_("Sections for some mines only"), _("Section"), _("Another section")),
}


class DraftForms:
    """The procedure and its rows as one form of the page."""

    def __init__(self, content: Mapping[str, Any], data: Any = None) -> None:
        vote = _mapping(content.get("vote"))
        first = {**content, "dossier": content.get("sections"), **{name: vote.get(name, "") for name in VOTE}}
        self.main = ProcedureForm(data, initial=first)
        rows = {
            **{part: _list(content.get(part)) for part in ("documents", "checks", "variants")},
            "seats": [{**row, "reads": row.get("sections")} for row in _list(content.get("seats"))],
            "rules": [{"section": k, "applies": v} for k, v in _mapping(content.get("section_rules")).items()],
        }
        self.rows = {part: made(data, initial=rows[part], prefix=part) for part, made in FORMSETS.items()}

    def parts(self) -> list[dict[str, Any]]:
        """The rows for the page, with their words."""
        return [
            {"key": part, "formset": rows, "title": TITLES[part][0], "row": TITLES[part][1], "add": TITLES[part][2]}
            for part, rows in self.rows.items()
        ]

    def is_valid(self) -> bool:
        """Whether everything can be kept."""
        return all([self.main.is_valid(), *[rows.is_valid() for rows in self.rows.values()]])

    def content(self) -> dict[str, Any]:
        """Everything that was typed, as the service keeps it."""
        kept = {part: [form.content() for form in rows if _is_kept(form)] for part, rows in self.rows.items()}
        rules = {row["section"]: row["applies"] for row in kept.pop("rules") if row["section"]}
        return {**self.main.content(), **kept, "section_rules": rules}

    def show(self, faults: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What the service refused, each with the field it concerns."""
        names = {"sections": "dossier", "vote": "quorum"}
        found = []
        for key, texts in faults.items():
            form, name = self._place(key)
            name = names.get(name, name)
            field = form[name] if form is not None and name in form.fields else None
            url = f"#{field.auto_id}" if field is not None else f"#part-{key}" if key in TITLES else ""
            label = field.label if field is not None else TITLES[key][0] if key in TITLES else key
            found += [{"label": label, "url": url, "message": text} for text in texts]
        return found

    def _place(self, key: str) -> tuple[Any, str]:
        part, _sign, rest = key.partition("-")
        place, _sign, name = rest.partition("-")
        if part in self.rows and place.isdigit() and int(place) < len(self.rows[part].forms):
            return self.rows[part].forms[int(place)], name
        return (None, key) if key in TITLES else (self.main, key)

    def faults(self) -> list[dict[str, Any]]:
        """Every message of the rows, with a link to its field."""
        found = []
        for rows in self.rows.values():
            found += [{"label": "", "url": "", "message": text} for text in rows.non_form_errors()]
            for form in rows:
                for field in form:
                    url = f"#{field.id_for_label}" if field.id_for_label else ""
                    found += [{"label": field.label, "url": url, "message": text} for text in field.errors]
        return found


def with_another(data: Any, part: str) -> Any:
    """The posted data with one more empty row in a part."""
    copied = data.copy()
    total = str(copied.get(f"{part}-TOTAL_FORMS", ""))
    if part in FORMSETS and total.isascii() and total.isdigit() and int(total[:4]) < MOST_ROWS:
        copied[f"{part}-TOTAL_FORMS"] = str(int(total) + 1)
    return copied


def _is_kept(form: Any) -> bool:
    if form.cleaned_data.get("DELETE"):
        return False
    return bool(form.has_changed() or form.initial)


def _list(value: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in value if isinstance(row, Mapping)] if isinstance(value, list) else []


def _mapping(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, Mapping) else {}

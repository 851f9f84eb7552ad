"""What an officer types when a gate is recorded; the service judges it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.approval.forms.acts import DateInput
from governance.approval.models import CheckAgreement, CheckRecord, CheckState
from governance.approval.selectors.checks import agreements, gates
from governance.approval.services.checks import check_extras
from registry.base.models import limits
from registry.web.forms import columns
from registry.web.forms.base import UiForm


class RecordForm(UiForm, forms.Form):
    """Passed or failed, of which day, on what evidence."""

    use_required_attribute = False

    state = forms.ChoiceField(
        label=_("Result"),
        choices=[
            (CheckState.PASS, pgettext_lazy("check", "Passed")),
            (CheckState.FAIL, pgettext_lazy("check", "Failed")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the gate is passed or failed.")},
    )
    happened_on = forms.DateField(
        label=_("Date"), widget=DateInput, help_text=_("The day on which it happened or was established.")
    )
    text = columns.text(
        limits.column(CheckRecord, "text"),
        label=_("Evidence"),
        rows=3,
        help_text=_("What was seen, where, with which number or amount. The company reads it."),
    )
    file = forms.FileField(label=_("File"), required=False, allow_empty_file=True)

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        return dict(self.cleaned_data)


class VisitForm(RecordForm):
    """The site visit of an acceptance: who came."""

    village_representatives = columns.text(
        check_extras.NAMES, label=_("Village representatives who came"), rows=3,
        help_text=_("One name on each line, with the village."),
    )  # fmt: skip
    experts = columns.text(
        check_extras.NAMES, label=_("Experts who came"), rows=3,
        help_text=_("One name on each line, with the field."),
    )  # fmt: skip


class AgreementForm(RecordForm):
    """The agreement by which the law allows what the check finds too near."""

    state = None  # type: ignore[assignment]
    authority = columns.text(limits.column(CheckAgreement, "authority"), label=_("Who agreed"), required=False)
    document_number = columns.text(
        limits.column(CheckAgreement, "document_number"), label=_("Number of the document"), required=False
    )

    def given(self) -> dict[str, Any]:
        """An agreement that is recorded was given."""
        return {"state": CheckState.PASS, **self.cleaned_data}


def form_for(code: str) -> type[RecordForm]:
    """The form in which a check is recorded."""
    if code == gates.SITE_VISIT:
        return VisitForm
    return AgreementForm if agreements.is_place(code) else RecordForm

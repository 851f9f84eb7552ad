"""What an officer types when a gate is recorded; the service judges it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.forms.acts import DateInput
from governance.models import CheckState
from registry.forms.base import UiForm


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
    text = forms.CharField(
        label=_("Evidence"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was seen, where, with which number or amount. The company reads it."),
    )
    file = forms.FileField(label=_("File"), required=False, allow_empty_file=True)

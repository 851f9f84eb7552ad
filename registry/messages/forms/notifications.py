"""Forms of the inbox."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.messages.rules import notification_kinds
from registry.web.forms.base import UiForm


class PreferencesForm(UiForm, forms.Form):
    """Which kinds of message also come by e-mail."""

    by_email = forms.MultipleChoiceField(label=_("Also by e-mail"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted(notification_kinds.known())
        choices = [(kind, notification_kinds.label(kind)) for kind in kinds]
        field = self.fields["by_email"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices

    def wanted(self) -> dict[str, bool]:
        """The choice for every kind."""
        ticked = set(self.cleaned_data["by_email"])
        return {kind: kind in ticked for kind in notification_kinds.known()}

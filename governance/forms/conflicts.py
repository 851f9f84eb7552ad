"""What people type in a conflict; the services decide."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.forms.base import UiForm

LONGEST = 5000


def _words(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), help_text=help_text
    )


class ConflictForm(UiForm, forms.Form):
    """Any act on a conflict."""

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "falls" in self.fields:
            self.fields["falls"].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields["falls"]


class StatementForm(ConflictForm):
    """The reasons of a department, and whether it agrees to the last option."""

    text = _words(_("Reasons of our department"))
    agrees = forms.BooleanField(label=_("We agree to the last option"), required=False)


class OptionForm(ConflictForm):
    """How it might be settled, and whose conditions would fall."""

    text = _words(_("Option"), _("What each side keeps and gives up."))
    falls = forms.MultipleChoiceField(
        label=_("Conditions that would fall"), required=False, widget=forms.CheckboxSelectMultiple
    )


class RaiseForm(ConflictForm):
    """Why the present level could not settle it."""

    reason = _words(_("Why it could not be settled here"))


class SettleForm(ConflictForm):
    """The text of the settlement."""

    text = _words(_("Text of the settlement"))

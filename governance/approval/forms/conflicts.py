"""What people type in a conflict; the services decide."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.approval.models import ConflictStep
from registry.base.models import limits
from registry.web.forms import columns
from registry.web.forms.base import UiForm


def _words(label: Any, help_text: Any = "") -> forms.CharField:
    of = limits.column(ConflictStep, "text")
    return columns.text(of, label=label, rows=3, help_text=help_text, required=True)


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

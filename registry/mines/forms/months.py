"""A month as a control."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.base.rules.problems import RuleError
from registry.mines.rules import months

#: No month is written longer.
LONGEST = 20


class MonthField(forms.CharField):
    """A month; its value is its first day."""

    default_error_messages = {"not_a_month": _("Write the month as 2026-03.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "month", "placeholder": "2026-03"}))
        super().__init__(max_length=LONGEST, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The first day of the month, None for a blank."""
        text = super().to_python(value.strftime("%Y-%m") if isinstance(value, dt.date) else value)
        try:
            return months.read(text or "")
        except RuleError:
            raise forms.ValidationError(self.error_messages["not_a_month"], "not_a_month") from None

    def run_validators(self, value: Any) -> None:
        """The length was judged with the text."""

    def prepare_value(self, value: Any) -> Any:
        """The month as the control writes it."""
        return value.strftime("%Y-%m") if isinstance(value, dt.date) else value

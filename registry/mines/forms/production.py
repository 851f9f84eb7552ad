"""Entering a month of production by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.mines.forms.months import MonthField
from registry.mines.models import Production
from registry.mines.models.production import FIGURES
from registry.web.forms import columns
from registry.web.forms.base import UiForm


def _figure(name: str) -> forms.Field:
    of = limits.column(Production, name)
    label = str(of.verbose_name)
    make = columns.decimal if hasattr(of, "decimal_places") else columns.whole
    return make(of, required=False, label=label[:1].upper() + label[1:])


class ProductionForm(UiForm, forms.Form):
    """A month of a product, or of the mine as a whole."""

    month = MonthField(label=_("Month"))
    product = forms.ChoiceField(label=_("Product"), choices=[("", "—"), *Production.Product.choices])
    note = columns.text(
        limits.column(Production, "note"), label=_("Evidence"), rows=3, required=True,
        help_text=_("Where the figures come from: the statement, its number and day."),
    )  # fmt: skip
    is_confirmed = forms.BooleanField(
        label=_("Unusual figures were checked"), required=False,
        help_text=_("Far from what the capacity lets expect, but right."),
    )  # fmt: skip
    units = {name: limits.column(Production, name).help_text for name in FIGURES}
    wide = ("note",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIGURES:
            self.fields[name] = _figure(name)
        self.order_fields(["month", "product", *FIGURES, "is_confirmed", "note"])

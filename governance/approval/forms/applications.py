"""The form that starts an application."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.approval.models import Procedure
from registry.base.models import limits
from registry.matters.models import Matter
from registry.mines.models import Mine
from registry.web.forms import columns
from registry.web.forms.base import UiForm


class ApplicationForm(UiForm, forms.Form):
    """Which mine, by which procedure, under which title; an empty title is made from the mine."""

    wide = ("mine", "procedure", "title_zh", "title_en")
    mine = forms.ModelChoiceField(
        Mine.objects.none(), label=_("Mine"), help_text=_("Mines of your company without an open application.")
    )
    procedure = forms.ModelChoiceField(Procedure.objects.none(), label=_("Procedure"), to_field_name="code")
    title_zh = columns.text(
        limits.column(Matter, "title_zh"), label=_("Title (Chinese)"), required=False,
        help_text=_("Left empty, it is made from the name of the mine."),
    )  # fmt: skip
    title_en = columns.text(limits.column(Matter, "title_en"), label=_("Title (English)"))

    def __init__(self, *args: Any, mines: Any, procedures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("mine", mines), ("procedure", procedures)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

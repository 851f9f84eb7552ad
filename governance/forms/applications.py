"""The form that starts an application."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.models import Case, Procedure
from registry.forms.base import UiForm
from registry.models import Mine


class ApplicationForm(UiForm, forms.Form):
    """Which mine, by which procedure, under which title; an empty title is made from the mine."""

    wide = ("mine", "procedure", "title_zh", "title_en")
    mine = forms.ModelChoiceField(
        Mine.objects.none(), label=_("Mine"), help_text=_("Mines of your company without an open application.")
    )
    procedure = forms.ModelChoiceField(Procedure.objects.none(), label=_("Procedure"), to_field_name="code")
    title_zh = forms.CharField(
        label=_("Title (Chinese)"), max_length=Case._meta.get_field("title_zh").max_length, required=False,
        help_text=_("Left empty, it is made from the name of the mine."),
    )  # fmt: skip
    title_en = forms.CharField(
        label=_("Title (English)"), max_length=Case._meta.get_field("title_en").max_length, required=False
    )

    def __init__(self, *args: Any, mines: Any, procedures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("mine", mines), ("procedure", procedures)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """Make the titles that were left empty."""
        data = super().clean() or self.cleaned_data
        mine, procedure = data.get("mine"), data.get("procedure")
        if mine is not None and procedure is not None:
            title_zh, title_en = _titles(mine, procedure)
            data["title_zh"] = data.get("title_zh") or title_zh
            data["title_en"] = data.get("title_en") or title_en
        return data


def _titles(mine: Mine, procedure: Procedure) -> tuple[str, str]:
    """What the application is called in Chinese and, where the mine has an English name, in English."""
    if procedure.kind == Procedure.Kind.PLAN and {"mining", "restoration"} <= set(procedure.sections):
        zh, en = "开采方案与矿区生态修复方案", f"Mining plan and ecological restoration plan of {mine.name_en}"
    else:
        zh, en = procedure.name_zh, f"{mine.name_en}: {procedure.name_en or procedure.name_zh}"
    return f"{mine.name_zh}{zh}", en if mine.name_en else ""

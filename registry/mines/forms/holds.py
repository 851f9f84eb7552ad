"""Placing a hold by hand, and lifting it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registry.base.models import limits
from registry.mines.forms.mine_parts import day
from registry.mines.models import Facility, Hold, Mine
from registry.web.forms import columns
from registry.web.forms.base import UiForm


class HoldForm(UiForm, forms.Form):
    """A hold on a mine or one of its facilities."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Hold.Kind.choices)
    facility = forms.ModelChoiceField(
        Facility.objects.none(), label=_("Facility"), required=False, empty_label=_("The whole mine")
    )
    blocks = forms.MultipleChoiceField(
        label=_("What it stops"), choices=Hold.Thing.choices, widget=forms.CheckboxSelectMultiple
    )
    until = forms.DateField(
        label=_("Until"), required=False, widget=day(), help_text=_("The last day; open-ended when empty.")
    )
    ground = columns.text(limits.column(Hold, "ground"), label=_("Legal ground"))
    reason_zh = columns.text(limits.column(Hold, "reason_zh"), label=_("Reason (Chinese)"), rows=3)
    reason_en = columns.text(limits.column(Hold, "reason_en"), label=_("Reason (English)"), rows=3)
    wide = ("blocks", "ground")

    def __init__(self, *args: Any, mine: Mine, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(code, label) for code, label in Hold.Kind.choices if code in kinds]
        self.fields["kind"].choices = [("", "—"), *offered]  # type: ignore[attr-defined]
        self.fields["facility"].queryset = mine.facilities.filter(is_in_use=True)  # type: ignore[attr-defined]


class LiftForm(UiForm, forms.Form):
    """Why a hold is lifted."""

    ground = columns.text(limits.column(Hold, "lift_ground"), label=_("Legal ground"), required=True)
    reason = columns.text(limits.column(Hold, "lift_reason"), label=_("Reason"), rows=3, required=True)
    wide = ("ground",)

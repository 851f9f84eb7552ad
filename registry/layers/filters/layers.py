"""The filters of the list of map layers."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.layers.models import MapLayer


class LayerFilter(django_filters.FilterSet):
    """Words, kind, and whether ended editions are shown too."""

    q = django_filters.CharFilter(
        label=_("Search"),
        method="by_words",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control", "placeholder": _("Name or source")}),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        choices=MapLayer.Kind.choices,
        empty_label=_("All"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    ended = django_filters.BooleanFilter(
        label=_("Ended ones"),
        method="with_ended",
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    class Meta:
        model = MapLayer
        fields: tuple[str, ...] = ()

    @property
    def qs(self) -> QuerySet[MapLayer]:
        """The matching layers, those in force unless the ended ones are asked for."""
        rows: QuerySet[MapLayer] = super().qs
        if self.form.is_valid() and self.form.cleaned_data.get("ended"):
            return rows
        return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=timezone.localdate()))

    def by_words(self, rows: QuerySet[MapLayer], name: str, value: Any) -> QuerySet[MapLayer]:
        """Layers whose names or source hold the words."""
        words = str(value).replace("\x00", "").strip()
        return rows.filter(Q(name_zh__icontains=words) | Q(name_en__icontains=words) | Q(source__icontains=words))

    def with_ended(self, rows: QuerySet[MapLayer], name: str, value: Any) -> QuerySet[MapLayer]:
        """Told by `qs`."""
        return rows

"""The filters that the list of holds, its export and the API share."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.base.models.querysets import holding
from registry.mines.models import Hold


class HoldFilter(django_filters.FilterSet):
    """Mine, kind, what is stopped, and whether a hold still stands."""

    q = django_filters.CharFilter(label=_("Mine"), method="by_words", max_length=100)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Hold.Kind.choices, empty_label=_("All"))
    blocks = django_filters.ChoiceFilter(
        label=_("What it stops"), choices=Hold.Thing.choices, empty_label=_("All"), method="by_thing"
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Hold.State.choices, empty_label=_("All"), method="by_state"
    )
    mine = django_filters.NumberFilter(label=_("Key of the mine"), method="by_mine", widget=forms.HiddenInput)

    class Meta:
        model = Hold
        fields: tuple[str, ...] = ()

    def by_words(self, rows: QuerySet[Hold], name: str, value: str) -> QuerySet[Hold]:
        """Holds on mines whose names or identifier hold every word."""
        for word in value.replace("\x00", "").split()[:6]:
            rows = rows.filter(holding(word, "mine__name_zh", "mine__name_en") | Q(mine__identifier__istartswith=word))
        return rows

    def by_thing(self, rows: QuerySet[Hold], name: str, value: str) -> QuerySet[Hold]:
        """Holds that stop such a thing."""
        return rows.filter(blocks__contains=[value])

    def by_state(self, rows: QuerySet[Hold], name: str, value: str) -> QuerySet[Hold]:
        """Open means that it stops something today; one whose last day has passed has ended."""
        lapsed = Q(state="open", until__lt=timezone.localdate())
        if value == Hold.State.OPEN:
            return rows.filter(state="open").exclude(lapsed)
        return rows.filter(Q(state="ended") | lapsed) if value == Hold.State.ENDED else rows.filter(state=value)

    def by_mine(self, rows: QuerySet[Hold], name: str, value: Any) -> QuerySet[Hold]:
        """Holds of one mine."""
        return rows.filter(mine=value) if 0 < value < 2**63 and value == int(value) else rows.none()

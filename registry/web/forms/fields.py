"""Choice fields over rows of which there may be very many."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from registry.scope.models import Organisation, Region

#: More than this a list on a page does not offer; the page of an organisation leads to forms that have it chosen.
OFFERED = 300


class OrganisationField(forms.ModelChoiceField):
    """An organisation; every key in scope is taken, the first ones (and the chosen one) are offered."""

    def __init__(self, queryset: QuerySet[Organisation] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Organisation"))
        super().__init__(queryset if queryset is not None else Organisation.objects.none(), **kwargs)

    def offer(self, rows: QuerySet[Organisation], chosen: Organisation | None = None) -> None:
        """Accept `rows`, and offer the first of them."""
        self.queryset = rows
        listed = list(rows.order_by("kind", "name_zh", "pk")[:OFFERED])
        if chosen is not None and chosen not in listed:
            listed.insert(0, chosen)
        empty = [] if self.required and chosen else [("", "---------")]
        self.choices = [*empty, *((row.pk, self.label_from_instance(row)) for row in listed)]

    def label_from_instance(self, obj: Organisation) -> str:
        return obj.name


class RegionField(forms.ModelChoiceField):
    """A region, shown with the units it lies in."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Region"))
        super().__init__(Region.objects.none(), **kwargs)

    def offer(self, rows: QuerySet[Region]) -> None:
        """Offer `rows` in the order of their codes, grouped by province."""
        self.queryset = rows
        names = {region.prefix: region.name for region in Region.objects.filter(level__in=("province", "city"))}
        groups: dict[str, list[tuple[int, str]]] = {}
        for region in rows.order_by("code", "level"):
            above = names.get(region.prefix[:4], "") if region.level == Region.Level.DISTRICT else ""
            label = " / ".join(filter(None, (above, region.name)))
            groups.setdefault(names.get(region.prefix[:2], ""), []).append((region.pk, label))
        self.choices = [("", "---------"), *groups.items()]

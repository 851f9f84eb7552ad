"""Filters of the page on what joint review saves."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from governance.approval.filters.places import PlaceFilter
from governance.approval.models import CaseFigure, Decision
from governance.approval.selectors.procedures import procedures
from governance.approval.selectors.savings import figures
from registry.mines.models import Mine
from registry.scope.models import User

REAL, SIMULATED = "real", "simulated"
GROUPS = [
    (figures.MONTH, _("Month")),
    (figures.PROVINCE, _("Province")),
    (figures.CITY, _("City or prefecture")),
    (figures.PROCEDURE, _("Procedure")),
    (figures.MINE, _("Method and size of the mine")),
]
SIZES = [("small", _("Small")), ("medium", _("Medium")), ("large", _("Large"))]


def _day(label: Any, lookup: str) -> django_filters.DateFilter:
    return django_filters.DateFilter(
        label=label, field_name="decided_on", lookup_expr=lookup, widget=forms.DateInput(attrs={"type": "date"})
    )


class FigureFilter(PlaceFilter):
    """Which decided cases are compared; real and simulated ones are never mixed."""

    group = django_filters.ChoiceFilter(label=_("Compare by"), method="together", choices=GROUPS, empty_label=None)
    data = django_filters.ChoiceFilter(
        label=_("Data"),
        method="together",
        choices=[(REAL, _("Real cases")), (SIMULATED, _("Demonstration data"))],
        empty_label=_("Real cases, if there are any"),
    )
    procedure = django_filters.ChoiceFilter(
        label=_("Procedure"), field_name="procedure_code", empty_label=_("All"), choices=()
    )
    method = django_filters.ChoiceFilter(label=_("Mining method"), choices=Mine.Method.choices, empty_label=_("All"))
    size = django_filters.ChoiceFilter(label=_("Size of the mine"), choices=SIZES, empty_label=_("All"))
    outcome = django_filters.ChoiceFilter(
        label=_("Outcome"), choices=Decision.Outcome.choices, empty_label=_("All")
    )  # fmt: skip
    decided_after = _day(_("Decided from"), "gte")
    decided_before = _day(_("Decided to"), "lte")

    class Meta(PlaceFilter.Meta):
        model = CaseFigure

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data, queryset=figures.listing(user))
        self.user = user
        self.procedures = procedures.names()
        self.filters["procedure"].extra["choices"] = sorted(self.procedures.items())

    @property
    def chosen(self) -> dict[str, Any]:
        """What the form holds, nothing when it cannot be read."""
        return self.form.cleaned_data if self.is_bound and self.form.is_valid() else {}

    @property
    def is_simulated(self) -> bool:
        """Whether demonstration data are shown: when asked for, or where there is nothing else."""
        if not hasattr(self, "_is_simulated"):
            asked = self.chosen.get("data")
            self._is_simulated = asked == SIMULATED if asked else not figures.has_real(self.user)
        return self._is_simulated

    @property
    def group_by(self) -> str:
        """By what the cases are compared."""
        return str(self.chosen.get("group") or figures.MONTH)

    @property
    def qs(self) -> QuerySet[Any]:
        """The cases of one kind, real or simulated."""
        return super().qs.filter(is_simulated=self.is_simulated)


class FigureFacts(django_filters.FilterSet):
    """The same choices for machines."""

    region = django_filters.CharFilter(
        field_name="region_code", lookup_expr="startswith", max_length=6, label="First digits of the region's code."
    )
    procedure = django_filters.CharFilter(field_name="procedure_code", max_length=40, label="Code of the procedure.")
    method = django_filters.ChoiceFilter(choices=Mine.Method.choices, label="Mining method.")
    size = django_filters.ChoiceFilter(choices=SIZES, label="Size of the mine.")
    outcome = django_filters.ChoiceFilter(choices=Decision.Outcome.choices, label="Outcome.")
    decided_after = django_filters.DateFilter(field_name="decided_on", lookup_expr="gte", label="Decided from.")
    decided_before = django_filters.DateFilter(field_name="decided_on", lookup_expr="lte", label="Decided to.")
    is_simulated = django_filters.BooleanFilter(label="Cases of the demonstration.")

    class Meta:
        model = CaseFigure
        fields: tuple[str, ...] = ()

"""Filters of the list of obligations."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from registry.base.models.querysets import holding
from registry.matters.models import Obligation
from registry.matters.policies.obligations import ObligationPolicy
from registry.matters.selectors import obligations
from registry.scope.models import Organisation
from registry.web.forms.base import UiForm


class FilterForm(UiForm, forms.Form):
    """The filter bar's form."""


def _verifiers(request: Any) -> QuerySet[Organisation]:
    """The departments that verify anything the reader sees."""
    if request is None or not request.user.is_authenticated:
        return Organisation.objects.none()
    seen = ObligationPolicy().scope(request.user)
    return Organisation.objects.filter(pk__in=seen.values("verifier"))


class OrganisationChoice(forms.ModelChoiceField):
    """A body by its name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class OrganisationFilter(django_filters.ModelChoiceFilter):
    """Filters by a body."""

    field_class = OrganisationChoice


class ObligationFilter(django_filters.FilterSet):
    """By words, state, urgency, verifying department and due date; `mine` by its key."""

    q = django_filters.CharFilter(label=_("Obligation, mine or company"), method="by_words", max_length=100)
    state = django_filters.ChoiceFilter(label=_("State"), choices=Obligation.State.choices, empty_label=_("All states"))
    time = django_filters.ChoiceFilter(
        label=_("Time"),
        choices=[("pending", _("Still to be met")), ("overdue", _("Overdue"))],
        empty_label=_("Any time"),
        method="by_time",
    )
    verifier = OrganisationFilter(label=_("Verified by"), queryset=_verifiers, empty_label=_("All departments"))
    due_after = django_filters.DateFilter(
        label=_("Due from"), field_name="due_on", lookup_expr="gte", widget=forms.DateInput(attrs={"type": "date"})
    )
    due_before = django_filters.DateFilter(
        label=_("Due to"), field_name="due_on", lookup_expr="lte", widget=forms.DateInput(attrs={"type": "date"})
    )
    mine = django_filters.NumberFilter(
        field_name="mine", min_value=1, max_value=2**63 - 1, label=_("Mine"), widget=forms.HiddenInput
    )

    class Meta:
        model = Obligation
        fields: tuple[str, ...] = ()
        form = FilterForm

    def by_words(self, rows: QuerySet[Obligation], name: str, value: Any) -> QuerySet[Obligation]:
        """Text, mine, company or document number, in either language."""
        words = value.strip()
        texts = ("text", "mine__name_zh", "mine__name_en", "holder__name_zh", "source")
        return rows.filter(holding(words, *texts))

    def by_time(self, rows: QuerySet[Obligation], name: str, value: Any) -> QuerySet[Obligation]:
        """What is still to be met, or late."""
        return obligations.overdue(rows) if value == "overdue" else rows.filter(state__in=Obligation.PENDING)

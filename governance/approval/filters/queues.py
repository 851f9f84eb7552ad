"""Filters of the work queue."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from governance.approval.filters.places import PlaceFilter
from registry.base.models.querysets import holding
from registry.matters.models import QueueEntry
from registry.matters.selectors import queues
from registry.scope.models import Organisation, User

Kind = Organisation.Kind
#: Who holds the case: a company, an office, or a department of this function.
HOLDERS = [
    (Kind.COMPANY.value, Kind.COMPANY.label),
    (Kind.COMMITTEE_OFFICE.value, Kind.COMMITTEE_OFFICE.label),
    *Organisation.Function.choices,
]


class QueueFilter(PlaceFilter):
    """One tab of the queue: whose, and by words, procedure, place, holder and state."""

    tab = django_filters.CharFilter(method="together", max_length=20, widget=forms.HiddenInput)
    q = django_filters.CharFilter(label=_("Search"), method="by_words", max_length=100)
    person = django_filters.ChoiceFilter(label=_("Person"), method="together", choices=())
    body = django_filters.ChoiceFilter(label=_("Body"), method="together", choices=())
    procedure = django_filters.ChoiceFilter(
        label=_("Procedure"), field_name="category", empty_label=_("All"), choices=()
    )
    holder = django_filters.ChoiceFilter(
        label=_("Who must act"), method="by_holder", empty_label=_("All"), choices=HOLDERS
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=(), empty_label=_("All states"))

    class Meta(PlaceFilter.Meta):
        model = QueueEntry

    def __init__(self, data: Any, *, user: User, tab: str) -> None:
        super().__init__(data, queryset=QueueEntry.objects.none())
        self.user, self.tab = user, tab
        self.people = {str(person.pk): person for person in queues.people(user)}
        self.bodies = {str(body.pk): body for body in queues.bodies(user)}
        self.procedures = queues.categories()
        self.filters["procedure"].extra["choices"] = sorted(self.procedures.items())
        self.filters["state"].extra["choices"] = queues.states()
        self.filters.move_to_end("q", last=False)
        self._offer("person", [(key, str(person)) for key, person in self.people.items()], at_least=1)
        self._offer("body", [(key, body.name) for key, body in self.bodies.items()], at_least=2)

    def _offer(self, name: str, choices: list[tuple[str, str]], *, at_least: int) -> None:
        """Show the list only where there is something to choose."""
        if len(choices) >= at_least and not (name == "body" and self.tab == queues.MINE):
            self.filters[name].extra |= {
                "choices": choices,
                "empty_label": _("Me") if name == "person" and self.tab == queues.MINE else _("All"),
            }
        else:
            del self.filters[name]

    @property
    def qs(self) -> QuerySet[Any]:
        """The entries of the tab that the filters leave."""
        chosen = self.form.cleaned_data if self.is_bound and self.form.is_valid() else {}
        self.queryset = queues.of_tab(
            self.user,
            self.tab,
            person=self.people.get(chosen.get("person") or ""),
            body=self.bodies.get(chosen.get("body") or ""),
        )
        return super().qs

    def by_holder(self, rows: QuerySet[QueueEntry], name: str, value: str) -> QuerySet[QueueEntry]:
        """Entries of bodies of one kind, or of departments of one function."""
        if value in (Kind.COMPANY, Kind.COMMITTEE_OFFICE):
            return rows.filter(organisation__kind=value)
        return rows.filter(organisation__function=value)

    def by_words(self, rows: QuerySet[QueueEntry], name: str, value: str) -> QuerySet[QueueEntry]:
        """Number, title, mine or company, in either language."""
        words = value.strip()
        of_matter = ("title_zh", "title_en", "mine__name_zh", "mine__name_en")
        return rows.filter(holding(words, "number", "company__name_zh", *(f"matter__{one}" for one in of_matter)))

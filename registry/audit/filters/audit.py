"""Filters of the audit log."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.forms import DateInput
from django.utils.translation import gettext_lazy as _

from registry.audit.models import AuditEvent
from registry.audit.rules import audit_verbs
from registry.audit.selectors import audit_values
from registry.scope.models import User


def _verbs() -> list[tuple[str, str]]:
    return sorted(((verb, str(text)) for verb, text in audit_verbs.known().items()), key=lambda pair: pair[1])


def _object_types() -> list[tuple[str, str]]:
    types = AuditEvent.objects.order_by("object_type").values_list("object_type", flat=True).distinct()
    return [(object_type, audit_values.type_label(object_type)) for object_type in types]


class AuditFilter(django_filters.FilterSet):
    """Which acts: what, who, on what, for which organisation, when, in which request."""

    verb = django_filters.ChoiceFilter(label=_("Act"), choices=_verbs, empty_label=_("All acts"))
    actor = django_filters.CharFilter(label=_("Who"), max_length=80, method="by_actor")
    object_type = django_filters.ChoiceFilter(
        label=_("Kind of object"), choices=_object_types, empty_label=_("All kinds")
    )
    object = django_filters.CharFilter(label=_("Object"), max_length=80, method="by_object")
    organisation = django_filters.CharFilter(
        label=_("Organisation"), max_length=80, field_name="organisation_text", lookup_expr="icontains"
    )
    since = django_filters.DateFilter(
        label=_("From"), field_name="at", lookup_expr="date__gte", widget=DateInput(attrs={"type": "date"})
    )
    until = django_filters.DateFilter(
        label=_("To"), field_name="at", lookup_expr="date__lte", widget=DateInput(attrs={"type": "date"})
    )
    request = django_filters.CharFilter(label=_("Request"), max_length=40, field_name="request_id")

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    def by_actor(self, rows: QuerySet[AuditEvent], name: str, value: str) -> QuerySet[AuditEvent]:
        """Acts of people with this name, and of the system actor with this name."""
        people = User.objects.filter(Q(username__iexact=value) | Q(full_name__icontains=value))
        keys = list(people.values_list("pk", flat=True)[:200])
        return rows.filter(Q(actor__in=keys) | Q(actor__isnull=True, actor_text__icontains=value))

    def by_object(self, rows: QuerySet[AuditEvent], name: str, value: str) -> QuerySet[AuditEvent]:
        """Acts on objects with these words in their text, or with this key."""
        return rows.filter(Q(object_text__icontains=value) | Q(object_id=value[:40]))

    def applied(self, query: Any) -> list[dict[str, str]]:
        """The filters in force, each with the address of the list without it."""
        shown = []
        for name, field in self.form.fields.items():
            value = self.form.cleaned_data.get(name) if self.form.is_valid() else None
            if value in (None, ""):
                continue
            left = query.copy()
            left.pop(name, None)
            left.pop("cursor", None)
            words = dict(getattr(field, "choices", [])).get(value, value)
            shown.append({"label": f"{field.label}{_(': ')}{words}", "url": f"?{left.urlencode()}"})
        return shown

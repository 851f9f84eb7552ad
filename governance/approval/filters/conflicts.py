"""Filters of the list of conflicts."""

import django_filters

from governance.approval.models import Conflict


class ConflictFilter(django_filters.FilterSet):
    """By case, kind, level and state."""

    application = django_filters.NumberFilter(
        field_name="case", min_value=1, max_value=2**63 - 1, label="Key of an application."
    )
    kind = django_filters.ChoiceFilter(choices=Conflict.Kind.choices, label="Kind of conflict.")
    level = django_filters.ChoiceFilter(choices=Conflict.Level.choices, label="Level at which it stands.")
    state = django_filters.ChoiceFilter(choices=Conflict.State.choices, label="State.")

    class Meta:
        model = Conflict
        fields: tuple[str, ...] = ()

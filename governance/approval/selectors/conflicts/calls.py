"""Which meeting is to hear an open conflict."""

from collections.abc import Iterable

from governance.approval.models import Conflict
from governance.committee.models import AgendaItem

#: The topic of a question about a conflict.
TOPIC = "conflict"


def pending(conflicts: Iterable[Conflict | int]) -> dict[int, AgendaItem]:
    """The items on which nothing was decided yet, by conflict, with their meetings."""
    keys = [one if isinstance(one, int) else one.pk for one in conflicts]
    rows = AgendaItem.objects.filter(topic=TOPIC, subject__in=keys, outcome="").order_by("pk")
    return {item.subject: item for item in rows.select_related("meeting")}

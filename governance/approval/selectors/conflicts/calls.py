"""Which meeting is to hear an open conflict.

The agenda belongs to the committee, a room above: it is read by the name of its relation, so nothing is imported.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from governance.approval.models import Conflict


@dataclass(frozen=True)
class Meeting:
    """What a case tells of the meeting."""

    pk: int
    title_zh: str
    title_en: str
    held_at: dt.datetime

    @property
    def title(self) -> str:
        """The title in the reader's language, falling back on the Chinese one."""
        is_chinese = (get_language() or "zh").startswith("zh")
        return self.title_zh if is_chinese else self.title_en or self.title_zh


@dataclass(frozen=True)
class Item:
    """The item of an agenda on which nothing was decided yet."""

    meeting: Meeting

    @property
    def meeting_id(self) -> int:
        """The key of its meeting."""
        return self.meeting.pk


def pending(conflicts: Iterable[Conflict | int]) -> dict[int, Item]:
    """The items that wait, by conflict."""
    keys = [one if isinstance(one, int) else one.pk for one in conflicts]
    names = ("meeting_id", "meeting__title_zh", "meeting__title_en", "meeting__held_at")
    rows = Conflict.objects.filter(pk__in=keys, agenda_items__outcome="").order_by("agenda_items__pk")
    found = rows.values_list("pk", *(f"agenda_items__{name}" for name in names))
    return {key: Item(Meeting(*told)) for key, *told in found}

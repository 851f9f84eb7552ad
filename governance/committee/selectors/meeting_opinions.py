"""What the bodies said before and after a joint meeting, kept with the item of its agenda."""

from dataclasses import dataclass

from django.utils.translation import get_language

from governance.committee.models import AgendaItem
from registry.matters.models import Matter
from registry.matters.selectors import kinds


def said(matter: Matter) -> list[dict[str, str]]:
    """What every body says now, to be kept in both languages."""
    agenda = kinds.agenda_of(matter)
    return agenda.said(matter.pk) if agenda is not None else []


@dataclass(frozen=True)
class Said:
    """A body's opinion when the item was closed, and the one before the meeting where it is another."""

    department: str
    opinion: str
    before: str


def revised(item: AgendaItem) -> list[Said]:
    """What the bodies said before and after a joint meeting, in the reader's language."""
    agenda = kinds.agenda_of(item.matter)
    before = {row["zh"]: row for row in item.opinions.get("before", ())}
    rows = item.opinions.get("after") or item.opinions.get("before", ())
    if agenda is None:
        return []
    key = "zh" if (get_language() or "zh").startswith("zh") else "en"
    found = []
    for row in rows:
        now, earlier = agenda.opinion(row), before.get(row["zh"])
        then = agenda.opinion(earlier) if earlier is not None else ""
        found.append(Said(row[key], now, then if then != now else ""))
    return found

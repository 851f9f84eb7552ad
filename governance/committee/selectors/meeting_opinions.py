"""What the departments said before and after a joint meeting, kept with the item of its agenda."""

from dataclasses import dataclass

from django.utils.translation import get_language

from governance.approval.models import Case, Opinion, Seat
from governance.approval.selectors.cases import standing
from governance.committee.models import AgendaItem


def said(case: Case) -> list[dict[str, str]]:
    """What every department of a case says now, to be kept in both languages."""
    rows = []
    for seat in standing.seats(case):
        opinion = standing.opinion_of(seat)
        body = seat.organisation
        rows.append(
            {
                "zh": body.name_zh, "en": body.name_en or body.name_zh,
                "kind": opinion.kind if opinion else "", "state": seat.state,
            }
        )  # fmt: skip
    return rows


@dataclass(frozen=True)
class Said:
    """A department's opinion when the item was closed, and the one before the meeting where it is another."""

    department: str
    opinion: str
    before: str


def revised(item: AgendaItem) -> list[Said]:
    """What the departments said before and after a joint meeting, in the reader's language."""
    before = {row["zh"]: row for row in item.opinions.get("before", ())}
    rows = item.opinions.get("after") or item.opinions.get("before", ())
    key = "zh" if (get_language() or "zh").startswith("zh") else "en"
    found = []
    for row in rows:
        now, earlier = _opinion_label(row), before.get(row["zh"])
        then = _opinion_label(earlier) if earlier is not None else ""
        found.append(Said(row[key], now, then if then != now else ""))
    return found


def _opinion_label(row: dict[str, str]) -> str:
    if row["kind"] in Opinion.Kind.values:
        return str(Opinion.Kind(row["kind"]).label)
    return str(Seat.State(row["state"]).label) if row["state"] in Seat.State.values else ""

"""What a notice asks of the applicant: items of text, each with the section or document it concerns, and a day."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from governance.approval.models import CorrectionNotice
from governance.approval.models.cases import CORRECTION_ITEM, CORRECTION_PLACE
from registry.base.models import limits
from registry.base.rules.errors import Incomplete


def require(items: Sequence[Mapping[str, Any]], due_on: dt.date | None, *, nothing: str) -> list[dict[str, str]]:
    """The items that say something, or `Incomplete` with every fault; `nothing` is said when there is none."""
    rows = [{"section": str(i.get("section", "")).strip(), "text": str(i.get("text", "")).strip()} for i in items]
    kept = [row for row in rows if row["text"]]
    faults: dict[str, list[str]] = {}
    if not kept:
        faults["items"] = [nothing]
    elif len(kept) > CorrectionNotice.MOST_ITEMS:
        faults["items"] = [str(limits.too_many(CorrectionNotice.MOST_ITEMS))]
    elif wrong := [text for number, row in enumerate(kept, start=1) for text in _faults(number, row)]:
        faults["items"] = wrong
    if due_on is not None and due_on <= timezone.localdate():
        faults["due_on"] = [_("The due date must lie in the future.")]
    if faults:
        raise Incomplete(faults)
    return kept


def _faults(number: int, row: Mapping[str, str]) -> list[str]:
    found = limits.against(CORRECTION_ITEM, row["text"], is_needed=True)
    found += limits.against(CORRECTION_PLACE, row["section"], is_needed=False)
    return [_("Item %(n)s: %(text)s") % {"n": number, "text": text} for text in found]

"""What one check of a case found, in a form that can be stored beside the case."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

Result = Literal["pass", "fail", "unknown"]


@dataclass(frozen=True)
class Outcome:
    """The result of one named check with its evidence in both languages; ``unknown`` never counts as ``pass``.

    The evidence is stored as it was found, so it is data and not a translated message. ``details`` hold plain JSON.
    """

    code: str
    result: Result
    evidence_zh: str
    evidence_en: str
    data_date: date | None = None
    area_ha: Decimal | None = None
    distance_m: Decimal | None = None
    value: Decimal | None = None
    unit: str = ""
    details: tuple[dict[str, Any], ...] = ()

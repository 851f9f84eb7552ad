"""Load the thresholds of the co-indicators."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from governance.approval.models import IndicatorThreshold
from governance.approval.rules.indicators import thresholds as rules
from governance.approval.services.procedures import catalogues
from registry.base.models.catalogues import Certainty
from registry.base.rules.errors import Incomplete
from registry.base.services import units
from registry.regions.rules import regions
from registry.scope.models.actors import Actor
from registry.scope.rules.grants import System

LOADER = System("thresholds")


@units.unit()
def load(path: Path, *, by: Actor = LOADER) -> list[IndicatorThreshold]:
    """Write every threshold of `path` that is missing or says something else; a second run changes nothing.

    Raises `Incomplete` with every fault of the file, and then nothing is written.
    """
    given = json.loads(path.read_text(encoding="utf-8"))["thresholds"]
    faults: dict[str, list[Any]] = {}
    for place, row in enumerate(given):
        if found := _faults(row):
            faults[f"thresholds-{place}"] = found
    if faults:
        raise Incomplete(faults)
    return [row for row in catalogues.load(path, by=by) if isinstance(row, IndicatorThreshold)]


def _faults(row: Mapping[str, Any]) -> list[Any]:
    """What the table cannot say: whether the row fits the indicator, and that only what is verified may block."""
    found: list[Any] = list(rules.faults(row["code"], row["unit"], row.get("minimum"), row.get("maximum")))
    if row.get("region_code"):
        try:
            regions.check(row["region_code"])
        except regions.RegionCodeError:
            found.append(f"{row['code']}: {row['region_code']} is no six-digit region code.")
    if row.get("blocks", True) and row["certainty"] != Certainty.VERIFIED:
        found.append(f"{row['code']}: only a threshold that is verified in its source may block an approval.")
    return found

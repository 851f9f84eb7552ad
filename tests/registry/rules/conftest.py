"""What the tests of the pure rules share."""

import json
from pathlib import Path

import pytest
from hypothesis import settings

from registry.rules.working_days import WorkingDayTable, table_from_notices

# A busy machine is no failure: the first projection of a process takes its time.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

DATA = Path(__file__).resolve().parents[3] / "data"


@pytest.fixture(scope="session")
def table() -> WorkingDayTable:
    """The working-day table the product is seeded with."""
    payload = json.loads((DATA / "working_days.json").read_text(encoding="utf-8"))
    return table_from_notices(payload["version"], payload["years"])

"""What the tests of the registry share."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as project
from django.utils import translation
from hypothesis import settings as hypothesis

from registry.calendar.rules.working_days import WorkingDayTable, table_from_notices
from tests.factories import seen

# A busy machine is no failure: the first projection of a process takes its time.
hypothesis.register_profile("patient", deadline=None)
hypothesis.load_profile("patient")


@pytest.fixture
def english(settings: pytest.FixtureRequest) -> Iterator[None]:
    """Speak English in services, addresses and pages without a language, whether or not catalogues are compiled."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def table() -> WorkingDayTable:
    """The working-day table the product is seeded with."""
    payload = json.loads((Path(project.DATA_DIR) / "working_days.json").read_text(encoding="utf-8"))
    return table_from_notices(payload["version"], payload["years"])


@pytest.fixture
def client() -> seen.Reader:
    """A person who opens the page anew before every act."""
    return seen.Reader()

"""What the tests of the registry's pages share."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture
def english(settings: pytest.FixtureRequest) -> Iterator[None]:
    """Speak English in services, addresses and pages without a language, whether or not catalogues are compiled."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield

"""What every test of the API shares."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A caller's language ends with the test: the next one in the process begins in the house's."""
    with translation.override(translation.get_language()):
        yield

"""What the tests of the pages share."""

import pytest

from tests.factories import seen


@pytest.fixture
def client() -> seen.Reader:
    """A person who opens the page anew before every act."""
    return seen.Reader()

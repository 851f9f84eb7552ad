"""In these tests every warning of numpy is a failure."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

settings.register_profile("numbers", deadline=None, max_examples=60)
settings.load_profile("numbers")
HERE = Path(__file__).parent


@pytest.fixture(scope="module", autouse=True)
def strict_numpy() -> Iterator[None]:
    """Let overflow, division by zero and invalid operations raise."""
    with np.errstate(divide="raise", over="raise", invalid="raise"):
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Turn every warning into an error, here only."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("error"))

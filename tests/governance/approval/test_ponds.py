"""Classes of tailings ponds."""

from decimal import Decimal as D

import pytest

from governance.approval.rules.indicators import ponds


@pytest.mark.parametrize(
    ("volume", "height", "expected"),
    [
        (50000, 200, 1), (10000, 100, 2), (1000, 60, 3), (100, 30, 4), (99, 29, 5),
        # The higher class governs ...
        (99, 30, 4), (100, 29, 4), (9999, 100, 2),
        # ... but steps down by one where the two differ by more than one.
        (99, 60, 4), (50000, 29, 2), (99, 200, 2),
    ],
)  # fmt: skip
def test_classes_of_gb_39496(volume: int, height: int, expected: int) -> None:
    """GB 39496-2020 (facts of this project: class table from general knowledge)."""
    assert ponds.classify(D(volume), D(height)) == expected


def test_a_larger_pond_is_never_in_a_lower_class_by_volume_alone() -> None:
    for height in (20, 45, 80, 150, 250):
        same = [ponds.classify(D(volume), D(height)) for volume in (50, 500, 5000, 20000, 60000)]
        assert max(same) - min(same) <= 3

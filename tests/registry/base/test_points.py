"""Points: a place inside China, or a sentence that says why not."""

from typing import Any

import pytest

from registry.base.rules import points
from registry.base.rules.geodesy import BoundaryError


def test_a_point_is_rounded_and_loses_its_height() -> None:
    given = {"type": "Point", "coordinates": [110.123456789, 39.5, 1200]}
    assert points.parse(given) == {"type": "Point", "coordinates": [110.1234568, 39.5]}


@pytest.mark.parametrize(
    "coordinates",
    [None, [], [110], ["110", "39"], [True, 39], [float("nan"), 39], [10**400, 39], [39.5, 110.1], [2.35, 48.85], {}],
)
def test_a_broken_point_is_refused(coordinates: Any) -> None:
    with pytest.raises(BoundaryError):
        points.parse({"type": "Point", "coordinates": coordinates})

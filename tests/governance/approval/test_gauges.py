"""Gauges: a value beside its limits."""

from decimal import Decimal as D

import pytest

from governance.approval.rules.indicators import gauges


@pytest.mark.parametrize(
    ("value", "minimum", "maximum", "expected"),
    [
        (D(50), D(75), D(100), (0.0, 46.3, (69.44, 92.59))),
        (D("-0.5"), D(0), None, (6.9, 86.2, (93.1,))),
        (None, D(1), None, (0.0, 0.0, (92.59,))),
        (D(0), D(0), None, (0.0, 0.0, (0.0,))),
        (D(3), None, None, (0.0, 92.59, ())),
    ],
)
def test_layout(value: D | None, minimum: D | None, maximum: D | None, expected: tuple[object, ...]) -> None:
    found = gauges.lay_out(value, minimum, maximum)
    assert (found.x, found.width, found.marks) == expected


@pytest.mark.parametrize("factor", [D("0.0001"), D(9), D(10**9)])
def test_the_picture_does_not_change_with_the_scale(factor: D) -> None:
    assert gauges.lay_out(D(5) * factor, D(3) * factor, D(8) * factor) == gauges.lay_out(D(5), D(3), D(8))

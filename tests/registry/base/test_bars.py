"""Bars share one scale."""

from decimal import Decimal

from registry.base.rules.bars import Given, Part, lay_out


def test_the_longest_bar_takes_the_whole_width() -> None:
    parts = [Part("eco", Decimal(30)), Part("saf", Decimal(10))]
    rows = lay_out([("a", [Given(parts, "40")]), ("b", [Given([Part("eco", Decimal(10))], "10")])])
    assert [(one.x, one.width) for one in rows[0].bars[0].segments] == [(0.0, 75.0), (75.0, 25.0)]
    assert rows[1].bars[0].segments[0].width == 25.0


def test_zeros_and_nothing_draw_nothing() -> None:
    assert lay_out([]) == []
    assert lay_out([("a", [Given([Part("eco", Decimal(0))], "0")])])[0].bars[0].segments == []

"""Lay out bar charts: shares of a common scale, so that a template only draws rectangles.

Every row holds bars, every bar segments laid end to end; the longest bar of the chart takes the whole width (100).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Part:
    """One quantity: its tone (the series) and its value, not negative."""

    tone: str
    value: Decimal


@dataclass(frozen=True)
class Segment:
    """A rectangle on a scale of 0–100."""

    tone: str
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """Segments laid end to end, and the words beside them."""

    segments: list[Segment]
    text: str
    tone: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the chart with its bars."""

    label: str
    bars: list[Bar] = field(default_factory=list)


@dataclass(frozen=True)
class Given:
    """A bar before it is laid out."""

    parts: Sequence[Part]
    text: str


def lay_out(rows: Sequence[tuple[str, Sequence[Given]]]) -> list[Row]:
    """Scale every bar by the longest one; a chart of zeros has empty bars."""
    longest = max(
        (sum((part.value for part in bar.parts), Decimal(0)) for _label, bars in rows for bar in bars), default=0
    )
    return [Row(label, [_bar(bar, Decimal(longest)) for bar in bars]) for label, bars in rows]


def _bar(bar: Given, longest: Decimal) -> Bar:
    segments: list[Segment] = []
    x = Decimal(0)
    for part in bar.parts:
        width = part.value / longest * 100 if longest else Decimal(0)
        if width > 0:
            segments.append(Segment(part.tone, round(float(x), 2), round(float(width), 2)))
        x += width
    return Bar(segments, bar.text, bar.parts[0].tone if len(bar.parts) == 1 else "")


@dataclass(frozen=True)
class Column:
    """An upright rectangle on a field of 100 by 100, its foot at the bottom."""

    tone: str
    x: float
    y: float
    width: float
    height: float


def stand_up(series: Sequence[tuple[str, Sequence[Decimal | None]]]) -> list[Column]:
    """Stand several series side by side over a common scale; the highest column takes the whole height.

    Every series has as many places as the first. A place without a value has no column: a gap, not a zero.
    """
    places = len(series[0][1]) if series else 0
    highest = max((value for _tone, values in series for value in values if value is not None), default=Decimal(0))
    if not places or highest <= 0:
        return []
    step = 100 / places
    width = step * 0.8 / len(series)
    return [
        Column(
            tone, round(place * step + step * 0.1 + number * width, 3), round(100 - height, 3), round(width, 3),
            round(height, 3),
        )
        for number, (tone, values) in enumerate(series)
        for place, value in enumerate(values)
        if value is not None and (height := float(value / highest * 100)) > 0
    ]  # fmt: skip

"""Money in integer fen: the one rounding of the platform, and the split of a dual-benefit cost."""

from decimal import ROUND_HALF_UP, Decimal


def to_fen(yuan: Decimal | int) -> int:
    """Turn CNY into integer fen, half a fen away from zero (四舍五入)."""
    return int((Decimal(yuan) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_yuan(fen: int) -> Decimal:
    """Turn integer fen into CNY with two decimals."""
    return (Decimal(fen) / 100).quantize(Decimal("0.01"))


def share(fen: int, percent: Decimal) -> int:
    """The part of `fen` that `percent` (0–100) makes, rounded to a whole fen."""
    return int((Decimal(fen) * percent / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def split(fen: int, percent: Decimal) -> tuple[int, int]:
    """Split `fen` by `percent` for the first part; the second takes the rest, so nothing is lost or made."""
    first = share(fen, percent)
    return first, fen - first

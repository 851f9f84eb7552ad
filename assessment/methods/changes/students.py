"""Student's t distribution, which numpy does not have."""

import math


def upper_tail(t: float, freedom: float) -> float:
    """Return P(T > t), t >= 0, by the regularised incomplete beta function.

    Source: Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 26.5.27 and 26.7.1.
    """
    return 0.5 * _incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t))


def quantile(level: float, freedom: float) -> float:
    """Return t with P(T <= t) = `level`, 0.5 <= level < 1, by bisection."""
    low, high = 0.0, 1.0
    while upper_tail(high, freedom) > 1 - level:
        low, high = high, high * 2
    for _ in range(200):
        middle = (low + high) / 2
        if upper_tail(middle, freedom) > 1 - level:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _incomplete_beta(a: float, b: float, x: float) -> float:
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1.0 - _incomplete_beta(b, a, 1 - x)
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(scale) / (a * _continued_fraction(a, b, x))


def _continued_fraction(a: float, b: float, x: float) -> float:
    """Return 1 + d1/(1 + d2/(1 + ...)) of A&S 26.5.8 by the method of Lentz."""
    value = ahead = 1.0
    behind = 0.0
    for step in range(1, 10_000):
        m = step // 2
        if step % 2:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        behind = 1.0 / ((1.0 + term * behind) or 1e-300)
        ahead = (1.0 + term / ahead) or 1e-300
        value *= behind * ahead
        if abs(behind * ahead - 1.0) < 1e-16:
            break
    return value

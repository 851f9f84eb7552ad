"""Find the breaks of a continuous piecewise line that leave the smallest sum of squares."""

from itertools import pairwise

import numpy as np

from assessment.methods.arrays import Floats
from assessment.methods.problems import MethodError

#: Places on the grid of one break, and on the grid of pairs.
PLACES = 400
PAIR_PLACES = 80
GOLDEN = (5**0.5 - 1) / 2


def columns(x: Floats, breaks: Floats) -> Floats:
    """Return [1, x, max(x - psi_k, 0) ...], shape (n, 2 + breaks)."""
    return np.column_stack([np.ones_like(x), x, np.maximum(x[:, None] - breaks, 0.0)])


def places(x: Floats, count: int, least: int) -> Floats:
    """Return different x at which a break may lie, `least` different x on either side, at most `PLACES` of them."""
    different = np.unique(x)
    if different.size < (count + 1) * least + count or x.size < 2 * count + 3:
        raise MethodError("regression.no_breaks", count=count)
    inner = different[least:-least]
    return inner if inner.size <= PLACES else inner[np.linspace(0, inner.size - 1, PLACES).round().astype(int)]


class Profile:
    """Sums of squares of many breaks at once, with everything that does not depend on y made once."""

    def __init__(self, x: Floats, places: Floats) -> None:
        self.middle, self.reach = float(x.mean()), float(np.abs(x - x.mean()).max())
        self.x = (x - self.middle) / self.reach
        self.places = (places - self.middle) / self.reach
        straight = np.column_stack([np.ones_like(self.x), self.x])
        self.basis, _ = np.linalg.qr(straight)
        kinks = np.maximum(self.x[:, None] - self.places, 0.0)
        whole = (kinks * kinks).sum(axis=0)
        self.kinks = kinks - self.basis @ (self.basis.T @ kinks)
        self.lengths = (self.kinks * self.kinks).sum(axis=0)
        # A kink that a straight line follows but for rounding cannot be placed.
        self.usable = self.lengths > 1e-13 * whole
        if not self.usable.any():
            raise MethodError("regression.no_breaks", count=1)

    def straight_squares(self, y: Floats) -> Floats:
        """Return the sum of squares of a straight line for each column of y."""
        rest = y - self.basis @ (self.basis.T @ y)
        return np.asarray((rest * rest).sum(axis=0))

    def gains(self, y: Floats) -> Floats:
        """Return what one break at each place takes off the sum of squares of a line, (places, columns of y)."""
        rest = y - self.basis @ (self.basis.T @ y)
        lengths = np.where(self.usable, self.lengths, 1.0)[:, None]
        return np.where(self.usable[:, None], (self.kinks.T @ rest) ** 2 / lengths, 0.0)

    def gains_beside(self, y: Floats, others: list[int]) -> Floats:
        """Return what one more break at each place takes off beside breaks at `others`; 0 where it cannot be."""
        taken, _ = np.linalg.qr(self.kinks[:, others])
        kinks = self.kinks - taken @ (taken.T @ self.kinks)
        lengths = (kinks * kinks).sum(axis=0)
        free = self.usable & (lengths > 1e-10 * self.lengths)
        return np.where(free, (kinks.T @ y) ** 2 / np.where(free, lengths, 1.0), 0.0)


def search(profile: Profile, y: Floats, count: int, *, fine: bool = True) -> Floats:
    """Return the breaks in order that leave the smallest sum of squares; not `fine`: less exact in the last digits."""
    rest = y - y.mean()
    rest = rest / (float(np.abs(rest).max()) or 1.0)
    rest = rest - profile.basis @ (profile.basis.T @ rest)
    found = _pair(profile, rest) if count > 1 else [int(np.argmax(profile.gains(rest[:, None])[:, 0]))]
    while len(found) < count:
        found.append(int(np.argmax(profile.gains_beside(rest, found))))
    breaks = _linearised(profile, rest, profile.places[_settled(profile, rest, sorted(found))])
    if fine:
        breaks = _polished(profile, rest, breaks)
    return breaks * profile.reach + profile.middle


def _squares(profile: Profile, y: Floats, breaks: Floats) -> float:
    made = columns(profile.x, breaks)
    rest = y - made @ np.linalg.lstsq(made, y, rcond=1e-12)[0]
    return float(rest @ rest)


def _allowed(profile: Profile, breaks: Floats) -> bool:
    """Whether breaks lie in order within the places, each with an x of its own before the next."""
    within = profile.places[0] <= breaks[0] and breaks[-1] <= profile.places[-1]
    numbers = np.searchsorted(profile.x, breaks, side="right")
    return bool(within and (np.diff(numbers) > 0).all())


def _pair(profile: Profile, y: Floats) -> list[int]:
    """Return the best pair of a grid from 2 x 2 systems, all solved at once."""
    size = profile.places.size
    grid = np.unique(np.linspace(0, size - 1, min(size, PAIR_PLACES)).round().astype(int))
    kinks = profile.kinks[:, grid]
    products, right = kinks.T @ kinks, kinks.T @ y
    one, other = np.triu_indices(grid.size, 1)
    a, b, c = products[one, one], products[one, other], products[other, other]
    p, q = right[one], right[other]
    determinant = a * c - b * b
    apart = determinant > 1e-12 * a * c
    gain = (c * p * p - 2 * b * p * q + a * q * q) / np.where(apart, determinant, 1.0)
    best = int(np.argmax(np.where(apart, gain, -1.0)))
    return [int(grid[one[best]]), int(grid[other[best]])]


def _settled(profile: Profile, y: Floats, found: list[int]) -> list[int]:
    """Move one break at a time to its best place beside the others until none moves."""
    for _ in range(50 if len(found) > 1 else 0):
        before = sorted(found)
        for number in range(len(found)):
            others = found[:number] + found[number + 1 :]
            found[number] = int(np.argmax(profile.gains_beside(y, others)))
        if sorted(found) == before:
            break
    return sorted(found)


def _linearised(profile: Profile, y: Floats, breaks: Floats) -> Floats:
    """Follow Muggeo's linearisation, psi + gamma / delta, halving each step until the sum of squares falls."""
    last = _squares(profile, y, breaks)
    for _ in range(50):
        steps = np.where(profile.x[:, None] > breaks, -1.0, 0.0)
        solution = np.linalg.lstsq(np.hstack([columns(profile.x, breaks), steps]), y, rcond=1e-12)[0]
        kinks, moves = solution[2 : 2 + breaks.size], solution[2 + breaks.size :]
        move = np.where(np.abs(kinks) > 1e-12, moves / np.where(np.abs(kinks) > 1e-12, kinks, 1.0), 0.0)
        share, tried, now = 1.0, breaks, last
        while share > 1e-6 and not now < last:
            tried = breaks + share * move
            now = _squares(profile, y, tried) if _allowed(profile, tried) else last
            share /= 2
        if not now < last:
            break
        breaks, gain = tried, last - now
        last = now
        if gain <= 1e-15 * last:
            break
    return breaks


def _polished(profile: Profile, y: Floats, breaks: Floats) -> Floats:
    """Move each break between the places beside it by golden section, where linearising may have stopped at an x."""
    for _ in range(3):
        for number in range(breaks.size):
            place = int(np.searchsorted(profile.places, breaks[number]))
            for low, high in pairwise(profile.places[max(0, place - 2) : place + 2]):
                breaks = _better(profile, y, breaks, number, float(low), float(high))
    return _linearised(profile, y, breaks)


def _better(profile: Profile, y: Floats, breaks: Floats, number: int, low: float, high: float) -> Floats:
    def at(place: float) -> float:
        tried = np.concatenate([breaks[:number], [place], breaks[number + 1 :]])
        return _squares(profile, y, tried) if _allowed(profile, tried) else float("inf")

    before = at(float(breaks[number]))
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    below, above = at(left), at(right)
    for _ in range(40):
        if below <= above:
            high, right, above = right, left, below
            left = high - GOLDEN * (high - low)
            below = at(left)
        else:
            low, left, below = left, right, above
            right = low + GOLDEN * (high - low)
            above = at(right)
    middle = (low + high) / 2
    return np.concatenate([breaks[:number], [middle], breaks[number + 1 :]]) if at(middle) < before else breaks

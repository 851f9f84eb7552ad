"""Coupling degree C, coordination index T and coupling coordination degree D."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

import numpy as np

from assessment.methods import arrays
from assessment.methods.arrays import Floats
from assessment.methods.problems import MethodError


class Model(StrEnum):
    """Which coupling degree; figures of two models never belong into one series."""

    CLASSIC = "classic"
    WANG_2021 = "wang2021"
    FAN_2024 = "fan2024"


@dataclass(frozen=True)
class Coordination:
    """C, T and D of each unit, all in [0, 1], NaN where a subsystem is not rated."""

    coupling: Floats
    index: Floats
    degree: Floats
    subsystems: Floats
    weights: Floats
    model: Model
    floor: float


def coordinate(subsystems: Any, weights: Any = None, *, model: str = "wang2021", floor: float = 0.0) -> Coordination:
    """Return C, T and D of `subsystems` (units, n), each U_i in [0, 1], n >= 2.

    classic   C = n (prod U_i)^(1/n) / sum U_i
    wang2021  C = sqrt{ [1 - sum_{i>j} |U_i - U_j| / (n (n-1) / 2)] [prod U_i / max U]^(1/(n-1)) }   (the default)
    fan2024   C = 1 - 2 sqrt{ (n sum U_i² - (sum U_i)²) / n² } = 1 - 2 (population standard deviation of U)
    T = sum a_i U_i, `weights` a (n,) with the sum 1, equal if None;   D = sqrt(C T)

    C is without weights in all three. All U equal and above zero: C = 1. A zero makes the classic and Wang's C zero;
    all zero gives C = 0 by convention. `floor` (for instance 0.001) lifts every U first, so that one zero does not
    wipe out C. The product of Wang's model has n - 1 factors beside the largest. NaN in a row makes its C, T and D NaN.

    Sources: classic after Illingworth, common form with the factor n (its omission is the misuse Wang et al. found in
    about half of the papers); Wang Shujia, Kong Wei, Ren Liang, Zhi Dandan, J. Natural Resources 36 (2021) 793-810,
    doi:10.31497/zrzyxb.20210319, certainty high; Fan et al., Statistics & Decision (2024) no. 22,
    doi:10.13546/j.cnki.tjyjc.2024.22.007, certainty medium: read through the R package coupling 0.1, whose figures it
    gives.
    """
    u = arrays.shares(subsystems, "subsystems")
    count = u.shape[1]
    if count < 2:
        raise MethodError("coupling.subsystems")
    kind = arrays.choice(model, Model, "model")
    floor = arrays.between(floor, "floor", 0, 1)
    shares = np.full(count, 1 / count) if weights is None else arrays.weights(weights, count)
    if floor:
        u = np.maximum(u, floor)
    c = {Model.CLASSIC: _classic, Model.WANG_2021: _wang, Model.FAN_2024: _fan}[kind](u)
    t = np.minimum(np.add.reduce(u * shares, axis=1), 1.0)
    return Coordination(c, t, np.sqrt(c * t), u, shares, kind, floor)


def _relative(u: Floats) -> tuple[Floats, Floats]:
    """Return U divided by the row's largest, and the largest; both coupling degrees with a product need no more."""
    largest = u.max(axis=1)
    return u / np.where(largest > 0, largest, 1.0)[:, None], largest


def _classic(u: Floats) -> Floats:
    relative, largest = _relative(u)
    count = u.shape[1]
    total = relative.sum(axis=1)
    c = count * np.prod(relative, axis=1) ** (1 / count) / np.where(largest > 0, total, 1.0)
    return np.minimum(c, 1.0)


def _wang(u: Floats) -> Floats:
    relative, _ = _relative(u)
    count = u.shape[1]
    apart = np.zeros(u.shape[0])
    for one, other in combinations(range(count), 2):
        apart += np.abs(u[:, one] - u[:, other])
    closeness = np.clip(1.0 - apart / (count * (count - 1) / 2), 0.0, 1.0)
    return np.sqrt(closeness * np.prod(relative, axis=1) ** (1 / (count - 1)))


def _fan(u: Floats) -> Floats:
    centred = u - u.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=1))
    c = np.clip(1.0 - 2.0 * spread, 0.0, 1.0)
    return np.where(u.max(axis=1) == 0, 0.0, c)

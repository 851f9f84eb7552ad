"""The ten classes of coordination and the four stages of coupling, with the side on which a boundary is closed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from assessment.methods import arrays
from assessment.methods.arrays import Floats
from assessment.methods.problems import MethodError

#: A degree so close to a boundary lies on it: 0.1 + 0.2 is the boundary 0.3.
ON_BOUNDARY = 1e-9
UNRATED = 0


@dataclass(frozen=True)
class Grade:
    """One class: its number, the values between which it lies, and its name in both languages."""

    number: int
    lower: float
    upper: float
    name_zh: str
    name_en: str


COORDINATION: tuple[Grade, ...] = (
    Grade(1, 0.0, 0.1, "极度失调", "extreme imbalance"),
    Grade(2, 0.1, 0.2, "严重失调", "severe imbalance"),
    Grade(3, 0.2, 0.3, "中度失调", "moderate imbalance"),
    Grade(4, 0.3, 0.4, "轻度失调", "mild imbalance"),
    Grade(5, 0.4, 0.5, "濒临失调", "near imbalance"),
    Grade(6, 0.5, 0.6, "勉强协调", "barely coordinated"),
    Grade(7, 0.6, 0.7, "初级协调", "primary coordination"),
    Grade(8, 0.7, 0.8, "中级协调", "intermediate coordination"),
    Grade(9, 0.8, 0.9, "良好协调", "good coordination"),
    Grade(10, 0.9, 1.0, "优质协调", "excellent coordination"),
)

COUPLING: tuple[Grade, ...] = (
    Grade(1, 0.0, 0.3, "低水平耦合", "low coupling"),
    Grade(2, 0.3, 0.5, "拮抗阶段", "antagonism"),
    Grade(3, 0.5, 0.8, "磨合阶段", "running-in"),
    Grade(4, 0.8, 1.0, "高水平耦合", "high coupling"),
)


class Closed(StrEnum):
    """On which side an interval holds its boundary."""

    RIGHT = "right"
    LEFT = "left"


def classify(degrees: Any, *, closed: str = "right", grades: tuple[Grade, ...] = COORDINATION) -> npt.NDArray[np.int8]:
    """Return the number of the class of each degree (units,) in [0, 1]; 0 where it is NaN, that is, not rated.

    "right" (the default): lower < D <= upper, so 0.5 is class 5, and 0 is class 1. "left": lower <= D < upper, so 0.5
    is class 6, and 1 is the highest class. What is within 1e-9 of a boundary lies on it.

    Source: Tian et al., Acta Geographica Sinica 76 (2021) no. 4, table 1, for classes, stages and the closed right
    side. Certainty: high; many papers close on the left, so the side belongs beside the result.
    """
    given = arrays.vector(degrees, "degrees", missing=True, least=0)
    side = arrays.choice(closed, Closed, "closed")
    known = ~np.isnan(given)
    filled: Floats = np.where(known, given, 0.0)
    if (filled < -ON_BOUNDARY).any() or (filled > 1 + ON_BOUNDARY).any():
        raise MethodError("array.out_of_range", name="degrees", least=0, largest=1)
    inner = np.array([one.upper for one in grades[:-1]])
    if side is Closed.RIGHT:
        place = np.searchsorted(inner, filled - ON_BOUNDARY, side="left")
    else:
        place = np.searchsorted(inner, filled + ON_BOUNDARY, side="right")
    numbers = np.array([one.number for one in grades], dtype=np.int8)
    return np.where(known, numbers[place], np.int8(UNRATED))

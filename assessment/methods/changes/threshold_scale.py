"""The nuisance scale eta² of Hansen's likelihood ratio, where residuals spread differently around the threshold."""

from enum import StrEnum

import numpy as np

from assessment.methods.arrays import Floats


class Scale(StrEnum):
    """How eta² is estimated; homoskedastic means 1."""

    HOMOSKEDASTIC = "homoskedastic"
    QUADRATIC = "quadratic"
    KERNEL = "kernel"
    PROGRAM = "program"


def eta(q: Floats, change: Floats, residuals: Floats, gamma: float, way: Scale) -> float:
    """Return eta² = E[(d'x e)² | q = gamma] / (E[(d'x)² | q = gamma] s²), d'x in `change`, s² = mean e².

    quadratic  both expectations by a quadratic in q
    kernel     by an Epanechnikov kernel with the bandwidth of smallest mean squared error
    program    the same kernel with the bandwidth of Hansen's published program, which leaves out n and the fifth root
               and turns the sign of f', and so depends on the unit of q; it gives the intervals that are in print

    Source: Hansen (2000), 3.4. Certainty: medium, the choice of the bandwidth is a convention. Where the estimates are
    not positive the scale is 1.
    """
    size = float(np.abs(change).max())
    variance = float((residuals * residuals).mean())
    spread = float(np.sqrt(((q - q.mean()) ** 2).mean()))
    if way is Scale.HOMOSKEDASTIC or size == 0 or variance == 0 or spread == 0:
        return 1.0
    u, at = (q - q.mean()) / spread, (gamma - float(q.mean())) / spread
    first = (change / size) ** 2
    second = first * residuals**2 / variance
    if way is Scale.QUADRATIC:
        below, above = (float(_quadratic(u, one) @ [1.0, at, at * at]) for one in (first, second))
    else:
        weight = np.maximum(1 - ((u - at) / _bandwidth(u, first, at, spread, way)) ** 2, 0.0)
        below, above = float((weight * first).mean()), float((weight * second).mean())
    return above / below if below > 0 and above > 0 else 1.0


def _powers(u: Floats) -> Floats:
    return np.stack([np.ones_like(u), u, u * u], axis=1)


def _quadratic(u: Floats, values: Floats) -> Floats:
    return np.asarray(np.linalg.lstsq(_powers(u), values, rcond=1e-12)[0])


def _bandwidth(u: Floats, values: Floats, at: float, spread: float, way: Scale) -> float:
    """Return the bandwidth of smallest mean squared error at one place, h^5 = 15 s² / (4 n f (m''/2 + m' f'/f)²).

    m by a quadratic, the density f by a pilot kernel, all in units of the spread of q. The program's own rule is
    h = s² / (4 f (m''/2 + m' f'/f)²) in the unit of q, that is, times the fifth power of the spread.
    """
    pilot = 2.344 / u.size**0.2
    z = (at - u) / pilot
    inside = np.abs(z) <= 1
    density = max(float(((1 - z * z) * inside).mean()) * 0.75 / pilot, 1e-12)
    slope = float((z * inside).mean()) * (1.5 if way is Scale.PROGRAM else -1.5) / pilot**2
    line = _quadratic(u, values)
    rest = values - _powers(u) @ line
    variance = float(rest @ rest) / max(u.size - 3, 1)
    bias = float(line[2] + (line[1] + 2 * line[2] * at) * slope / density)
    best = variance / (4 * density * max(bias * bias, 1e-12))
    if way is Scale.PROGRAM:
        return max(best * min(spread, 1e20) ** 4, 1e-6)
    return max((15 * best / u.size) ** 0.2, 1e-6)

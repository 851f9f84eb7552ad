"""Mines as the map of all mines loads them: a few bytes each, names left out.

The bytes are: the length of the header (4 bytes, little-endian like everything here); the header, JSON in UTF-8 padded
with blanks so that what follows lies on a multiple of four; then, for `count` mines in the order of their keys, the
differences of the keys (4 bytes each), longitudes and latitudes (three planes each: all lowest bytes, all middle ones,
all highest ones), and what each looks like (1 byte each, 2 where `wide`). A coordinate is steps of 1/`step` degree from
`west` or `south`; a look is a place in `looks`, a list of values of `fields`.
"""

import json
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from registry.base.rules import geodesy

#: Steps in a degree: one is about a metre.
STEP = 100_000
#: What a look says, in this order.
FIELDS = ("stage", "method", "risk", "simulated")


def pack(
    keys: Sequence[int], longitudes: Sequence[float], latitudes: Sequence[float], looks: Iterable[tuple[object, ...]]
) -> bytes:
    """Pack mines whose keys ascend; all arguments are of one length."""
    palette: dict[tuple[object, ...], int] = {}
    places = [palette.setdefault(look, len(palette)) for look in looks]
    is_wide = len(palette) > 256
    header = {
        "count": len(keys),
        "west": geodesy.WEST,
        "south": geodesy.SOUTH,
        "step": STEP,
        "fields": FIELDS,
        "looks": list(palette),
        "wide": is_wide,
    }
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    return b"".join(
        (
            len(text).to_bytes(4, "little"),
            text,
            np.diff(np.array(keys, np.int64), prepend=0).astype("<u4").tobytes(),
            _planes(longitudes, geodesy.WEST),
            _planes(latitudes, geodesy.SOUTH),
            np.array(places, "<u2" if is_wide else "u1").tobytes(),
        )
    )


def _planes(degrees: Sequence[float], least: float) -> bytes:
    """Coordinates as steps from `least`, split into planes: alike bytes side by side compress well."""
    steps: npt.NDArray[np.uint32] = np.rint((np.array(degrees, np.float64) - least) * STEP).astype("<u4")
    return steps.view("u1").reshape(-1, 4)[:, :3].T.tobytes()

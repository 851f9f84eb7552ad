"""What a step of a conflict says beside its words: an agreement, and which conditions an option lets fall.

Steps are append-only text. The mark stands on a line of its own at the end, in brackets that nobody can type into a
step: they are taken out of what people write.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_OPEN, _CLOSE = "⟦", "⟧"
_MARK = re.compile(r"\n?⟦(agrees|falls)((?: [0-9]+)*)⟧$")


@dataclass(frozen=True)
class Words:
    """A step as it was meant."""

    text: str
    agrees: bool = False
    falls: tuple[int, ...] = ()


def pack(text: str, *, agrees: bool = False, falls: Iterable[int] = ()) -> str:
    """The text as it is kept; an option that lets conditions fall agrees with nothing."""
    words = text.replace(_OPEN, "").replace(_CLOSE, "").strip()
    if agrees:
        return f"{words}\n{_OPEN}agrees{_CLOSE}"
    keys = " ".join(str(key) for key in sorted(set(falls)))
    return f"{words}\n{_OPEN}falls {keys}{_CLOSE}" if keys else words


def unpack(kept: str) -> Words:
    """What `pack` was given."""
    mark = _MARK.search(kept)
    if mark is None:
        return Words(kept)
    text = kept[: mark.start()]
    return Words(text, mark[1] == "agrees", tuple(int(key) for key in mark[2].split()))

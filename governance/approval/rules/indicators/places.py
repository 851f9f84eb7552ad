"""Which structures a monitoring item watches, by the words of its place.

A place is free text: "采掘场各帮及排土场（GNSS）" names several structures at once. Brackets are dropped, the text is
cut at separators, and words that name a part of a structure (top, toe, vicinity) are taken off. A piece then names a
structure when one of the two contains the other; a piece of "every wall" names all slopes, of "every dump" all dumps.
What names nothing is reported, never guessed.
"""

import re
import unicodedata
from collections.abc import Sequence

from governance.approval.rules.indicators.plan_figures import DUMP, SLOPE, TAILINGS, Structure

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
_CUTS = re.compile(r"[、,;/&+。·]|及|和|与|以及|\band\b")
_PARTS = re.compile(
    r"(坡顶|坡脚|坡面|顶部|底部|上部|下部|上方|下方|下游|上游|周边|周围|制高点|观测井|测点|边坡"
    r"|\b(top|toe|crest|face|foot|surroundings|around|of|the|at|near|lookouts?|points?|wells?)\b)"
)
_EVERY = re.compile(r"各|所有|全部|每|\b(all|every|each)\b")
_KINDS = (
    (SLOPE, re.compile(r"帮|边坡|\b(walls?|slopes?|pits?)\b")),
    (DUMP, re.compile(r"排土场|矸石场|废石场|\b(waste )?dumps?\b")),
    (TAILINGS, re.compile(r"尾矿|坝|\b(tailings|ponds?|dams?)\b")),
)
_SHORTEST = 2


def watched(place: str, structures: Sequence[Structure]) -> frozenset[int]:
    """The positions of the structures that `place` names; empty when it names none."""
    found: set[int] = set()
    names = [_core(structure.name) for structure in structures]
    for piece in _pieces(place):
        every = _EVERY.search(piece) is not None
        core = _core(_EVERY.sub("", piece))
        for position, structure in enumerate(structures):
            if (every and _is_of_kind(piece, structure.kind)) or _meets(core, names[position]):
                found.add(position)
    return frozenset(found)


def _pieces(text: str) -> list[str]:
    return [piece for piece in _CUTS.split(_plain(text)) if piece.strip()]


def _plain(text: str) -> str:
    return _BRACKETS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _core(text: str) -> str:
    """What is left of a name without its brackets, its parts and its spaces."""
    plain = _plain(text)
    core = re.sub(r"[\s\-–—]+", "", _PARTS.sub("", plain))
    return core or re.sub(r"\s+", "", plain)


def _meets(piece: str, name: str) -> bool:
    piece = piece.removesuffix("帮") if len(piece) > _SHORTEST + 1 else piece
    if min(len(piece), len(name)) < _SHORTEST:
        return False
    return (piece in name and f"非{piece}" not in name) or (name in piece and f"非{name}" not in piece)


def _is_of_kind(piece: str, kind: str) -> bool:
    return any(kind == one and words.search(piece) for one, words in _KINDS)

"""The head row of a file that people made: which column stands where, and what cannot be told."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Heads:
    """A head row understood: where each column stands and how it is written there.

    `mandatory` are the columns without which no row can be read; one of a tuple is enough. `other_units` are heads that
    name a figure without the unit of its column, with the head that was meant.
    """

    positions: dict[str, int]
    written: dict[str, str]
    unknown: tuple[str, ...]
    repeated: tuple[str, ...]
    width: int
    mandatory: tuple[tuple[str, ...], ...]
    is_tracker: bool = False
    other_units: tuple[tuple[str, str], ...] = ()

    @property
    def missing(self) -> list[tuple[str, ...]]:
        """The mandatory columns that are not there."""
        return [group for group in self.mandatory if not any(name in self.positions for name in group)]


@dataclass(frozen=True)
class Columns:
    """The columns of one kind of file: how a head row is understood, and the heads of the template by our name."""

    read: Callable[[Sequence[str]], Heads]
    template: Mapping[str, tuple[str, str]]


def folded(head: str) -> str:
    """A head as compared: half-width, small letters, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", head).replace("\ufeff", "").casefold().split())


def understand(
    cells: Sequence[str],
    table: Mapping[str, str],
    mandatory: tuple[tuple[str, ...], ...],
    *,
    unused: frozenset[str] = frozenset(),
    is_tracker: bool = False,
) -> Heads:
    """Understand a head row by a table of folded heads; of a column that stands twice the first one counts."""
    keys = [folded(cell) for cell in cells]
    positions: dict[str, int] = {}
    written: dict[str, str] = {}
    unknown: list[str] = []
    repeated: list[str] = []
    for index, key in enumerate(keys):
        if not key or key in unused:
            continue
        name = table.get(key)
        head = " ".join(cells[index].split())[:80]
        if name is None:
            unknown.append(head)
        elif name in positions:
            repeated.append(head)
        else:
            positions[name], written[name] = index, head
    width = max((index + 1 for index, key in enumerate(keys) if key), default=0)
    return Heads(positions, written, tuple(unknown), tuple(repeated), width, mandatory, is_tracker)

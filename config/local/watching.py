"""What something was made of: one key for the content of many sources."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class WatchedMissing(Exception):
    """A watched path is not there: what was made of it would never be made again."""


def key(*watched: str, also: Iterable[str] = (), root: Path = ROOT) -> str:
    """Return the key of everything below the watched paths; a pattern (`*/migrations`) stands for all it matches."""
    digest = hashlib.sha256()
    for path in sorted(set(_files(watched, root))):
        digest.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    for word in also:
        digest.update(f"\0{word}".encode())
    return digest.hexdigest()[:12]


def _files(watched: Iterable[str], root: Path) -> Iterator[Path]:
    for pattern in watched:
        found = sorted(root.glob(pattern))
        if not found:
            raise WatchedMissing(f"{pattern} is watched, and there is no such path in {root}")
        for path in found:
            yield from _below(path) if path.is_dir() else [path]


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            yield path

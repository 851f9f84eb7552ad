"""Remembering what a finished step was made from, so that a second start skips it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """Return a digest of the names and contents of files, and of folders' files, and of `words`."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in sorted(_files(paths)):
        digest.update(f"{path}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def fresh(stamp: Path, key: str) -> bool:
    """Say whether the step behind `stamp` was finished for this `key`."""
    try:
        return stamp.read_text() == key
    except OSError:
        return False


def write(stamp: Path, key: str) -> None:
    """Note that the step was finished for `key`."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(key)


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            inner = (p for p in path.rglob("*") if not {"node_modules", "__pycache__"} & set(p.parts))
            yield from (p for p in inner if p.is_file())
        elif path.is_file():
            yield path

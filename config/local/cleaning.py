"""`make clean`: remove what set-up, demonstration and tests made, never anything committed."""

from __future__ import annotations

import fcntl
import functools
import shutil
from pathlib import Path

from config.local import advice, paths, progress

_MADE = (".venv", "static_build", "staticfiles", "frontend/node_modules")
_CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache", "htmlcov")


def clean() -> int:
    """Remove everything made; refuse while a demonstration runs."""
    data = paths.data_folder()
    _refuse_while_running(data)
    made = [paths.ROOT / name for name in (*_MADE, *_CACHES)]
    made += [*paths.ROOT.glob("locale/*/LC_MESSAGES/*.mo"), paths.ROOT / ".run"]
    if _is_ours(data):
        made.append(data)
    for path in made:
        if path.exists():
            progress.step(f"Removing {path}", functools.partial(_remove, path))
    return 0


def _is_ours(data: Path) -> bool:
    """Only a folder that a demonstration was run on is removed."""
    return (data / ".demo.lock").exists()


def _refuse_while_running(data: Path) -> None:
    lock = data / ".demo.lock"
    if not lock.exists():
        return
    with lock.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise progress.StepFailed(
                f"A demonstration is running on {data}.\n\n  What to do: end it first (Ctrl-C)."
            ) from None


def _remove(path: Path) -> None:
    try:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    except PermissionError as error:
        raise progress.StepFailed(advice.explain(f"Removing {path}", str(error))) from error

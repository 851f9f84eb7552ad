"""Which files the house rules look at."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("config", "assessment", "governance", "restoration", "safety", "funds", "registry")


@cache
def committed() -> tuple[Path, ...]:
    """Return every file of the project, without what is made or ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return tuple(ROOT / name for name in sorted(set(filter(None, listed.split("\0")))) if (ROOT / name).is_file())


def under(*folders: str, suffix: str) -> list[Path]:
    """Return the project's files below `folders` whose names end in `suffix`."""
    return [p for p in committed() if p.relative_to(ROOT).parts[0] in folders and p.name.endswith(suffix)]


def python_sources() -> list[Path]:
    """Return the rooms' own modules; migrations are written by Django."""
    return [p for p in under(*ROOMS, suffix=".py") if "migrations" not in p.parts]


def dotted(path: Path) -> str:
    """Return the name a module is imported by."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def lines(path: Path) -> int:
    """Return the number of lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())

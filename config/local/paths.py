"""Where things lie on a developer's machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Another environment may be named; it is then used as it is, nothing is installed into it.
OWN_VENV = "XIEZHI_VENV" not in os.environ
VENV = Path(os.environ.get("XIEZHI_VENV") or ROOT / ".venv").absolute()
FRONTEND = ROOT / "frontend"


def data_folder() -> Path:
    """Return the folder with everything a demonstration keeps."""
    return Path(os.environ.get("XIEZHI_DATA") or ROOT / ".run").expanduser().resolve()


def venv_python() -> str:
    """Return the environment's interpreter."""
    return str(VENV / "bin" / "python")


def inside_venv() -> bool:
    """Say whether this process runs in the environment already."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def with_tools() -> dict[str, str]:
    """Return our environment with the virtual environment's programs first in PATH.

    Bytecode is kept whatever the shell says: without it each of our many processes compiles two thousand modules anew.
    """
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", os.defpath)])
    ours = os.environ | {"PATH": path, "VIRTUAL_ENV": str(VENV)}
    ours.pop("PYTHONDONTWRITEBYTECODE", None)
    return ours

"""`make lock`: write the hashed locks from the .in files, naming no index and no machine."""

from __future__ import annotations

from config.local import paths, progress

_OPTIONS = (
    "--quiet",
    "--generate-hashes",
    "--strip-extras",
    "--allow-unsafe",
    "--no-annotate",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
)
#: From the innermost to the outermost, so that an outer one repeats the pins of the inner.
NAMES = ("base", "local", "dev", "node")


def compile_all(extra: list[str]) -> int:
    """Lock every .in file; `extra` goes to pip-compile, like --upgrade."""
    folder = paths.ROOT / "requirements"
    for name in NAMES:
        inner = [] if name in ("base", "node") else ["--constraint", "base.txt"]
        command = [paths.venv_python(), "-m", "piptools", "compile", *_OPTIONS, *inner, *extra]
        progress.command(f"Locking {name}", [*command, "--output-file", f"{name}.txt", f"{name}.in"], cwd=folder)
    return 0

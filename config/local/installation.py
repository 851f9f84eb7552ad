"""Everything that is fetched or built before the first start; each step is skipped while its sources stay the same."""

from __future__ import annotations

import contextlib
import fcntl
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from config.local import paths, progress, stamps

_PIP = ("-m", "pip", "install", "--require-hashes", "--no-input", "--disable-pip-version-check", "--progress-bar=off")
_OLDEST_NODE = 20


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let one launcher at a time build in this clone."""
    folder = paths.ROOT / ".run"
    folder.mkdir(exist_ok=True)
    with (folder / ".setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress.step("Waiting for another set-up in this clone", lambda: fcntl.flock(lock, fcntl.LOCK_EX))
        yield


def packages(lock: str) -> None:
    """Make the virtual environment and install a hashed lock into it."""
    if not paths.OWN_VENV:
        return
    key = stamps.fingerprint([_requirements(lock)], sys.version)
    stamp = _stamp(f"packages-{lock}")
    if stamps.fresh(stamp, key):
        return
    if not _works(paths.venv_python()):
        progress.command("Making .venv", [sys.executable, "-m", "venv", "--clear", str(paths.VENV)], cwd=paths.ROOT)
    progress.command(
        "Installing the Python packages",
        [paths.venv_python(), *_PIP, "-r", str(_requirements(lock))],
        cwd=paths.ROOT,
    )
    stamps.write(stamp, key)


def assets() -> None:
    """Fetch the front-end packages and build what the browser gets."""
    sources = [paths.FRONTEND]
    built = stamps.fingerprint(sources)
    if stamps.fresh(_stamp("assets"), built) and (paths.ROOT / "static_build" / "dist").is_dir():
        return
    node, npm = _node()
    locked = stamps.fingerprint([paths.FRONTEND / "package-lock.json", paths.FRONTEND / "package.json"])
    if not stamps.fresh(_stamp("npm"), locked) or not (paths.FRONTEND / "node_modules").is_dir():
        progress.command(
            "Installing the front-end packages",
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=paths.FRONTEND,
            env=paths.with_tools(),
        )
        stamps.write(_stamp("npm"), locked)
    progress.command("Building the assets", [node, "build.mjs"], cwd=paths.FRONTEND, env=paths.with_tools())
    stamps.write(_stamp("assets"), built)


def static_files() -> None:
    """Gather, hash and compress what the web server hands out."""
    own = [path for path in paths.ROOT.glob("*/static") if path.is_dir()]
    sources = [paths.ROOT / "static_build", *own, _requirements("base"), paths.ROOT / "config/settings/base.py"]
    key = stamps.fingerprint(sources)
    if stamps.fresh(_stamp("static"), key) and (paths.ROOT / "staticfiles" / "staticfiles.json").is_file():
        return
    manage("Gathering the static files", "collectstatic", "--no-input", "--clear", "-v", "0")
    stamps.write(_stamp("static"), key)


def catalogues() -> None:
    """Compile the message catalogues."""
    sources = sorted(paths.ROOT.glob("locale/*/LC_MESSAGES/*.po"))
    key = stamps.fingerprint(sources)
    if stamps.fresh(_stamp("messages"), key) and all(po.with_suffix(".mo").is_file() for po in sources):
        return
    from config.local import messages

    progress.step("Compiling the messages", lambda: messages.compile_all(sources))
    stamps.write(_stamp("messages"), key)


def manage(title: str, *arguments: str, env: dict[str, str] | None = None) -> str:
    """Run a management command as one step."""
    return progress.command(
        title, [paths.venv_python(), "manage.py", *arguments], cwd=paths.ROOT, env=env or paths.with_tools()
    )


def _node() -> tuple[str, str]:
    """Return Node.js and npm: this machine's own when new enough, else those that come as a wheel."""
    path = paths.with_tools()["PATH"]
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if node and npm and _major(node) >= _OLDEST_NODE:
        return node, npm
    packages("node")
    return str(paths.VENV / "bin" / "node"), str(paths.VENV / "bin" / "npm")


def _major(node: str) -> int:
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
        return int(answer.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return 0


def _works(python: str) -> bool:
    try:
        return subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def _requirements(lock: str) -> Path:
    return paths.ROOT / "requirements" / f"{lock}.txt"


def _stamp(name: str) -> Path:
    folder = paths.VENV if paths.OWN_VENV else paths.ROOT / ".run"
    return folder / ".stamps" / name

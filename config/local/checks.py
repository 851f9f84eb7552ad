"""`make check`: everything that can be said of the sources without running the suite."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from config.local import catalogues, paths

#: What the deployment check needs to see; none of it is a secret or reached.
_PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "a-long-value-for-the-deployment-check-only-0123456789-abcdefghij-KLMNOPQRST",
    "ALLOWED_HOSTS": "xiezhi.example",
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}
_PYTHON = sys.executable
_MANAGE = [_PYTHON, "manage.py"]
_CHECKS: tuple[tuple[str, list[str], dict[str, str]], ...] = (
    ("ruff check", [_PYTHON, "-m", "ruff", "check", "."], {}),
    ("ruff format", [_PYTHON, "-m", "ruff", "format", "--check", "."], {}),
    ("import-linter", [_PYTHON, "-c", "from importlinter.cli import lint_imports_command as c; c()"], {}),
    ("system check", [*_MANAGE, "check", "--fail-level", "WARNING"], {}),
    ("deployment check", [*_MANAGE, "check", "--deploy", "--fail-level", "WARNING"], _PRODUCTION),
    ("migrations", [*_MANAGE, "makemigrations", "--check", "--dry-run"], {}),
    ("templates", [*_MANAGE, "check_templates"], {}),
    ("mypy", [_PYTHON, "-m", "mypy"], {}),
)


def run_all() -> int:
    """Run every check, all of them even when one fails; return 1 when one did."""
    failed = [name for name, command, env in _CHECKS if not _passes(name, command, env)]
    if not _catalogues_complete():
        failed.append("catalogues")
    print(f"make check: {', '.join(failed)} failed" if failed else "make check: everything is in order", flush=True)
    return bool(failed)


def _passes(name: str, command: list[str], env: dict[str, str]) -> bool:
    began = time.monotonic()
    base = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        command, cwd=paths.ROOT, env=os.environ | base | env, capture_output=True, text=True, errors="replace"
    )
    print(f"  {'failed' if done.returncode else 'passed'}  {name} ({time.monotonic() - began:.1f} s)", flush=True)
    if done.returncode:
        print((done.stdout + done.stderr).rstrip(), flush=True)
    return done.returncode == 0


def _catalogues_complete() -> bool:
    began = time.monotonic()
    found, omitted = catalogues.problems()
    verdict = f"  {'failed' if found else 'passed'}  catalogues ({time.monotonic() - began:.1f} s)"
    print(f"{verdict} {omitted}".rstrip(), flush=True)
    print("".join(f"{line}\n" for line in found), end="", flush=True)
    return not found

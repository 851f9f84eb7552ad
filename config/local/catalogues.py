"""Whether every string has its Chinese, and whether the catalogue holds exactly the strings of the sources."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from config.local import paths

#: Folders without strings for people.
_IGNORED = (
    "frontend",
    "staticfiles",
    "static_build",
    ".run",
    "tests",
    "bench",
    ".venv",
    "node_modules",
    "docs",
    "data",
)
_LANGUAGE = "zh_Hans"


def problems() -> tuple[list[str], str]:
    """Return what is wrong with the catalogues, and why something was not looked at."""
    found = []
    catalogues = sorted(paths.ROOT.glob("locale/*/LC_MESSAGES/*.po"))
    if not catalogues:
        found.append("There is no catalogue under locale/.")
    for path in catalogues:
        found += _incomplete(path)
    if shutil.which("xgettext") is None:
        if os.environ.get("CI"):
            found.append("CI must compare the catalogue with the sources, and there is no xgettext (Debian: gettext).")
        return found, "not compared with the sources: no xgettext (Debian: apt-get install gettext)"
    return found + _differences(), ""


def _incomplete(path: Path) -> list[str]:
    catalogue = polib.pofile(str(path))
    name = path.relative_to(paths.ROOT)
    found = [f"{name}: not translated: {entry.msgid!r}" for entry in catalogue.untranslated_entries()]
    found += [f"{name}: fuzzy: {entry.msgid!r}" for entry in catalogue.fuzzy_entries()]
    return found + [f"{name}: obsolete: {entry.msgid!r}" for entry in catalogue.obsolete_entries()]


def _differences() -> list[str]:
    """Extract afresh into a scratch copy of the tree's sources and compare the message identifiers."""
    kept = _identifiers(paths.ROOT / "locale")
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "tree"
        shutil.copytree(paths.ROOT, copy, ignore=shutil.ignore_patterns(*_IGNORED, ".git", "*.mo", "__pycache__"))
        (copy / "locale").mkdir(exist_ok=True)
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "django",
                "makemessages",
                "-l",
                _LANGUAGE,
                "--no-obsolete",
                "--no-location",
                "-v",
                "0",
            ],
            cwd=copy,
            env=os.environ | {"PYTHONPATH": str(copy), "DJANGO_SETTINGS_MODULE": "config.settings.test"},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            return [f"makemessages failed: {done.stderr[-800:]}"]
        fresh = _identifiers(copy / "locale")
    found = [f"missing in the catalogue: {identifier!r}" for identifier in sorted(fresh - kept)]
    return found + [f"no longer in the sources: {identifier!r}" for identifier in sorted(kept - fresh)]


def _identifiers(folder: Path) -> set[tuple[str, str, str]]:
    path = folder / _LANGUAGE / "LC_MESSAGES" / "django.po"
    if not path.is_file():
        return set()
    entries = polib.pofile(str(path))
    return {(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "") for entry in entries if not entry.obsolete}

"""The glossary, read once from `data/glossary.csv`."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Entry:
    """One term in one language; `key` is the English term whatever the language."""

    key: str
    term: str
    text: str


@cache
def _read(path: Path) -> tuple[dict[str, str], ...]:
    """Return the rows of the file, or none when it is not installed."""
    if not path.exists():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as source:
        return tuple(csv.DictReader(source))


@cache
def _index(path: Path, lang: str) -> dict[str, Entry]:
    """Return the entries of one language by lower-case English and Chinese term."""
    found: dict[str, Entry] = {}
    for row in _read(path):
        entry = Entry(key=row["term_en"], term=row[f"term_{lang}"], text=row[f"definition_{lang}"])
        found[row["term_en"].casefold()] = entry
        found.setdefault(row["term_zh"].casefold(), entry)
    return found


def _language(lang: str) -> str:
    return "zh" if lang.startswith("zh") else "en"


def definition(term: str, lang: str) -> Entry | None:
    """Return the entry of a term named in English or Chinese, in the language asked for."""
    return _index(settings.DATA_DIR / "glossary.csv", _language(lang)).get(term.casefold())


def entries(lang: str) -> list[Entry]:
    """Return every entry in the file's order, for the terms page."""
    return list(dict.fromkeys(_index(settings.DATA_DIR / "glossary.csv", _language(lang)).values()))

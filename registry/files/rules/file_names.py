"""The name under which a handed-in file is kept: readable, harmless, its ending true to its content."""

import re
import unicodedata

from registry.base.rules.problems import RuleError

MAX_NAME = 150

#: Endings that make an operating system or an office program run something; refused wherever they stand in a name.
_RUNNABLE = """
    ade adp apk app asp aspx bat bin chm class cmd com command cpl dll dmg docm dotm exe hta htm html iqy jar js
    jse jsp lnk mht msc msi msp mst php pif potm ppam pptm ps1 py rb reg scf scr sh shtml slk svg swf url vb vbe
    vbs wsc wsf wsh xhtml xlam xll xlsb xlsm xltm xml xsl
"""
RUNNABLE = frozenset(_RUNNABLE.split())
_FORBIDDEN = re.compile(r'[<>:"/\\|?*%]')
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_ENDING = re.compile(r"^[A-Za-z0-9]{1,8}$")


class NameRefused(RuleError):
    """The name says something that the content is not, or hides a runnable ending."""


def clean(name: str) -> str:
    """The last part of a path as one harmless line: no control or direction characters, no separators."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"} else c for c in last)
    return " ".join(_FORBIDDEN.sub("_", kept).split()).strip(". ")


def split(name: str) -> tuple[str, str]:
    """The stem and the lower-case ending ("" when what follows the last dot does not look like one)."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or not _ENDING.match(ending):
        return name, ""
    return stem, ending.lower()


def agree(name: str, endings: tuple[str, ...], *, renames: frozenset[str] = frozenset()) -> str:
    """Return a clean name that ends in one of `endings`.

    A missing ending is added and one of `renames` replaced by the first of `endings`; any other ending is refused,
    because the name would promise what the content is not.
    """
    stem, ending = split(clean(name))
    hidden = next((part for part in stem.lower().split(".")[1:] if part.strip() in RUNNABLE), None)
    if hidden:
        raise NameRefused("file.hidden_ending", ending=hidden.strip())
    if ending and ending not in endings and ending not in renames:
        raise NameRefused("file.ending_disagrees", ending=ending, expected=endings[0])
    stem = stem.strip(". ") or "file"
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    suffix = ending if ending in endings else endings[0]
    return f"{_cut(stem, MAX_NAME - len(suffix) - 1)}.{suffix}"


def _cut(stem: str, length: int) -> str:
    return stem if len(stem) <= length else stem[: length - 1].rstrip(". ") + "…"

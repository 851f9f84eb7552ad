"""Typeset a document with Typst: data go in as JSON only, so no text of a user is ever read as markup."""

import datetime as dt
import io
import json
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import segno
import typst
from django.utils import timezone

from registry.files.rules import glyphs

#: The folder `typst` of the nearest package around.
TEMPLATES = next(place for one in Path(__file__).resolve().parents if (place := one / "typst").is_dir())
FONTS = Path(pylopdf_fonts_zh_cn.__file__).parent
MISSING = "□"
#: Letters after which an unbroken run may be broken, so that no word leaves the page.
LONGEST_RUN = 18
ZERO_WIDTH_SPACE = "\u200b"


def compose(
    template: str,
    data: Mapping[str, Any],
    *,
    own: Mapping[str, Any],
    created: dt.datetime,
    font_dir: Path | None = None,
) -> bytes:
    """Return the PDF of `template`, tagged for PDF/UA-1; the same input gives the same bytes.

    `data` holds words that people wrote and is cleaned; `own` holds what the platform made (codes, hashes, drawings).
    Fonts come from `font_dir` first, then from the packaged ones; the machine's fonts are never looked at. Characters
    that no font can draw become □.
    """
    folders = [folder for folder in (font_dir, FONTS) if folder is not None]
    clean = {**_clean(data, _drawable(tuple(folders))), **own}
    pdf = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=[str(folder) for folder in folders],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(clean, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(created.timestamp()),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("Typst returned no document.")
    return pdf


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(moment: dt.date | None, tongue: str) -> str:
    """A date as letters write it in Chinese ("zh") or English; a moment is read in the authority's time zone."""
    if moment is None:
        return ""
    date = timezone.localtime(moment).date() if isinstance(moment, dt.datetime) else moment
    if tongue == "zh":
        return f"{date.year}年{date.month}月{date.day}日"
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def qr(address: str) -> str:
    """An SVG QR code of an address, with middle error correction."""
    buffer = io.BytesIO()
    segno.make(address, error="m").save(buffer, kind="svg", border=0, xmldecl=False, svgns=True)
    return buffer.getvalue().decode()


def one_line(text: str) -> str:
    """`text` on one line, as a title or a name needs it."""
    return " ".join(text.split())


def paragraphs(text: str) -> list[str]:
    """The lines of a text that hold anything."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@lru_cache(maxsize=4)
def _drawable(folders: tuple[Path, ...]) -> frozenset[int]:
    found: frozenset[int] = frozenset()
    for path in _font_files(folders):
        try:
            found |= glyphs.coverage(path)
        except glyphs.NotAFont:
            continue
    return found


def _font_files(folders: Iterable[Path]) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.glob("*")) if path.suffix.lower() in (".otf", ".ttf")]


def _clean(value: Any, drawable: frozenset[int]) -> Any:
    if isinstance(value, str):
        return printable(value, drawable)
    if isinstance(value, Mapping):
        return {key: _clean(item, drawable) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item, drawable) for item in value]
    return value


def printable(text: str, drawable: frozenset[int]) -> str:
    """`text` without control and direction characters, with □ for what cannot be drawn and breaks in endless words."""
    kept: list[str] = []
    run = 0
    for sign in unicodedata.normalize("NFC", text):
        if sign in "\t\n\r\u2028\u2029":
            sign = " "
        elif unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Cn"):
            continue
        elif ord(sign) not in drawable and not sign.isspace():
            sign = MISSING
        run = 0 if sign.isspace() or unicodedata.east_asian_width(sign) in "WF" else run + 1
        if run > LONGEST_RUN:
            kept.append(ZERO_WIDTH_SPACE)
            run = 1
        kept.append(sign)
    return "".join(kept)

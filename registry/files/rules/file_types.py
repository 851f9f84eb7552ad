"""What a file is, told from its content alone.

The name only chooses between two readings of the same plain text (`.csv` or `.txt`). Containers are looked into: an
office file is a ZIP whose content list says which one, and what could run or hide (macros, passwords, bombs, two
formats in one file) is refused with a reason.
"""

import codecs
import json
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from registry.base.rules.problems import RuleError

MB = 1024 * 1024
MAX_MEMBERS = 5_000
MAX_UNPACKED = 600 * MB
MAX_RATIO = 150
MAX_JSON = 30 * MB
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTENT_LIST = "[Content_Types].xml"
_OFFICE = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
}
_GEOJSON = {"FeatureCollection", "Feature", "GeometryCollection", "Polygon", "MultiPolygon", "Point", "MultiPoint"}
_GEOJSON |= {"LineString", "MultiLineString"}
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13} | {127}


class FileRefused(RuleError):
    """The content is none of the known types, is broken, or carries what is not accepted."""


@dataclass(frozen=True)
class FileType:
    """One accepted type: media type, the endings it may carry, its own size limit, and whether it is a picture."""

    code: str
    media_type: str
    endings: tuple[str, ...]
    max_bytes: int
    is_image: bool = False


_OFFICE_MEDIA = "application/vnd.openxmlformats-officedocument."
TYPES = {
    kind.code: kind
    for kind in (
        FileType("pdf", "application/pdf", ("pdf",), 50 * MB),
        FileType("xlsx", f"{_OFFICE_MEDIA}spreadsheetml.sheet", ("xlsx",), 50 * MB),
        FileType("docx", f"{_OFFICE_MEDIA}wordprocessingml.document", ("docx",), 50 * MB),
        FileType("csv", "text/csv", ("csv",), 50 * MB),
        FileType("text", "text/plain", ("txt",), 10 * MB),
        FileType("geojson", "application/geo+json", ("geojson", "json"), MAX_JSON),
        FileType("json", "application/json", ("json",), MAX_JSON),
        FileType("png", "image/png", ("png",), 20 * MB, True),
        FileType("jpeg", "image/jpeg", ("jpg", "jpeg"), 20 * MB, True),
        FileType("tiff", "image/tiff", ("tif", "tiff"), 50 * MB, True),
        FileType("webp", "image/webp", ("webp",), 20 * MB, True),
    )
}
IMAGES = frozenset(code for code, kind in TYPES.items() if kind.is_image)


def sniff(file: IO[bytes], ending: str = "") -> FileType:
    """Return the type of the content; raise `FileRefused` for anything that is not exactly one known type."""
    file.seek(0)
    head = file.read(16)
    if not head:
        raise FileRefused("file.empty")
    if head.startswith(b"%PDF-"):
        return _pdf(file)
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    if head.startswith(_OLE):
        raise FileRefused(_ole_problem(file))
    image = _image(head)
    if image:
        return TYPES[image]
    return _text(file, ending)


def _image(head: bytes) -> str | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith((b"II*\x00", b"MM\x00*")):
        return "tiff"
    return "webp" if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else None


def _pdf(file: IO[bytes]) -> FileType:
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - 2048))
    tail = file.read()
    if b"%%EOF" not in tail or b"startxref" not in tail:
        raise FileRefused("file.pdf_cut_off")
    if b"PK\x05\x06" in tail and _opens_as_zip(file):
        raise FileRefused("file.two_formats")
    return TYPES["pdf"]


def _opens_as_zip(file: IO[bytes]) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return False


def _ole_problem(file: IO[bytes]) -> str:
    file.seek(0)
    return "file.office_locked" if "EncryptedPackage".encode("utf-16-le") in file.read(4 * MB) else "file.office_old"


def _office(file: IO[bytes]) -> FileType:
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _check_members(members)
            return _office_kind(archive, {member.filename for member in members})
    except FileRefused:
        raise
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ElementTree.ParseError, LookupError) as error:
        raise FileRefused("file.zip_broken") from error
    except (ValueError, OSError, EOFError, RuntimeError, NotImplementedError, zlib.error) as error:
        raise FileRefused("file.zip_broken") from error


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if not members or min(member.header_offset for member in members) != 0:
        raise FileRefused("file.two_formats")
    if len(members) > MAX_MEMBERS or len({member.filename for member in members}) != len(members):
        raise FileRefused("file.zip_bomb")
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED or (unpacked > 20 * MB and unpacked > MAX_RATIO * max(packed, 1)):
        raise FileRefused("file.zip_bomb")
    for member in members:
        if member.flag_bits & 0x1:
            raise FileRefused("file.office_locked")
        parts = member.filename.replace("\\", "/").split("/")
        if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in parts[0]:
            raise FileRefused("file.zip_broken")


def _office_kind(archive: zipfile.ZipFile, names: set[str]) -> FileType:
    if _CONTENT_LIST not in names:
        raise FileRefused("file.zip_not_office")
    with archive.open(_CONTENT_LIST) as member:
        listing = member.read(MB + 1)
    if len(listing) > MB or b"\x00" in listing or b"<!" in listing.replace(b"<!--", b""):
        raise FileRefused("file.zip_broken")
    contents = {element.get("ContentType", "") for element in ElementTree.fromstring(listing)}  # noqa: S314
    if any("macroenabled" in content.lower() or "vbaproject" in content.lower() for content in contents):
        raise FileRefused("file.office_macros")
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise FileRefused("file.office_macros")
    kinds = {_OFFICE[content] for content in contents if content in _OFFICE}
    if len(kinds) != 1:
        raise FileRefused("file.zip_not_office")
    return TYPES[kinds.pop()]


def _text(file: IO[bytes], ending: str) -> FileType:
    """Plain text in UTF-8 or GBK: JSON when it parses, otherwise text, which the name may call a table."""
    encoding = _encoding(file)
    file.seek(0)
    start = file.read(4096).decode(encoding, errors="ignore").lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        raise FileRefused("file.markup")
    if start[:1] in {"{", "["}:
        found = _json(file, encoding)
        if found:
            return found
    if ending in {"json", "geojson"}:
        raise FileRefused("file.json_broken")
    return TYPES["csv" if ending == "csv" else "text"]


def _encoding(file: IO[bytes]) -> str:
    for encoding in ("utf-8", "gb18030"):
        if _decodes(file, encoding):
            return encoding
    raise FileRefused("file.unknown_type")


def _decodes(file: IO[bytes], encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    try:
        while block := file.read(MB):
            decoder.decode(block)
            if not _CONTROLS.isdisjoint(block):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _json(file: IO[bytes], encoding: str) -> FileType | None:
    file.seek(0, 2)
    if file.tell() > MAX_JSON:
        raise FileRefused("file.too_large", limit=MAX_JSON // MB)
    file.seek(0)
    try:
        content = json.loads(file.read().decode(encoding).lstrip("\ufeff"))
    except ValueError:
        return None
    except RecursionError:
        raise FileRefused("file.json_broken") from None
    is_geo = isinstance(content, dict) and content.get("type") in _GEOJSON
    return TYPES["geojson" if is_geo else "json"]

"""Which characters a font can draw: its `cmap` table (OpenType 1.9, formats 4 and 12)."""

import struct
from functools import lru_cache
from pathlib import Path

#: A character set is a tuple of closed ranges.
Ranges = tuple[tuple[int, int], ...]


class NotAFont(ValueError):
    """The file holds no readable character map."""


@lru_cache(maxsize=32)
def coverage(path: Path) -> frozenset[int]:
    """The code points that the font in `path` has a glyph for; raises `NotAFont`."""
    data = path.read_bytes()
    try:
        ranges = _read(data)
    except (struct.error, IndexError) as error:
        raise NotAFont(path.name) from error
    return frozenset(code for first, last in ranges for code in range(first, min(last, 0x10FFFF) + 1))


def _read(data: bytes) -> Ranges:
    if data[:4] not in (b"OTTO", b"\x00\x01\x00\x00", b"true"):
        raise NotAFont("not an OpenType font")
    (tables,) = struct.unpack_from(">H", data, 4)
    for index in range(tables):
        tag, _checksum, start, _length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if tag == b"cmap":
            return _unicode_map(data, start)
    raise NotAFont("no character map")


def _unicode_map(data: bytes, start: int) -> Ranges:
    (count,) = struct.unpack_from(">H", data, start + 2)
    found: dict[int, int] = {}
    for index in range(count):
        platform, _encoding, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * index)
        (form,) = struct.unpack_from(">H", data, start + offset)
        if platform in (0, 3):
            found[form] = start + offset
    if 12 in found:
        return _format_12(data, found[12])
    if 4 in found:
        return _format_4(data, found[4])
    raise NotAFont("no Unicode map")


def _format_12(data: bytes, at: int) -> Ranges:
    (groups,) = struct.unpack_from(">I", data, at + 12)
    return tuple(struct.unpack_from(">II", data, at + 16 + 12 * index) for index in range(groups))


def _format_4(data: bytes, at: int) -> Ranges:
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    ends = struct.unpack_from(f">{doubled // 2}H", data, at + 14)
    starts = struct.unpack_from(f">{doubled // 2}H", data, at + 16 + doubled)
    return tuple((first, last) for first, last in zip(starts, ends, strict=True) if first != 0xFFFF)

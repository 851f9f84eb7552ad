"""Pictures are drawn anew: only pixels survive, no metadata, no hidden second file; what cannot be drawn is refused."""

from collections.abc import Iterator
from typing import IO

from PIL import Image, ImageOps

from registry.files.rules.file_types import FileRefused, FileType

MAX_PIXELS = 50_000_000
MAX_PAGES = 200
MAX_ALL_PIXELS = 300_000_000
_FORMATS = {"png": "PNG", "jpeg": "JPEG", "tiff": "TIFF", "webp": "WEBP"}
_KEPT_MODES = {
    "png": {"1", "L", "LA", "RGB", "RGBA", "I;16"},
    "jpeg": {"L", "RGB", "CMYK"},
    "tiff": {"1", "L", "RGB", "RGBA", "CMYK", "I;16"},
    "webp": {"RGB", "RGBA"},
}
_OPTIONS: dict[str, dict[str, object]] = {
    "png": {},
    "jpeg": {"quality": 92, "subsampling": 0},
    "tiff": {"compression": "tiff_lzw"},
    "webp": {"quality": 90},
}


def redraw(source: IO[bytes], kind: FileType, target: IO[bytes]) -> None:
    """Write to `target` a fresh picture with the pixels of `source`; raise `FileRefused` on any doubt."""
    try:
        _redraw(source, kind.code, target)
    except FileRefused:
        raise
    except Image.DecompressionBombError as error:
        raise FileRefused("image.too_many_pixels", limit=MAX_PIXELS // 1_000_000) from error
    except Exception as error:  # a decoder may fail in any way on a hostile file: fail closed
        raise FileRefused("image.broken") from error


def _redraw(source: IO[bytes], code: str, target: IO[bytes]) -> None:
    source.seek(0)
    with Image.open(source, formats=[_FORMATS[code]]) as picture:
        pages = getattr(picture, "n_frames", 1)
        if pages > 1 and code != "tiff":
            raise FileRefused("image.animated")
        if pages > MAX_PAGES or pages < 1:
            raise FileRefused("image.too_many_pages", limit=MAX_PAGES)
        _check_pixels(picture, pages)
        frames = _frames(picture, code, pages)
        first = next(frames)
        more: dict[str, object] = {"save_all": True, "append_images": frames} if pages > 1 else {}
        first.save(target, format=_FORMATS[code], **_OPTIONS[code], **more)


def _check_pixels(picture: Image.Image, pages: int) -> None:
    total = 0
    for page in range(pages):
        if pages > 1:
            picture.seek(page)
        width, height = picture.size
        total += width * height
        if width * height > MAX_PIXELS or total > MAX_ALL_PIXELS:
            raise FileRefused("image.too_many_pixels", limit=MAX_PIXELS // 1_000_000)
    if pages > 1:
        picture.seek(0)


def _frames(picture: Image.Image, code: str, pages: int) -> Iterator[Image.Image]:
    """Each page as an upright picture that carries nothing but its pixels."""
    for page in range(pages):
        if pages > 1:
            picture.seek(page)
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        has_alpha = "transparency" in upright.info or upright.mode in {"RGBA", "LA", "PA", "La", "RGBa"}
        if upright.mode not in _KEPT_MODES[code] or "transparency" in upright.info:
            upright = upright.convert("RGBA" if has_alpha and "RGBA" in _KEPT_MODES[code] else "RGB")
        fresh = Image.new(upright.mode, upright.size)
        fresh.paste(upright)
        yield fresh

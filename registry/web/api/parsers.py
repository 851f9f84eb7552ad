"""Read request bodies strictly: what cannot be kept is refused here with its place, never deeper."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import BaseParser, MultiPartParser

from registry.web.api.errors import TooLarge

MAX_DEPTH = 32


class StrictJSONParser(BaseParser):
    """JSON as RFC 8259 and I-JSON have it: UTF-8, no NaN, no repeated names, no text that cannot be stored."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: Any = None) -> Any:
        """Return the parsed content; `ParseError` when it is no JSON, `ValidationError` with the places of bad text."""
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise TooLarge(_("At most %(size)d bytes of JSON are taken.") % {"size": limit})
        try:
            found = json.loads(
                raw.decode("utf-8-sig"),
                parse_constant=_no_constant,
                parse_float=_finite,
                object_pairs_hook=_once_each,
            )
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error
        except ValueError as error:
            raise ParseError(_("The body is not valid JSON: %(why)s") % {"why": str(error)[:200]}) from error
        if bad := list(_unstorable(found, "", 0)):
            raise ValidationError(_nested(bad))
        return found


class FileParser(MultiPartParser):
    """Multipart forms with a file; the parts are checked by the serializer and the attachment service."""


def _no_constant(name: str) -> Any:
    raise ValueError(_("%(name)s is not a JSON number.") % {"name": name})


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(_("The number %(text)s is out of range.") % {"text": text[:20]})
    return value


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(_("The name “%(name)s” stands twice in one object.") % {"name": twice[0][:50]})
    return found


def _unstorable(value: Any, path: str, depth: int) -> Iterator[str]:
    """The places of texts with NUL or lone surrogates, and of names that hold them."""
    if depth > MAX_DEPTH:
        raise ParseError(_("The JSON is nested too deeply."))
    if isinstance(value, str):
        if not _is_text(value):
            yield path
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if _is_text(name):
                yield from _unstorable(inner, f"{path}.{name}" if path else name, depth + 1)
            else:
                yield path
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _unstorable(inner, f"{path}.{place}" if path else str(place), depth + 1)


def _is_text(value: str) -> bool:
    if "\x00" in value:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _nested(paths: list[str]) -> dict[str, list[str]]:
    return {path: [_("Characters that cannot be stored (NUL or half a pair) stand here.")] for path in paths}

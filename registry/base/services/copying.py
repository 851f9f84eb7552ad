"""Hand many rows to PostgreSQL at once by COPY."""

import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x00": ""})


def _cell(value: Any) -> str:
    """A value in COPY's text format."""
    if value is None:
        return "\\N"
    if value.__class__ is str and value.isprintable() and "\\" not in value:
        return str(value)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict | list):
        # JSON writes every sign that COPY reads as more than itself with a backslash.
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return text.translate(_ESCAPES) if "\\" in text else text
    return str(value).translate(_ESCAPES)


def copy_in(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Append `rows` to `table`; the values are columns of the database, foreign keys as their key."""
    quote = connection.ops.quote_name
    text = io.StringIO("".join("\t".join(map(_cell, row)) + "\n" for row in rows))
    names = ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {quote(table)} ({names}) FROM STDIN", text)

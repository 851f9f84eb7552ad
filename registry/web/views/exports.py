"""Every list's export: CSV with BOM, or XLSX, streamed row by row in the reader's language."""

import csv
import datetime as dt
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, override

BOM = "\ufeff"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: A sheet holds 1,048,576 rows; one is the head.
XLSX_ROWS = 1_048_575
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class ExportColumn:
    """A column of an export: its head and how a row gives its cell."""

    label: str | Promise
    value: Callable[[Any], Any]


def respond(rows: Iterable[Any], columns: Sequence[ExportColumn], kind: str, *, name: str) -> HttpResponseBase:
    """Answer with `rows` as a file; any `kind` but `xlsx` is CSV. `name` is the file's name without date and ending."""
    filename = f"{name}-{timezone.localdate():%Y%m%d}"
    if kind == "xlsx":
        return FileResponse(
            _workbook(rows, columns), as_attachment=True, filename=f"{filename}.xlsx", content_type=XLSX_TYPE
        )
    answer = StreamingHttpResponse(_csv(rows, columns, get_language()), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{filename}.csv"'
    return answer


class _Echo:
    """A file that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def _each(rows: Iterable[Any]) -> Iterator[Any]:
    return rows.iterator(chunk_size=2000) if isinstance(rows, QuerySet) else iter(rows)


def _csv(rows: Iterable[Any], columns: Sequence[ExportColumn], language: str | None) -> Iterator[str]:
    """Yield lines; a stream outlives the request, so the language is set again for each."""
    writer = csv.writer(_Echo())
    with override(language):
        yield BOM + writer.writerow([str(column.label) for column in columns])
    for row in _each(rows):
        with override(language):
            cells = [_text(column.value(row)) for column in columns]
        yield writer.writerow(cells)


def _text(value: Any) -> str:
    """A cell as text; words that a spreadsheet would run as a formula are disarmed."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _workbook(rows: Iterable[Any], columns: Sequence[ExportColumn]) -> Any:
    """Write a sheet row by row to a temporary file and rewind it."""
    handle = tempfile.TemporaryFile()  # noqa: SIM115 the response reads it
    book = xlsxwriter.Workbook(
        handle, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, str(column.label), head)
        sheet.set_column(place, place, max(12, min(40, len(str(column.label)) * 2)))
    for number, row in enumerate(_each(rows), start=1):
        if number > XLSX_ROWS:
            break
        for place, column in enumerate(columns):
            _write(sheet, number, place, column.value(row))
    book.close()
    handle.seek(0)
    return handle


def _write(sheet: Any, number: int, place: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(number, place, float(value))
    else:
        sheet.write_string(number, place, _text(value) if isinstance(value, dt.datetime) else str(value))

"""Turn a file that people made into rows of text with the line each stands on."""

import codecs
import csv
import gzip
import io
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import openpyxl

from registry.base.rules.problems import RuleError
from registry.mines.rules import register_columns
from registry.mines.rules.heads import Columns, Heads

MAX_BYTES = 300 * 1024 * 1024
MAX_ROWS = 1_000_000
MAX_COLUMNS = 400
MAX_CELL = 2_000_000
#: A title or a note may stand above the head row.
HEAD_WITHIN = 20
_BLOCK = 1024 * 1024
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

csv.field_size_limit(MAX_CELL)

Row = tuple[int, list[str]]


class FileProblem(RuleError):
    """A file that cannot be read at all."""


@dataclass
class Source:
    """A readable register: its head and its rows, which can be read again from the start."""

    heads: Heads
    head_line: int
    _file: IO[bytes]
    _encoding: str
    _delimiter: str
    _is_spooled: bool

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the head that hold anything."""
        for line, cells in _records(self._file, self._encoding, self._delimiter, self._is_spooled):
            if line > self.head_line and any(cell.strip() for cell in cells):
                yield line, cells

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def open_source(file: IO[bytes], name: str, columns: Columns = register_columns.COLUMNS) -> Source:
    """Recognise the kind of file by its content and find its head row; `FileProblem` says what is wrong.

    `columns` are those of the kind of file that is expected, a register of mines unless another is named.
    """
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    if not start:
        raise FileProblem("file.empty")
    if start.startswith(b"\x1f\x8b"):
        file, name = _unpacked(file), name.removesuffix(".gz")
        start = file.read(8)
        file.seek(0)
    if start.startswith(b"PK\x03\x04"):
        return _from_records(_spooled(file, columns), "utf-8", "\t", True, columns)
    if start.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8", b"{\\rtf")):
        raise FileProblem("file.wrong_type")
    encoding = _encoding(file)
    return _from_records(file, encoding, _delimiter(file, encoding), False, columns)


def _from_records(file: IO[bytes], encoding: str, delimiter: str, is_spooled: bool, columns: Columns) -> Source:
    best: tuple[int, Heads] | None = None
    for number, (line, cells) in enumerate(_records(file, encoding, delimiter, is_spooled)):
        if number >= HEAD_WITHIN:
            break
        heads = columns.read(cells[:MAX_COLUMNS])
        if best is None or len(heads.positions) > len(best[1].positions):
            best = (line, heads)
        if not heads.missing:
            return Source(heads, line, file, encoding, delimiter, is_spooled)
    if best is None:
        raise FileProblem("file.empty")
    missing = " / ".join(columns.template.get(group[0], group)[0] for group in best[1].missing)
    raise FileProblem("file.columns_missing", columns=missing)


def _records(file: IO[bytes], encoding: str, delimiter: str, is_spooled: bool) -> Iterator[Row]:
    """Yield every record with the physical line (or sheet row) it begins on."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=False)
    line = 1
    try:
        for count, cells in enumerate(reader):
            if count > MAX_ROWS:
                raise FileProblem("file.too_many_rows", allowed=MAX_ROWS)
            if is_spooled:
                yield int(cells[0]), cells[1:]
            else:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise FileProblem("file.broken_csv", line=reader.line_num) from None
    except UnicodeError:
        raise FileProblem("file.unknown_encoding") from None
    finally:
        if not text.closed:
            text.detach()


def _unpacked(file: IO[bytes]) -> IO[bytes]:
    """The content of a gzip file, refused when it unpacks to more than a register can be."""
    target = tempfile.TemporaryFile()  # noqa: SIM115
    total = 0
    try:
        with gzip.open(file) as packed:
            while block := packed.read(_BLOCK):
                total += len(block)
                if total > MAX_BYTES:
                    raise FileProblem("file.too_large", limit=MAX_BYTES // 1024 // 1024)
                target.write(block)
    except (OSError, EOFError, zlib.error):
        raise FileProblem("file.broken_archive") from None
    if not total:
        raise FileProblem("file.empty")
    target.seek(0)
    return target


def _encoding(file: IO[bytes]) -> str:
    """UTF-8 (with or without BOM), UTF-16 with BOM, or GB 18030, by reading the whole file."""
    file.seek(0)
    start = file.read(4)
    for bom, name in _BOMS:
        if start.startswith(bom):
            return name
    for name in ("utf-8", "gb18030"):
        if _decodes(file, name):
            return name
    raise FileProblem("file.unknown_encoding")


def _decodes(file: IO[bytes], encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    total = 0
    try:
        while block := file.read(_BLOCK):
            total += len(block)
            if total > MAX_BYTES:
                raise FileProblem("file.too_large", limit=MAX_BYTES // 1024 // 1024)
            decoder.decode(block)
        decoder.decode(b"", True)
    except UnicodeError:
        return False
    return True


def _delimiter(file: IO[bytes], encoding: str) -> str:
    """The sign that parts the columns: the most frequent of comma, tab and semicolon at the start of the file."""
    file.seek(0)
    start = file.read(64 * 1024).decode(encoding, errors="ignore")
    head = "\n".join(start.splitlines()[:HEAD_WITHIN])
    return max(",\t;", key=head.count)


def _spooled(file: IO[bytes], columns: Columns) -> IO[bytes]:
    """The sheet that holds a register, as a text file with the row number in front."""
    _check_archive(file)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception:  # openpyxl raises whatever its parsers raise on a damaged book
        raise FileProblem("file.broken_workbook") from None
    try:
        return _write_sheet(_best_sheet(book, columns))
    except FileProblem:
        raise
    except Exception:
        raise FileProblem("file.broken_workbook") from None
    finally:
        book.close()


def _check_archive(file: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        raise FileProblem("file.broken_workbook") from None
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise FileProblem("file.wrong_type")
    packed = sum(entry.compress_size for entry in entries) or 1
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > 2 * MAX_BYTES or (unpacked > 50 * 1024 * 1024 and unpacked / packed > 200):
        raise FileProblem("file.too_large", limit=MAX_BYTES // 1024 // 1024)


def _best_sheet(book: Any, columns: Columns) -> Any:
    """The first sheet with a usable head row, else the first sheet."""
    for sheet in book.worksheets:
        for cells in sheet.iter_rows(max_row=HEAD_WITHIN, max_col=MAX_COLUMNS, values_only=True):
            if not columns.read([_cell(value) for value in cells]).missing:
                return sheet
    if not book.worksheets:
        raise FileProblem("file.empty")
    return book.worksheets[0]


def _write_sheet(sheet: Any) -> IO[bytes]:
    target = tempfile.TemporaryFile()  # noqa: SIM115
    text = io.TextIOWrapper(target, encoding="utf-8", newline="")
    writer = csv.writer(text, delimiter="\t")
    if sheet.calculate_dimension(force=True) and sheet.max_row and sheet.max_row > MAX_ROWS + HEAD_WITHIN:
        sheet.reset_dimensions()
    written = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
        texts = [_cell(value) for value in cells]
        if any(texts):
            writer.writerow([number, *texts])
            written += 1
            if written > MAX_ROWS:
                raise FileProblem("file.too_many_rows", allowed=MAX_ROWS)
    text.flush()
    text.detach()
    if not written:
        raise FileProblem("file.empty")
    return target


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)

"""Why a file was not taken, in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from registry.base.rules.problems import RuleError

_TEXTS: dict[str, Any] = {
    "file.missing": _("Choose a file."),
    "file.empty": _("The file is empty (0 bytes)."),
    "file.too_large": _("The file is larger than %(limit)s MB, the most allowed for this type."),
    "file.too_many": _("No more than %(limit)s files can be attached here."),
    "file.unknown_type": _("The content of this file is of no accepted type. Accepted: %(accepted)s."),
    "file.not_accepted_here": _("This is a %(found)s file, which is not accepted here. Accepted: %(accepted)s."),
    "file.ending_disagrees": _(
        "The name ends in “.%(ending)s”, but the content is that of a “.%(expected)s” file. Rename it or save it again."
    ),
    "file.hidden_ending": _("The name hides a second ending, “.%(ending)s”. Rename the file."),
    "file.pdf_cut_off": _("The PDF is incomplete: its end is missing. Save or download it again."),
    "file.two_formats": _("The file is two formats in one, which is not accepted. Save it again with its own program."),
    "file.zip_broken": _("The office file is damaged and cannot be opened."),
    "file.zip_bomb": _("The office file unpacks to far more than it should. It was not opened."),
    "file.zip_not_office": _("This is a ZIP archive, not a workbook (.xlsx) or a text document (.docx)."),
    "file.office_macros": _("The office file contains macros. Save it as .xlsx or .docx without macros."),
    "file.office_locked": _("The office file is protected by a password. Save it without a password."),
    "file.office_old": _("This is an old office format (.doc, .xls). Save it as .docx, .xlsx or PDF."),
    "file.markup": _("Web pages, SVG drawings and XML files are not accepted."),
    "file.json_broken": _("The JSON in this file is broken."),
    "image.broken": _("The picture is damaged and cannot be opened."),
    "image.animated": _("Moving pictures are not accepted."),
    "image.too_many_pixels": _("The picture has more than %(limit)s million pixels."),
    "image.too_many_pages": _("The picture has more than %(limit)s pages."),
}

_LABELS = {
    "pdf": "PDF",
    "xlsx": "XLSX",
    "docx": "DOCX",
    "csv": "CSV",
    "text": "TXT",
    "geojson": "GeoJSON",
    "json": "JSON",
    "png": "PNG",
    "jpeg": "JPEG",
    "tiff": "TIFF",
    "webp": "WebP",
}


def label(code: str) -> str:
    """The short name of a file type."""
    return _LABELS.get(code, code)


def labels(codes: frozenset[str]) -> str:
    """The short names of the accepted types, in a fixed order."""
    return ", ".join(text for code, text in _LABELS.items() if code in codes)


def sentence(error: RuleError, allowed: frozenset[str]) -> str:
    """The sentence for a refusal; the code itself when nobody worded it."""
    pattern = _TEXTS.get(error.code)
    return str(pattern) % {**error.params, "accepted": labels(allowed)} if pattern else error.code

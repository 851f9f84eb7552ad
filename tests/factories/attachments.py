"""Files that people hand in, and the content of small ones."""

import hashlib
import io
import zipfile

import factory
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory
from PIL import Image

from registry.files.models import Attachment
from tests.factories.users import UserFactory

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n44\n%%EOF\n"
_OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "xlsx": f"{_OFFICE}spreadsheetml.sheet.main+xml",
    "docx": f"{_OFFICE}wordprocessingml.document.main+xml",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
}


def office(kind: str = "xlsx", *, extra: dict[str, bytes] | None = None) -> bytes:
    """A ZIP with the content list of an office file."""
    listing = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/main.xml" ContentType="{MAIN[kind]}"/></Types>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", listing)
        archive.writestr("main.xml", b"<x/>")
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return target.getvalue()


def picture(form: str = "PNG", *, size: tuple[int, int] = (8, 6), mode: str = "RGB", **options: object) -> bytes:
    """A small picture in a format that Pillow writes."""
    target = io.BytesIO()
    Image.new(mode, size, 120).save(target, form, **options)
    return target.getvalue()


def upload(name: str = "报告.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """What a form hands to the service."""
    return SimpleUploadedFile(name, content)


class AttachmentFactory(DjangoModelFactory[Attachment]):
    """A clean PDF on disk; `is_quarantined` and `is_rejected` are the other states."""

    class Meta:
        model = Attachment

    class Params:
        content = PDF
        is_quarantined = factory.Trait(state=Attachment.State.QUARANTINED, state_reason="", scanned_at=None)
        is_rejected = factory.Trait(state=Attachment.State.REJECTED, state_reason="infected Test-Signature", file="")

    name = "报告.pdf"
    media_type = "application/pdf"
    size = factory.LazyAttribute(lambda made: len(made.content))
    sha256 = factory.LazyAttribute(lambda made: hashlib.sha256(made.content).hexdigest())
    file = factory.LazyAttribute(lambda made: ContentFile(made.content, name="file.pdf"))
    state = Attachment.State.CLEAN
    state_reason = "scanned"
    uploaded_by = factory.SubFactory(UserFactory)

"""Files that people hand in: taken, refused, scanned, handed out."""

import pytest
from django.utils import translation

from registry.errors import Incomplete, WrongState
from registry.models import Attachment
from registry.services import attachments
from tests.factories import attachments as files
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Keep the files of each test apart, and read the reasons in English."""
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield tmp_path


def test_a_pdf_is_kept_with_its_hash_and_is_clean_without_a_scanner() -> None:
    kept = attachments.store(files.upload(), by=UserFactory())
    kept.refresh_from_db()
    assert (kept.name, kept.media_type, kept.state) == ("报告.pdf", "application/pdf", Attachment.State.CLEAN)
    assert kept.state_reason == "no_scanner"
    assert kept.file.read() == files.PDF
    assert kept.size == len(files.PDF)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.pdf", b"", "empty"),
        ("a.exe", files.PDF, "ends in"),
        ("invoice.exe.pdf", files.PDF, "hides"),
        ("a.pdf", files.PDF[:-20], "incomplete"),
        ("a.pdf", files.PDF + files.office(), "two formats"),
        ("a.html", b"<html></html>", "Web pages"),
        ("a.svg", b"<svg/>", "Web pages"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old office"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.xlsm", files.office("xlsm"), "macros"),
        ("a.xlsx", files.office(extra={"xl/vbaProject.bin": b"x"}), "macros"),
        ("a.xlsx", files.office(extra={"big.xml": b"0" * 40_000_000}), "unpacks"),
        ("a.xlsx", files.office(extra={"../../evil": b"x"}), "damaged"),
        ("a.xlsx", files.office()[:-10], "damaged"),
        ("a.docx", b"PK\x03\x04" + b"junk" * 20, "damaged"),
        ("a.bin", bytes(range(256)), "no accepted type"),
        ("a.exe", b"MZ\x90\x00\x03", "no accepted type"),
        ("a.png", files.picture("PNG", size=(64, 64))[:50], "damaged"),
        ("a.jpg", files.picture("JPEG")[:200], "damaged"),
        ("a.gif", files.picture("GIF"), "no accepted type"),
        ("a.geojson", b'{"type": "Polygon"', "JSON"),
        ("a.json", b"[" * 200_000, "JSON"),
    ],
)
def test_what_is_refused_and_why(name: str, content: bytes, word: str) -> None:
    with pytest.raises(Incomplete) as refused:
        attachments.store(files.upload(name, content), by=UserFactory())
    assert word in str(refused.value.fields["file"][0])
    assert not Attachment.objects.exists()


def test_a_file_in_quarantine_is_not_handed_out() -> None:
    with pytest.raises(WrongState):
        attachments.download_response(files.AttachmentFactory(is_quarantined=True))

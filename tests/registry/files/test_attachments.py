"""Files that people hand in: taken, refused, scanned, handed out."""

import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from registry.base.rules.errors import Incomplete, WrongState
from registry.files.models import Attachment
from registry.files.services import attachments, images
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


@pytest.mark.parametrize(
    ("name", "content", "kept_name", "media_type"),
    [
        ("a.xlsx", files.office("xlsx"), "a.xlsx", "sheet"),
        ("无后缀", files.office("docx"), "无后缀.docx", "document"),
        ("年度报告.最终版.PDF", files.PDF, "年度报告.最终版.pdf", "pdf"),
        ("数据.csv", "名称,产能\n某矿,1\n".encode("gbk"), "数据.csv", "text/csv"),
        ("说明.txt", "\ufeff说明".encode(), "说明.txt", "text/plain"),
        ("界.json", b'{"type": "FeatureCollection", "features": []}', "界.json", "application/geo+json"),
        ("列.json", b"[1, 2]", "列.json", "application/json"),
        ("图.jpeg", files.picture("JPEG"), "图.jpeg", "image/jpeg"),
        ("图.jpg", files.picture("PNG"), "图.png", "image/png"),
        ("扫描.tif", files.picture("TIFF"), "扫描.tif", "image/tiff"),
        ("图.webp", files.picture("WEBP"), "图.webp", "image/webp"),
        ("../../etc/passwd.pdf", files.PDF, "passwd.pdf", "pdf"),
        ("C:\\Users\\x\\报告.pdf", files.PDF, "报告.pdf", "pdf"),
        ("evil\u202efdp.pdf", files.PDF, "evil fdp.pdf", "pdf"),
        ("con.pdf", files.PDF, "_con.pdf", "pdf"),
        (".pdf", files.PDF, "pdf.pdf", "pdf"),
        ("长" * 190 + ".pdf", files.PDF, "长" * 145 + "….pdf", "pdf"),
    ],
)
def test_the_name_is_made_harmless_and_true(name: str, content: bytes, kept_name: str, media_type: str) -> None:
    upload = files.upload("placeholder", content)
    upload._name = name
    kept = attachments.store(upload, by=UserFactory())
    assert kept.name == kept_name
    assert media_type in kept.media_type
    assert re.fullmatch(r"attachments/\d{4}/\d\d/[0-9a-f]{32}\.[a-z]+", kept.file.name)


def test_what_is_not_accepted_here_is_refused() -> None:
    with pytest.raises(Incomplete) as refused:
        attachments.store(files.upload(), by=UserFactory(), allowed=attachments.TABLES)
    assert "XLSX, CSV" in str(refused.value.fields["file"][0])


def test_what_is_too_large_is_refused(settings: Any) -> None:
    settings.ATTACHMENT_MAX_BYTES = 20
    with pytest.raises(Incomplete, match=""):
        attachments.store(files.upload(), by=UserFactory())


def test_an_object_holds_only_so_many_files() -> None:
    attachments.require_room(2, limit=3)
    with pytest.raises(Incomplete):
        attachments.require_room(3, limit=3)


class TestPictures:
    def test_metadata_goes_and_the_picture_stands_upright(self) -> None:
        exif = Image.Exif()
        exif[0x0112] = 6
        exif[0x010F] = "Secret Camera"
        content = files.picture("JPEG", size=(40, 20), exif=exif, comment=b"secret comment")
        kept = attachments.store(files.upload("a.jpg", content), by=UserFactory())
        with Image.open(kept.file.path) as shown:
            assert shown.size == (20, 40)
            assert not shown.getexif()
        assert b"ecret" not in Path(kept.file.path).read_bytes()

    def test_what_hides_behind_a_picture_goes(self) -> None:
        content = files.picture("PNG") + files.office(extra={"evil.exe": b"MZ"})
        kept = attachments.store(files.upload("a.png", content), by=UserFactory())
        assert b"PK" not in Path(kept.file.path).read_bytes()

    def test_text_chunks_of_a_png_go(self) -> None:
        info = PngInfo()
        info.add_text("Comment", "secret")
        kept = attachments.store(files.upload("a.png", files.picture("PNG", pnginfo=info)), by=UserFactory())
        assert b"secret" not in Path(kept.file.path).read_bytes()

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
    def test_every_kind_of_png_is_drawn(self, mode: str) -> None:
        kept = attachments.store(files.upload("a.png", files.picture("PNG", mode=mode)), by=UserFactory())
        assert kept.media_type == "image/png"

    @pytest.mark.parametrize("mode", ["1", "L", "RGB", "CMYK"])
    def test_all_pages_of_a_scan_are_kept(self, mode: str) -> None:
        pages = [Image.new(mode, (10 + n, 10)) for n in range(3)]
        content = files.picture("TIFF", mode=mode, save_all=True, append_images=pages)
        kept = attachments.store(files.upload("a.tiff", content), by=UserFactory())
        with Image.open(kept.file.path) as shown:
            assert shown.n_frames == 4

    def test_a_decompression_bomb_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(images, "MAX_PIXELS", 100)
        with pytest.raises(Incomplete, match=""):
            attachments.store(files.upload("a.png", files.picture(size=(20, 20))), by=UserFactory())

    def test_a_picture_that_lies_about_its_size_is_refused(self) -> None:
        content = bytearray(files.picture("PNG"))
        content[16:24] = struct.pack("!II", 200_000, 200_000)
        content[29:33] = struct.pack("!I", zlib.crc32(bytes(content[12:29])))
        with pytest.raises(Incomplete) as refused:
            attachments.store(files.upload("a.png", bytes(content)), by=UserFactory())
        assert "pixels" in str(refused.value.fields["file"][0])

    def test_moving_pictures_are_refused(self) -> None:
        content = files.picture("WEBP", save_all=True, append_images=[Image.new("RGB", (8, 6), "red")])
        with pytest.raises(Incomplete) as refused:
            attachments.store(files.upload("a.webp", content), by=UserFactory())
        assert "Moving" in str(refused.value.fields["file"][0])


class TestDownload:
    def test_a_file_is_a_download_that_no_browser_runs(self) -> None:
        kept = attachments.store(files.upload("报告 2026.pdf"), by=UserFactory())
        answer = attachments.download_response(kept, inline=True)
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%8A%A5")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["Content-Type"] == "application/pdf"
        assert b"".join(answer.streaming_content) == files.PDF

    def test_a_picture_may_be_shown_in_place(self) -> None:
        kept = attachments.store(files.upload("a.png", files.picture()), by=UserFactory())
        assert attachments.download_response(kept, inline=True)["Content-Disposition"].startswith("inline")
        assert attachments.download_response(kept)["Content-Disposition"].startswith("attachment")

    @pytest.mark.parametrize(("trait", "word"), [("is_quarantined", "Waiting"), ("is_rejected", "Test-Signature")])
    def test_only_a_clean_file_is_handed_out(self, trait: str, word: str) -> None:
        with pytest.raises(WrongState) as refused:
            attachments.download_response(files.AttachmentFactory(**{trait: True}))
        assert word in str(refused.value.message)

    def test_a_file_that_vanished_is_a_conflict(self) -> None:
        kept = attachments.store(files.upload(), by=UserFactory())
        Path(kept.file.path).unlink()
        with pytest.raises(WrongState):
            attachments.download_response(kept)

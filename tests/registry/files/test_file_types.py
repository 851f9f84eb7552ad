"""What a file is and what it may be called, whatever it contains."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.base.rules.problems import RuleError
from registry.files.rules import file_names, file_types
from tests.factories import attachments as files

HEADS = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"RIFF____WEBP"]
HEADS += [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{", b"[", b"<html>", "名称,".encode("gbk")]
SAMPLES = [files.PDF, files.office(), files.picture("PNG"), files.picture("TIFF"), b'{"type": "Point"}']


def sniffed(content: bytes, ending: str = "") -> str:
    """The code of the type, or of the refusal."""
    try:
        return file_types.sniff(io.BytesIO(content), ending).code
    except RuleError as error:
        return error.code


@given(st.sampled_from(HEADS), st.binary(max_size=400), st.sampled_from(["", "csv", "json", "pdf", "exe"]))
def test_every_content_is_a_known_type_or_refused(head: bytes, tail: bytes, ending: str) -> None:
    found = sniffed(head + tail, ending)
    assert found in file_types.TYPES or found.startswith("file.")


@given(st.sampled_from(SAMPLES), st.integers(0, 600), st.integers(0, 255))
def test_one_wrong_byte_never_breaks_the_reading(sample: bytes, place: int, value: int) -> None:
    broken = bytearray(sample)
    broken[place % len(broken)] = value
    found = sniffed(bytes(broken))
    assert found in file_types.TYPES or found.startswith("file.")


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=120).filter(str.strip))
def test_plain_text_is_text_json_or_markup(text: str) -> None:
    refusals = {"file.unknown_type", "file.markup", "file.json_broken", "file.empty"}
    assert sniffed(text.encode()) in {"text", "json", "geojson"} | refusals


@given(st.text(max_size=300))
def test_every_name_becomes_harmless_or_is_refused(name: str) -> None:
    try:
        kept = file_names.agree(name, ("pdf",))
    except file_names.NameRefused:
        return
    assert kept.endswith(".pdf")
    assert len(kept) <= file_names.MAX_NAME
    assert not set(kept) & set('/\\<>:"|?*%\x00\n\r')
    assert kept.isprintable()
    assert file_names.agree(kept, ("pdf",)) == kept


@pytest.mark.parametrize("name", ["a.exe.pdf", "a.pdf.js", "发票.scr", "a.pdf .exe", "a.xlsm", "a.PHP.pdf", "a.tar.gz"])
def test_a_name_that_promises_something_else_is_refused(name: str) -> None:
    with pytest.raises(RuleError):
        file_names.agree(name, ("pdf",))


def test_the_type_never_comes_from_the_name() -> None:
    for ending in ("png", "xlsx", "exe", "csv"):
        assert file_types.sniff(io.BytesIO(files.PDF), ending).code == "pdf"


def test_an_encrypted_member_is_refused() -> None:
    content = bytearray(files.office())
    central = content.rindex(b"PK\x01\x02")
    content[central + 8] |= 1
    with pytest.raises(RuleError, match=r"file\.office_locked"):
        file_types.sniff(io.BytesIO(bytes(content)))


def test_a_workbook_behind_another_file_is_refused() -> None:
    with pytest.raises(RuleError, match=r"file\.(two_formats|zip_broken)"):
        file_types.sniff(io.BytesIO(b"PK\x03\x04" + b"junk" * 10 + files.office()))

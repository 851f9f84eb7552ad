"""Decision letters: what they say, whom no text can fool, and that they are made once."""

import hashlib
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings

from governance.approval.models import Decision, DecisionLetter
from governance.approval.selectors.decisions import letters as selectors
from governance.approval.services.decisions import letters
from registry.audit.models import AuditEvent
from registry.base.rules.errors import WrongState
from registry.files.models import Attachment
from registry.files.rules import glyphs, typesetting
from tests.factories import decisions
from tests.factories.mines import held_mine

HOSTILE = (
    '#panic("x") $x^2$ *b* _i_ `code` <svg> [#let a = 1] \\ @ref <label> // no /* no */ "quoted" #include "/etc/passwd"'
)
STRANGE = "甲\x00\x07\u202e乙\u2066丙 😀 𬭊 \ud800 \uffff\n= heading\n- item"


@pytest.fixture(autouse=True)
def _media(tmp_path: Path) -> Any:
    with override_settings(MEDIA_ROOT=tmp_path, PUBLIC_BASE_URL="https://xiezhi.example"):
        yield


def text_of(pdf: bytes) -> str:
    """The words of a PDF on one line, as a reader copies them."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext reads the letters back (Debian: apt-get install poppler-utils).")
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode().replace("\u200b", "")


def flat(text: str) -> str:
    return "".join(text.split())


def render(decision: Decision, language: str) -> bytes:
    letter = decision.letters.get(language=language)
    with letters.render(letter.pk).file.open("rb") as file:
        content: bytes = file.read()
    return content


@pytest.mark.django_db
def test_an_approval_says_everything() -> None:
    decisions.working_days()
    decision = decisions.signed()
    said = flat(text_of(render(decision, "zh-hans")))
    expected = [
        decision.document_number, decision.case.number, "关于批准", "测试煤矿2026—2030年开采方案与矿区生态修复方案",
        decision.case.applicant.name_zh, "测试协治办", "《矿产资源法》", "第四十六条", "准予批准", "资金安排落实",
        "附加条件", "新增监测井两口", "2026年12月31日", "行政复议", "六个月", "2026年10月15日", "附条件同意",
        decision.verification_code, decision.revision.content_hash,
        f"https://xiezhi.example/verify/{decision.verification_code}/",
    ]  # fmt: skip
    for words in expected:
        assert flat(words) in said, words
    assert "演示数据" not in said


@pytest.mark.django_db
def test_a_refusal_gives_reasons_and_remedies_and_no_conditions() -> None:
    decisions.working_days()
    said = flat(text_of(render(decisions.signed(outcome="refuse"), "zh-hans")))
    for words in [
        "关于不予批准",
        "不予批准。理由如下",
        "生态环境部门反对",
        "《环境保护法》第十条",
        "不同意",
        "行政诉讼法",
    ]:
        assert flat(words) in said, words
    assert "附加条件" not in said


@pytest.mark.django_db
def test_the_translation_says_that_it_is_one() -> None:
    decisions.working_days()
    decision = decisions.signed()
    said = text_of(render(decision, "en"))
    for words in ["The Chinese text prevails", "Legal basis", "Remedies", "Support with conditions", "15 October 2026"]:
        assert flat(words) in flat(said), words
    assert "Mining and restoration plan of the test mine" in " ".join(said.split())
    assert "working days" in said
    assert "Drafted by Test Office; countersigned by" in " ".join(said.split())


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_demonstration_data_are_marked_on_every_page(language: str) -> None:
    decision = decisions.signed(is_simulated=True)
    pages = text_of(render(decision, language)).split("\f")[:-1]
    assert len(pages) >= 2
    assert all("演示数据" in page and "Demonstration data" in page for page in pages)


@pytest.mark.django_db
def test_the_days_are_those_of_the_clocks() -> None:
    decisions.working_days()
    said = selectors.content(decisions.signed(), "zh-hans")
    assert [row["used"] for row in said["opinions"]] == [6, 10, 14]
    assert said["time"] == {"used": 19, "allowed": 45, "unit": "working", "serial": 30, "passed": 14}


@pytest.mark.django_db
def test_no_officer_is_named() -> None:
    decision = decisions.signed()
    said = text_of(render(decision, "zh-hans"))
    people = [decision.drafted_by, decision.countersigned_by, decision.case.opened_by]
    assert not [person.full_name for person in people if person and person.full_name in said]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("outcome", ["approve", "refuse"])
def test_hostile_words_are_only_words(language: str, outcome: str) -> None:
    who = decisions.cast()
    who.company.name_zh = who.company.name_en = (HOSTILE * 2)[:200]
    who.company.save()
    who.office.name_zh = who.office.name_en = "某" * 200
    who.office.save()
    mine = held_mine(who.company, name_zh="W" * 200, name_en="W" * 200)
    decision = decisions.signed(who, outcome=outcome, mine=mine, title_zh=(HOSTILE * 2)[:200], title_en=HOSTILE[:200])
    decision.reasons = HOSTILE * 30 + STRANGE.replace("\x00", "").replace("\ud800", "")
    decision.save()
    for condition in decision.conditions.all():
        condition.text = (HOSTILE * 6)[:500]
        condition.save()
    said = flat(text_of(render(decision, language)))
    assert flat('#panic("x")$x^2$*b*_i_`code`<svg>') in said
    assert "=heading" in said


def test_strange_characters_are_dropped_or_shown_as_boxes() -> None:
    drawable = glyphs.coverage(typesetting.FONTS / "NotoSerifSC-Regular.otf")
    assert typesetting.printable(STRANGE, drawable) == "甲乙丙 □ 𬭊   = heading - item"


def test_endless_words_can_be_broken() -> None:
    drawable = glyphs.coverage(typesetting.FONTS / "NotoSerifSC-Regular.otf")
    assert max(map(len, typesetting.printable("A" * 500, drawable).split("\u200b"))) == typesetting.LONGEST_RUN


def test_a_file_that_is_no_font_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "broken.otf").write_bytes(b"OTTO\x00\x09nothing")
    with pytest.raises(glyphs.NotAFont):
        glyphs.coverage(tmp_path / "broken.otf")


@pytest.mark.django_db
def test_an_extra_font_folder_may_hold_rubbish(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"rubbish")
    with override_settings(PDF_FONT_DIR=str(tmp_path)):
        assert render(decisions.signed(), "zh-hans").startswith(b"%PDF")


@pytest.mark.django_db
def test_a_letter_is_tagged_and_made_once() -> None:
    decision = decisions.signed()
    letter = decision.letters.get(language="zh-hans")
    first = letters.render(letter.pk)
    assert letters.render(letter.pk) == first
    assert AuditEvent.objects.filter(verb="letters.render").count() == 1
    content = first.file.open("rb").read()
    assert hashlib.sha256(content).hexdigest() == first.sha256
    assert (first.state, first.uploaded_by, first.media_type) == (Attachment.State.CLEAN, None, "application/pdf")
    assert b"/StructTreeRoot" in content
    assert b"pdfuaid" in content


@pytest.mark.django_db
def test_the_same_decision_always_gives_the_same_bytes() -> None:
    decision = decisions.signed()
    assert letters._typeset(decision, "zh-hans") == letters._typeset(decision, "zh-hans")
    assert b"2026-10-15" in letters._typeset(decision, "zh-hans")


@pytest.mark.django_db
def test_no_letter_without_a_signature() -> None:
    decision = decisions.proposed()
    letter = DecisionLetter.objects.create(decision=decision, language="en")
    with pytest.raises(WrongState):
        letters.render(letter.pk)
    assert letters.render_pending() == 0
    assert not Attachment.objects.exists()


@pytest.mark.django_db
def test_the_sweep_makes_what_is_missing_and_goes_on_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = decisions.signed(), decisions.signed()
    whole = letters._typeset

    def fails(decision: Decision, language: str) -> bytes:
        if decision == first and language == "en":
            raise RuntimeError("no paper")
        return whole(decision, language)

    monkeypatch.setattr(letters, "_typeset", fails)
    assert letters.render_pending() == 3
    assert second.letters.filter(attachment__isnull=False).count() == 2
    monkeypatch.undo()
    assert letters.render_pending() == 1
    assert letters.render_pending() == 0


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_letter() -> None:
    with transaction.atomic():
        letter = decisions.signed().letters.get(language="en")
    made: list[Attachment] = []

    def work() -> None:
        try:
            made.append(letters.render(letter.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(made) == 3
    assert len({one.pk for one in made}) == 1
    assert Attachment.objects.count() == 1

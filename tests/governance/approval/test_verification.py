"""Verification: what the letter says, whether a copy is unchanged, and no help for guessing."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation

from governance.approval.models import Decision
from governance.approval.services.decisions import letters
from registry.files.models import Attachment
from registry.scope.models import Role
from tests.factories import decisions
from tests.factories.memberships import member
from tests.factories.organisations import company, natural_resources

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(tmp_path: Path) -> Any:
    cache.clear()
    with override_settings(MEDIA_ROOT=tmp_path), translation.override("en"):
        yield


def address(code: str) -> str:
    return reverse("governance:verify_code", args=[code])


def compare(client: Client, decision: Decision, content: bytes, name: str = "a.pdf") -> str:
    answer = client.post(address(decision.verification_code), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_code_says_what_the_letter_says(client: Client) -> None:
    decision = decisions.signed()
    said = client.get(address(decision.verification_code)).content.decode()
    hashes = [letter.attachment.sha256 for letter in decision.letters.select_related("attachment")]
    assert len(hashes) == 2
    for words in [decision.document_number, "Approved", decision.case.mine.name_en, "2026-10-15", *hashes]:
        assert words in said
    assert decision.revision.content_hash in said


def test_a_typed_code_leads_to_its_page(client: Client) -> None:
    decision = decisions.signed()
    typed = decision.verification_code.lower().replace("-", " ")
    answer = client.get(reverse("governance:verify"), {"code": typed})
    assert answer.status_code == 302
    assert answer["Location"] == address(decision.verification_code)


@pytest.mark.parametrize("typed", ["", "abc", "7K2QX-M0RVT", "x" * 200, "\x00", "<script>"])
def test_a_typing_error_is_told_and_kept(client: Client, typed: str) -> None:
    answer = client.get(reverse("governance:verify"), {"code": typed})
    assert answer.status_code == 422
    assert "<script>" not in answer.content.decode()


def test_unknown_and_unsigned_codes_get_the_same_answer(client: Client) -> None:
    decision = decisions.proposed()
    decision.verification_code = "7K2QX-M0RVT-49ZDH-B8C3N"
    decision.save()
    answers = [client.get(address(code)) for code in ("7K2QX-M0RVT-49ZDH-B8C3N", "00000-00000-00000-00000", "..", "-")]
    assert [answer.status_code for answer in answers] == [404] * 4
    bodies = {answer.content.decode().split('id="main"')[1] for answer in answers}
    assert len(bodies) == 1


def test_a_copy_is_compared_and_not_kept(client: Client) -> None:
    decision = decisions.signed()
    letter = letters.render(decision.letters.get(language="zh-hans").pk)
    content = letter.file.open("rb").read()
    assert "byte for byte" in compare(client, decision, content)
    assert "is not the letter" in compare(client, decision, content + b" ")
    assert "is not the letter" in compare(client, decision, b"", name="empty.pdf")
    assert Attachment.objects.count() == 2


def test_a_letter_of_another_decision_does_not_pass(client: Client) -> None:
    decision, other = decisions.signed(), decisions.signed()
    content = letters.render(other.letters.get(language="en").pk).file.open("rb").read()
    assert "is not the letter" in compare(client, decision, content)


def test_without_a_file_the_page_says_so(client: Client) -> None:
    answer = client.post(address(decisions.signed().verification_code), {})
    assert answer.status_code == 422


def test_guessing_is_slowed_down(client: Client) -> None:
    statuses = [client.get(address("00000-00000-00000-00000")).status_code for _ in range(40)]
    assert statuses[0] == 404
    assert statuses[-1] == 429
    assert client.get(address("00000-00000-00000-00000"))["Retry-After"] == "60"


def test_a_broken_cache_does_not_close_the_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError("down")

    decision = decisions.signed()
    monkeypatch.setattr("governance.approval.views.public.rate_limit.cache.add", broken)
    assert client.get(address(decision.verification_code)).status_code == 200


def test_parties_get_the_letter_and_others_do_not(client: Client) -> None:
    who = decisions.cast()
    decision = decisions.signed(who)
    url = reverse("governance:letter", args=[decision.case_id, "zh-hans"])
    assert client.get(url).status_code == 302
    client.force_login(who.applicant)
    answer = client.get(url)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    for stranger in (member(Role.APPLICANT, company()), member(Role.REVIEWER, natural_resources("150602"))):
        client.force_login(stranger)
        assert client.get(url).status_code == 404


def test_no_letter_of_a_proposal(client: Client) -> None:
    who = decisions.cast()
    decision = decisions.proposed(who)
    client.force_login(who.applicant)
    for language in ("zh-hans", "en", "xx"):
        assert client.get(reverse("governance:letter", args=[decision.case_id, language])).status_code == 404

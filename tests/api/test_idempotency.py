"""A repeated request is answered, not carried out, again."""

from typing import Any

import pytest

from governance.approval.models import Case, CaseDocument
from registry.messages.models import Notification
from tests.api.clients import ROOT, browser, problem
from tests.factories import attachments
from tests.factories import cases as stages
from tests.stages.approval import Played

pytestmark = pytest.mark.django_db
APPLICATIONS = f"{ROOT}/applications/"
KEY = "7f0c3f7e-0001"


@pytest.fixture
def here(settings: Any, tmp_path: Any, played: Played) -> stages.Scene:
    settings.MEDIA_ROOT = tmp_path
    return played.here


def content(here: stages.Scene, **changes: Any) -> dict[str, Any]:
    return {"mine": here.mine.pk, "procedure": stages.PROCEDURE, "title_zh": "测试方案", **changes}


def test_the_same_key_and_content_open_one_application(here: stages.Scene) -> None:
    client = browser(here.applicant)
    first = client.post(APPLICATIONS, content(here), HTTP_IDEMPOTENCY_KEY=KEY)
    turned = dict(reversed(content(here).items()))
    second = client.post(APPLICATIONS, turned, HTTP_IDEMPOTENCY_KEY=KEY)
    assert (first.status_code, second.status_code) == (201, 201)
    assert (first["Idempotency-Replayed"], second["Idempotency-Replayed"]) == ("false", "true")
    assert first.content == second.content
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_other_content_under_one_key_is_refused(here: stages.Scene) -> None:
    client = browser(here.applicant)
    client.post(APPLICATIONS, content(here), HTTP_IDEMPOTENCY_KEY=KEY)
    answer = client.post(APPLICATIONS, content(here, title_zh="另一方案"), HTTP_IDEMPOTENCY_KEY=KEY)
    problem(answer, 422, "idempotency_key_reused")


def test_a_refusal_is_not_kept(here: stages.Scene) -> None:
    client = browser(here.applicant)
    problem(client.post(APPLICATIONS, content(here, mine=0), HTTP_IDEMPOTENCY_KEY=KEY), 400, "invalid")
    problem(client.post(APPLICATIONS, content(here, title_zh="甲" * 201), HTTP_IDEMPOTENCY_KEY=KEY), 400, "invalid")
    problem(client.post(APPLICATIONS, content(here, procedure="none"), HTTP_IDEMPOTENCY_KEY=KEY), 400, "incomplete")
    assert client.post(APPLICATIONS, content(here), HTTP_IDEMPOTENCY_KEY=KEY).status_code == 201


def test_keys_belong_to_their_person(here: stages.Scene) -> None:
    path = f"{ROOT}/notifications/read/"
    for person in (here.applicant, here.clerk):
        assert browser(person).post(path, HTTP_IDEMPOTENCY_KEY=KEY)["Idempotency-Replayed"] == "false"


@pytest.mark.parametrize("key", ["", "a b", "x" * 201, "钥"])
def test_impossible_keys(here: stages.Scene, key: str) -> None:
    raw = key.encode().decode("latin-1")
    answer = browser(here.applicant).post(f"{ROOT}/notifications/read/", HTTP_IDEMPOTENCY_KEY=raw)
    assert problem(answer, 400, "invalid")["errors"][0]["parameter"] == "Idempotency-Key"


def test_files_are_compared_by_content(here: stages.Scene) -> None:
    case = stages.draft(here, complete=False)
    path = f"{APPLICATIONS}{case.pk}/documents/"
    client = browser(here.applicant)
    code = case.frozen.documents[0].code

    def send(body: bytes) -> Any:
        form = {"code": code, "file": attachments.upload(content=body)}
        return client.post(path, form, format="multipart", HTTP_IDEMPOTENCY_KEY=KEY)

    assert send(attachments.PDF).status_code == 201
    assert send(attachments.PDF)["Idempotency-Replayed"] == "true"
    problem(send(attachments.PDF + b"\n"), 422, "idempotency_key_reused")
    assert CaseDocument.objects.count() == 1


def test_a_read_ignores_the_key(here: stages.Scene) -> None:
    assert "Idempotency-Replayed" not in browser(here.applicant).get(f"{ROOT}/me/", HTTP_IDEMPOTENCY_KEY=KEY)
    assert Notification.objects.count() == 0

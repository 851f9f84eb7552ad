"""Two machines at once under one key: one acts, the other waits or takes the same answer."""

import pytest

from governance.approval.models import Case
from tests.api.clients import ROOT, browser
from tests.concurrency.test_cases import race
from tests.factories import cases as stages

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_key_opens_one_application(here: stages.Scene) -> None:
    content = {"mine": here.mine.pk, "procedure": stages.PROCEDURE, "title_zh": "测试方案"}
    clients = [browser(here.applicant) for _number in range(3)]

    def send(client):  # type: ignore[no-untyped-def]
        return lambda: client.post(f"{ROOT}/applications/", content, HTTP_IDEMPOTENCY_KEY="one")

    answers = race(*map(send, clients))
    statuses = sorted(answer.status_code for answer in answers)
    assert 201 in statuses
    assert set(statuses) <= {201, 409}
    assert Case.objects.count() == 1
    carried_out = [a for a in answers if a.status_code == 201 and a["Idempotency-Replayed"] == "false"]
    assert len(carried_out) == 1


def test_without_a_key_the_second_is_told(here: stages.Scene) -> None:
    content = {"mine": here.mine.pk, "procedure": stages.PROCEDURE, "title_zh": "测试方案"}
    clients = [browser(here.applicant) for _number in range(2)]
    answers = race(*[lambda c=client: c.post(f"{ROOT}/applications/", content) for client in clients])
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert Case.objects.count() == 1

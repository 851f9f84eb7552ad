"""Nobody signs what he did not see: an opinion from a page of the revision before is refused, on page and API."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from governance.approval.models import Case, Opinion
from governance.approval.services.dossiers import revisions
from governance.approval.services.seats import opinions
from registry.scope.models import User
from tests.api.clients import ROOT, browser, problem
from tests.factories import cases as stages
from tests.factories import seen
from tests.factories.plans import case_document

pytestmark = pytest.mark.django_db
LAND, SAFETY = "natural_resources", "emergency_management"
WORDS = "理由充分,依据明确,写满十个字以上。"


@pytest.fixture
def here() -> stages.Scene:
    return stages.scene()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def pages(case: Case, key: str) -> tuple[str, str]:
    return reverse("governance:case_detail", args=[case.pk]), reverse("governance:case_act", args=[case.pk, key])


def changed_underneath(here: stages.Scene, case: Case) -> None:
    """The office gives the dossier back, the company changes it and submits it again."""
    revisions.ask_revision(case.pk, by=here.officer, items=[{"text": "补充稳定性计算"}])
    case_document(case, "mining-plan", sha256="1" * 64)
    revisions.submit(case.pk, by=here.applicant)
    case.refresh_from_db()
    assert case.revisions.count() == 2


def test_an_opinion_on_a_dossier_that_he_never_saw_is_refused_on_the_page(here: stages.Scene) -> None:
    case, officer = stages.in_review(here), here.reviewers[LAND]
    detail, address = pages(case, "opinion")
    client = signed_in(officer)
    old = seen.carried(client.get(detail).content.decode(), address)
    assert old == {"seat": str(here.seat(case, LAND).pk), "revision": "1", "version": "1", "rows": "1"}
    changed_underneath(here, case)
    typed = {"kind": "object", "ground": "《矿山安全法》第三条", "reasons": WORDS}
    answer = client.post(address, {**old, **typed})
    body = answer.content.decode()
    assert answer.status_code == 409
    assert not Opinion.objects.exists()
    assert "revision 2 is under review now" in body
    assert "What is stored now" in body
    assert WORDS in body
    fresh = seen.carried(body, address)
    assert fresh["revision"] == "2"
    assert fresh["seat"] != old["seat"]
    assert client.post(address, {**fresh, **typed}).status_code == 302
    assert Opinion.objects.get().revision.number == 2


def test_an_opinion_on_a_dossier_that_it_never_read_is_refused_to_a_machine(here: stages.Scene) -> None:
    case, officer = stages.in_review(here), here.reviewers[LAND]
    seat = here.seat(case, LAND)
    address = f"{ROOT}/seats/{seat.pk}/opinion/"
    body = {"kind": "support", "revision": 1, "version": seat.version}
    changed_underneath(here, case)
    said = problem(browser(officer).post(address, body), 409, "stale")
    assert said["mine"]["Revision"] == 1
    assert said["theirs"]["Revision"] == 2
    assert not Opinion.objects.exists()
    now = here.seat(case, LAND)
    for missing in ("revision", "version"):
        sent = {"kind": "support", "revision": 2, "version": now.version}
        del sent[missing]
        named = browser(officer, looks=False).post(f"{ROOT}/seats/{now.pk}/opinion/", sent).json()["errors"]
        assert [fault["pointer"] for fault in named] == [f"#/{missing}"]
    sent = {"kind": "support", "revision": 2, "version": now.version}
    assert browser(officer).post(f"{ROOT}/seats/{now.pk}/opinion/", sent).status_code == 201


def test_what_another_department_says_makes_no_page_old(here: stages.Scene) -> None:
    case = stages.in_review(here)
    detail, address = pages(case, "opinion")
    client = signed_in(here.reviewers[LAND])
    old = seen.carried(client.get(detail).content.decode(), address)
    opinions.give(here.seat(case, SAFETY).pk, by=here.reviewers[SAFETY], kind="support")
    assert client.post(address, {**old, "kind": "support"}).status_code == 302


def test_what_a_colleague_did_makes_the_page_old_and_tells_who_was_first(here: stages.Scene) -> None:
    case = stages.in_review(here)
    detail, address = pages(case, "opinion")
    client = signed_in(here.reviewers[LAND])
    old = seen.carried(client.get(detail).content.decode(), address)
    seat = here.seat(case, LAND)
    opinions.give(seat.pk, by=here.heads[LAND], kind="support")
    late = client.post(address, {**old, "kind": "support"}).content.decode()
    assert f"{here.heads[LAND]} has already spoken" in late


def test_who_presses_twice_hears_that_he_did_it_himself(here: stages.Scene) -> None:
    case = stages.in_review(here)
    detail, address = pages(case, "opinion")
    client = signed_in(here.reviewers[LAND])
    sent = {**seen.carried(client.get(detail).content.decode(), address), "kind": "support"}
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent)
    assert again.status_code == 409
    assert "You did this already" in again.content.decode()
    assert Opinion.objects.count() == 1


def test_an_old_page_is_told_so_before_its_words_are_looked_at(here: stages.Scene) -> None:
    case = stages.in_review(here)
    detail, address = pages(case, "opinion")
    client = signed_in(here.reviewers[LAND])
    old = seen.carried(client.get(detail).content.decode(), address)
    changed_underneath(here, case)
    answer = client.post(address, {**old, "kind": "object"})
    assert answer.status_code == 409
    assert 'id="id_opinion_ground_error"' not in answer.content.decode()


def test_a_page_that_carries_nothing_signs_nothing(here: stages.Scene) -> None:
    case = stages.in_review(here)
    _detail, address = pages(case, "opinion")
    assert signed_in(here.reviewers[LAND]).post(address, {"kind": "support"}).status_code == 409
    assert not Opinion.objects.exists()

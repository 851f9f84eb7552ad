"""The page of a meeting: what is changed on it, and what comes back when it is wrong."""

import pytest
from django.utils import timezone, translation

from governance.approval.models import Conflict
from governance.committee.models import Meeting, MeetingChange
from governance.committee.services import meeting_votes
from tests.factories import conflicts as factory
from tests.factories.conflicts import EM, WORDS, Table
from tests.governance.approval.test_conflict_pages import page, post
from tests.governance.committee.test_meetings import sibling, upholding, veto

pytestmark = pytest.mark.django_db
LATER = "2030-01-14T09:00"


@pytest.fixture(autouse=True)
def _english():  # type: ignore[no-untyped-def]
    with translation.override("en"):
        yield


@pytest.mark.stage("objected_below_committee")
def test_rescheduled_and_cancelled_by_page(at: Table, conflict: Conflict) -> None:
    meeting = factory.planned(at, upholding(at, conflict))
    wrong = post(at.scene.officer, "meeting_act", meeting.pk, "reschedule", held_at="x", place="留着", reason="短")
    assert wrong.status_code == 422
    assert "留着" in wrong.content.decode()
    past = post(at.scene.officer, "meeting_act", meeting.pk, "reschedule", held_at="2020-01-14T09:00", reason="短")
    assert all(words in past.content.decode() for words in ("Choose a time to come.", "Write at least 10 characters."))
    given = {
        "held_at": LATER,
        "place": "二号会议室",
        "link": "https://meet.example.org/7",
        "reason": WORDS,
        "version": 1,
    }
    assert post(at.scene.heads[EM], "meeting_act", meeting.pk, "reschedule", **given).status_code == 403
    assert post(at.scene.officer, "meeting_act", meeting.pk, "reschedule", **given).status_code == 302
    assert post(at.scene.officer, "meeting_act", meeting.pk, "cancel", reason=WORDS, version=1).status_code == 409
    shown = page(at.members[0], "meeting_detail", meeting.pk)
    assert all(words in shown for words in ("二号会议室", given["link"], "Changes since the meeting was called", WORDS))
    assert "Reschedule and tell everybody" not in shown
    assert post(at.scene.officer, "meeting_act", meeting.pk, "cancel", reason=WORDS, version=2).status_code == 302
    assert post(at.scene.officer, "meeting_act", meeting.pk, "cancel", reason=WORDS).status_code == 409
    ended = page(at.scene.officer, "meeting_detail", meeting.pk)
    assert "The meeting does not take place." in ended
    assert "Call another meeting" in ended
    assert meeting.items.get().matter.number in page(at.scene.officer, "meeting_new")
    assert MeetingChange.objects.count() == 2


@pytest.mark.stage("objected_below_committee")
def test_the_agenda_is_put_in_order_by_page(at: Table, conflict: Conflict) -> None:
    second = factory.draft(factory.raised(factory.objected(sibling(at.scene)), at.scene), "upheld")
    meeting = factory.planned(at, upholding(at, conflict), second)
    first, last = (item.pk for item in meeting.items.all())
    shown = page(at.scene.officer, "meeting_detail", meeting.pk)
    assert f'name="order" value="{last}"><input type="hidden" name="order" value="{first}"' in shown
    turned = {"order": [last, first]}
    assert post(at.scene.officer, "meeting_act", meeting.pk, "reorder", **turned, version=1).status_code == 302
    assert [item.pk for item in meeting.items.all()] == [last, first]
    assert post(at.scene.officer, "meeting_act", meeting.pk, "reorder", **turned).status_code == 302
    assert post(at.scene.officer, "meeting_act", meeting.pk, "reorder", **turned, version=1).status_code == 409
    assert post(at.scene.officer, "meeting_act", meeting.pk, "reorder", order=[first, last]).status_code == 302
    assert [item.pk for item in meeting.items.all()] == [first, last]


@pytest.mark.stage("objected_below_committee")
def test_an_item_is_postponed_by_page(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict), absent=2)
    item = meeting.items.get()
    wrong = post(at.scene.officer, "meeting_act", meeting.pk, "postpone-item", item=item.pk, reason="太短了")
    assert wrong.status_code == 422
    assert "太短了" in wrong.content.decode()
    given = {"item": item.pk, "reason": WORDS, "held_at": LATER}
    assert post(at.scene.officer, "meeting_act", meeting.pk, "postpone-item", **given).status_code == 302
    again = Meeting.objects.exclude(pk=meeting.pk).get()
    assert timezone.localtime(again.held_at).strftime("%Y-%m-%dT%H:%M") == LATER
    assert "Goes on in a later meeting" in page(at.members[0], "meeting_detail", meeting.pk)
    assert "Taken up from an earlier meeting" in page(at.members[0], "meeting_detail", again.pk)


@pytest.mark.stage("objected_below_committee")
def test_another_chair_is_named_by_page(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, upholding(at, conflict))
    given = {"person": at.members[1].pk, "reason": WORDS}
    assert post(at.scene.officer, "meeting_act", meeting.pk, "chair", person=1, reason=WORDS).status_code == 422
    assert post(at.scene.officer, "meeting_act", meeting.pk, "chair", **given).status_code == 302
    meeting.refresh_from_db()
    assert meeting.chair == at.members[1]


@pytest.mark.stage("objected_below_committee")
def test_no_form_that_cannot_be_sent(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, upholding(at, conflict))
    office = page(at.scene.officer, "meeting_detail", meeting.pk)
    assert "1 item is still open: close it first." in office
    assert "Cancel and tell everybody" in office
    meeting_votes.vote(meeting.items.get().pk, by=at.members[0], recuse=True, reason="亲属在该公司任职。")
    assert "Cancel and tell everybody" not in page(at.scene.officer, "meeting_detail", meeting.pk)
    assert "/close-item/" not in page(at.members[0], "meeting_detail", meeting.pk)

"""A meeting that was called: held at another time, cancelled, led by another chair, its items taken elsewhere."""

import datetime as dt
from typing import Any
from unittest import mock

import pytest
from django.db import InternalError, transaction
from django.utils import timezone, translation

from governance.approval.models import Case, Conflict
from governance.approval.selectors.cases import blocking
from governance.approval.selectors.clocks import clocks
from governance.committee.models import AgendaItem, Meeting, MeetingChange
from governance.committee.services import meeting_changes, meeting_votes, meetings, postponing
from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, Stale, WrongState
from registry.matters.models import QueueEntry
from registry.messages.models import Notification
from registry.scope.models import Role, User
from tests.factories import conflicts as factory
from tests.factories.conflicts import EM, WORDS, Table
from tests.factories.memberships import member
from tests.governance.committee.test_meetings import sibling, upholding, veto

pytestmark = pytest.mark.django_db
LINK = "https://meet.example.org/room/7"


def later(days: int = 9) -> dt.datetime:
    return timezone.now() + dt.timedelta(days=days)


def told(kind: str) -> set[int]:
    return set(Notification.objects.filter(kind=kind).values_list("recipient", flat=True))


def tasks(meeting: Meeting) -> list[str]:
    case = Case.objects.get(pk=meeting.items.all()[0].matter_id)
    with translation.override("en"):
        return [str(holder.task) for holder in blocking.who_is_blocking(case, clocks.of_case(case))]


@pytest.mark.stage("objected_below_committee")
def test_another_time_and_place_and_everybody_is_told(at: Table, conflict: Conflict) -> None:
    meeting = factory.planned(at, upholding(at, conflict))
    newcomer, gone = member(Role.COMMITTEE_MEMBER, at.committee), at.members[2]
    gone.memberships.update(valid_to=timezone.localdate() - dt.timedelta(days=1))
    given = {"held_at": later(), "place": "二号会议室", "link": LINK, "reason": WORDS}
    changed = meeting_changes.reschedule(meeting.pk, by=at.scene.officer, version=meeting.version, **given)
    assert (changed.held_at, changed.place, changed.link) == (given["held_at"], "二号会议室", LINK)
    assert (changed.state, changed.version) == ("planned", meeting.version + 1)
    row = MeetingChange.objects.get()
    assert (row.kind, row.reason, row.by) == ("rescheduled", WORDS, at.scene.officer)
    assert row.after["place"] == "二号会议室"
    heads = {one.pk for one in at.scene.heads.values()}
    assert told("meetings.rescheduled") == {one.pk for one in at.members} | heads | {newcomer.pk, at.scene.officer.pk}
    invited = set(meeting.attendances.filter(is_member=True).values_list("person", flat=True))
    assert invited == {at.members[0].pk, at.members[1].pk, newcomer.pk}
    assert AuditEvent.objects.get(verb="meetings.reschedule").after["reason"] == WORDS
    assert tasks(meeting) == [f"Hold the sitting of {timezone.localtime(changed.held_at).date()}", "Draft the refusal"]
    assert QueueEntry.objects.filter(task_en__startswith="Hold the sitting of").count() == 1


@pytest.mark.stage("objected_below_committee")
def test_every_fault_of_a_change_at_once(at: Table, conflict: Conflict) -> None:
    meeting = factory.planned(at, upholding(at, conflict))
    with pytest.raises(Incomplete) as caught:
        meeting_changes.reschedule(
            meeting.pk, by=at.scene.officer, held_at=later(-1), place="x" * 201, link="http://a", reason="短"
        )
    assert set(caught.value.fields) == {"held_at", "place", "link", "reason"}
    with pytest.raises(Incomplete) as caught:
        meeting_changes.reschedule(
            meeting.pk, by=at.scene.officer, held_at=meeting.held_at, place=meeting.place, reason=WORDS
        )
    assert set(caught.value.fields) == {"held_at"}
    assert not MeetingChange.objects.exists()
    assert not told("meetings.rescheduled")


@pytest.mark.parametrize("act", ["reschedule", "cancel", "chair", "postpone"])
@pytest.mark.stage("objected_below_committee")
def test_only_the_office_that_called_it(at: Table, act: str, conflict: Conflict) -> None:
    meeting = (
        factory.planned(at, upholding(at, conflict))
        if act in ("reschedule", "cancel")
        else factory.sitting(at, upholding(at, conflict))
    )
    item, chair = meeting.items.get().pk, at.members[1].pk
    acts: dict[str, Any] = {
        "reschedule": lambda by: meeting_changes.reschedule(meeting.pk, by=by, held_at=later(), reason=WORDS),
        "cancel": lambda by: meeting_changes.cancel(meeting.pk, by=by, reason=WORDS),
        "chair": lambda by: meeting_changes.name_chair(meeting.pk, by=by, person_id=chair, reason=WORDS),
        "postpone": lambda by: postponing.postpone(item, by=by, held_at=later(), reason=WORDS),
    }
    for by in (at.members[0], at.scene.heads[EM]):
        with pytest.raises(NotAllowed):
            acts[act](by)
    with pytest.raises(OutOfScope):
        acts[act](at.scene.applicant)
    assert not MeetingChange.objects.exists()


@pytest.mark.stage("objected_below_committee")
def test_an_old_page_changes_nothing(at: Table, conflict: Conflict) -> None:
    meeting = factory.planned(at, upholding(at, conflict))
    meeting_changes.reschedule(meeting.pk, by=at.scene.officer, held_at=later(), reason=WORDS, version=1)
    with pytest.raises(Stale):
        meeting_changes.reschedule(meeting.pk, by=at.scene.officer, held_at=later(3), reason=WORDS, version=1)
    with pytest.raises(Stale):
        meeting_changes.cancel(meeting.pk, by=at.scene.officer, reason=WORDS, version=1)


@pytest.mark.stage("objected_below_committee")
def test_a_cancelled_meeting_gives_its_items_back(at: Table, conflict: Conflict) -> None:
    draft = veto(at, conflict)
    meeting = factory.planned(at, draft)
    cancelled = meeting_changes.cancel(meeting.pk, by=at.scene.officer, reason=WORDS)
    assert (cancelled.state, cancelled.cancel_reason) == ("cancelled", WORDS)
    assert cancelled.cancelled_at is not None
    item = meeting.items.get()
    assert item.outcome == "cancelled"
    assert factory.of_item(item).state == "open"
    assert tasks(meeting) == ["Call a sitting on the conflict", "Draft the refusal"]
    holder = QueueEntry.objects.get(part="conflict")
    assert (holder.organisation, holder.task_en) == (at.scene.office, "Call a sitting on the conflict")
    everybody = {one.pk for one in [*at.members, *at.scene.heads.values(), at.scene.officer]}
    assert told("meetings.cancelled") == everybody
    for act in (
        lambda: meetings.open_sitting(
            meeting.pk, by=at.scene.officer, present=[at.members[0].pk], chair_id=at.members[0].pk
        ),
        lambda: meeting_changes.reschedule(meeting.pk, by=at.scene.officer, held_at=later(), reason=WORDS),
        lambda: meeting_changes.cancel(meeting.pk, by=at.scene.officer, reason=WORDS),
    ):
        with pytest.raises(WrongState):
            act()
    again = factory.voted(at, factory.sitting(at, draft), "for", "for", "for")
    assert again.items.get().outcome == "adopted"


@pytest.mark.stage("objected_below_committee")
def test_an_opened_meeting_is_cancelled_only_before_it_decides(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict))
    meeting_votes.vote(meeting.items.get().pk, by=at.members[0], choice="for")
    with pytest.raises(WrongState):
        meeting_changes.cancel(meeting.pk, by=at.scene.officer, reason=WORDS)
    other = factory.sitting(at, factory.draft(factory.raised(factory.objected(sibling(at.scene)), at.scene), "upheld"))
    assert meeting_changes.cancel(other.pk, by=at.scene.officer, reason=WORDS).state == "cancelled"


@pytest.mark.parametrize("kind", ["reschedule", "cancel"])
@pytest.mark.stage("objected_below_committee")
def test_a_failing_last_step_takes_everything_back(at: Table, kind: str, conflict: Conflict) -> None:
    meeting = factory.planned(at, upholding(at, conflict))
    given: dict[str, Any] = {"held_at": later()} if kind == "reschedule" else {}
    act = getattr(meeting_changes, kind)
    with (
        mock.patch("registry.messages.services.notifications.notify", side_effect=RuntimeError),
        pytest.raises(RuntimeError),
    ):
        act(meeting.pk, by=at.scene.officer, reason=WORDS, **given)
    assert Meeting.objects.get().held_at == meeting.held_at
    assert meeting.items.get().outcome == ""
    assert not MeetingChange.objects.exists()
    assert not AuditEvent.objects.filter(verb=f"meetings.{kind}").exists()


@pytest.mark.stage("objected_below_committee")
def test_what_was_changed_stays_written(at: Table, conflict: Conflict) -> None:
    meeting = factory.planned(at, upholding(at, conflict))
    meeting_changes.reschedule(meeting.pk, by=at.scene.officer, held_at=later(), reason=WORDS)
    for act in (lambda: MeetingChange.objects.update(reason="x"), lambda: MeetingChange.objects.all().delete()):
        with pytest.raises(InternalError), transaction.atomic():
            act()


@pytest.mark.stage("objected_below_committee")
def test_the_agenda_in_another_order(at: Table, conflict: Conflict) -> None:
    second = factory.draft(factory.raised(factory.objected(sibling(at.scene)), at.scene), "upheld")
    meeting = factory.planned(at, upholding(at, conflict), second)
    first, last = (item.pk for item in meeting.items.all())
    for order in ([first], [first, first], [first, last, 10**9], []):
        with pytest.raises(Incomplete):
            meetings.reorder(meeting.pk, by=at.scene.officer, order=order)
    meetings.reorder(meeting.pk, by=at.scene.officer, order=[last, first], version=1)
    assert [item.pk for item in meeting.items.all()] == [last, first]
    with pytest.raises(Stale):
        meetings.reorder(meeting.pk, by=at.scene.officer, order=[first, last], version=1)
    assert AuditEvent.objects.filter(verb="meetings.reorder").count() == 1
    third = factory.draft(factory.raised(factory.objected(sibling(at.scene)), at.scene), "upheld")
    meetings.remove_item(meeting.pk, by=at.scene.officer, item_id=last)
    meetings.add_item(meeting.pk, third, by=at.scene.officer)
    assert meeting.items.all()[0].pk == first


@pytest.mark.stage("objected_below_committee")
def test_another_chair(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict), absent=1)
    for person in (at.members[0], at.members[2], at.scene.heads[EM]):
        with pytest.raises(Incomplete) as caught:
            meeting_changes.name_chair(meeting.pk, by=at.scene.officer, person_id=person.pk, reason="短")
        assert set(caught.value.fields) == {"person", "reason"}
    named = meeting_changes.name_chair(meeting.pk, by=at.scene.officer, person_id=at.members[1].pk, reason=WORDS)
    assert named.chair == at.members[1]
    meetings.note_presence(meeting.pk, by=at.scene.officer, person_id=at.members[0].pk, is_present=False)
    assert MeetingChange.objects.get().after == {"chair": str(at.members[1])}


@pytest.mark.stage("objected_below_committee")
def test_nobody_chooses_who_decides_a_tie(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict, quorum="1/2", tie="chair"), absent=1)
    item = meeting.items.get()
    for person, choice in zip(at.members, ("abstain", "for"), strict=False):
        meeting_votes.vote(item.pk, by=person, choice=choice)
    given = {"by": at.scene.officer, "person_id": at.members[1].pk, "reason": WORDS}
    with pytest.raises(WrongState):
        meeting_changes.name_chair(meeting.pk, **given)  # type: ignore[arg-type]
    User.objects.filter(pk=at.members[0].pk).update(is_active=False)
    assert meeting_changes.name_chair(meeting.pk, **given).chair == at.members[1]  # type: ignore[arg-type]


@pytest.mark.stage("objected_below_committee")
def test_without_a_quorum_the_item_goes_on_in_a_meeting_called_now(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict), absent=2)
    item = meeting.items.get()
    with pytest.raises(Incomplete) as caught:
        postponing.postpone(item.pk, by=at.scene.officer, reason="短")
    assert set(caught.value.fields) == {"reason", "held_at"}
    taken = postponing.postpone(item.pk, by=at.scene.officer, reason=WORDS, held_at=later(), place="二号会议室")
    item.refresh_from_db()
    assert (item.outcome, item.text, item.tally["is_quorate"]) == ("no_quorum", WORDS, False)
    assert (taken.continues, taken.question, taken.proposal) == (item, item.question, item.proposal)
    again = taken.meeting
    assert (again.state, again.place, again.rules, again.ballot) == ("planned", "二号会议室", meeting.rules, "open")
    assert (again.title_zh, again.title_en) == ("测试会议（续会）", "Test sitting (resumed)")
    assert again.attendances.filter(is_member=True).count() == 3
    assert factory.closed(at, meeting).state == "closed"
    assert tasks(again) == [f"Hold the sitting of {timezone.localtime(again.held_at).date()}", "Draft the refusal"]
    assert AuditEvent.objects.filter(verb="meetings.postpone").count() == 1
    came = [one.pk for one in at.members]
    meetings.open_sitting(again.pk, by=at.scene.officer, present=came, chair_id=came[0])
    assert factory.voted(at, again, "for", "for", "against").items.get().outcome == "adopted"


@pytest.mark.stage("objected_below_committee")
def test_or_in_one_that_is_planned(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, upholding(at, conflict))
    draft = factory.draft(factory.raised(factory.objected(sibling(at.scene)), at.scene), "upheld")
    planned = factory.planned(at, draft)
    secret = factory.planned(
        at, factory.draft(factory.raised(factory.objected(sibling(at.scene)), at.scene), "upheld"), ballot="secret"
    )
    item = meeting.items.get()
    for wrong in (meeting.pk, secret.pk, 10**9):
        with pytest.raises(Incomplete) as caught:
            postponing.postpone(item.pk, by=at.scene.officer, reason=WORDS, meeting_id=wrong)
        assert set(caught.value.fields) == {"meeting"}
    taken = postponing.postpone(item.pk, by=at.scene.officer, reason=WORDS, meeting_id=planned.pk)
    item.refresh_from_db()
    assert (item.outcome, taken.meeting_id, planned.items.count()) == ("postponed", planned.pk, 2)
    assert planned.items.last() == taken
    with pytest.raises(WrongState):
        postponing.postpone(item.pk, by=at.scene.officer, reason=WORDS, meeting_id=planned.pk)


@pytest.mark.stage("objected_below_committee")
def test_nobody_postpones_a_vote_that_he_would_lose(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict))
    item = meeting.items.get()
    meeting_votes.vote(item.pk, by=at.members[0], choice="for")
    for person in at.members[1:]:
        meetings.note_presence(meeting.pk, by=at.scene.officer, person_id=person.pk, is_present=False)
    meetings.note_presence(meeting.pk, by=at.scene.officer, person_id=at.members[1].pk, is_present=True)
    with pytest.raises(WrongState):
        postponing.postpone(item.pk, by=at.scene.officer, reason=WORDS, held_at=later())
    assert AgendaItem.objects.count() == 1

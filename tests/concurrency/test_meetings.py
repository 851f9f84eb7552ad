"""Two people at once in a meeting: one vote each, one closing, one winner."""

import pytest

from governance.approval.models import Conflict, ConflictStep
from governance.approval.services.conflicts import conflict_acts
from governance.committee.models import AgendaItem, Meeting, MeetingChange, Vote
from governance.committee.services import meeting_changes, meeting_votes, meetings, postponing
from registry.audit.models import AuditEvent
from registry.base.rules.errors import DomainError
from registry.scope.models import Role
from tests.concurrency.test_cases import one_wins, race
from tests.factories import conflicts as factory
from tests.factories.conflicts import WORDS, Table
from tests.factories.memberships import member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.stage("objected_below_committee")]


def sitting(at: Table, conflict: Conflict) -> Meeting:
    factory.overcomable(conflict.case)
    return factory.sitting(at, factory.draft(factory.raised(conflict, at.scene), "overridden"))


def test_one_member_votes_twice_at_once(at: Table, conflict: Conflict) -> None:
    item, by = sitting(at, conflict).items.get(), at.members[0]
    one_wins(
        race(
            lambda: meeting_votes.vote(item.pk, by=by, choice="for"),
            lambda: meeting_votes.vote(item.pk, by=by, choice="against"),
        )
    )
    assert Vote.objects.count() == 1


def test_all_members_vote_at_once(at: Table, conflict: Conflict) -> None:
    item = sitting(at, conflict).items.get()
    answers = race(*[lambda one=one: meeting_votes.vote(item.pk, by=one, choice="for") for one in at.members])
    assert not any(isinstance(answer, DomainError) for answer in answers)
    assert Vote.objects.count() == 3


def test_chair_and_office_close_an_item_at_once(at: Table, conflict: Conflict) -> None:
    item = sitting(at, conflict).items.get()
    for one in at.members:
        meeting_votes.vote(item.pk, by=one, choice="for")
    one_wins(
        race(
            lambda: meeting_votes.close_item(item.pk, by=at.members[0], text=WORDS),
            lambda: meeting_votes.close_item(item.pk, by=at.scene.officer, text=WORDS),
        )
    )
    assert AuditEvent.objects.filter(verb="conflicts.settle").count() == 1
    assert AgendaItem.objects.get().outcome == "adopted"


def test_chair_and_office_close_the_meeting_at_once(at: Table, conflict: Conflict) -> None:
    meeting = factory.voted(at, sitting(at, conflict), "for", "for", "for")
    one_wins(
        race(
            lambda: meetings.close(meeting.pk, by=at.members[0], minutes=WORDS),
            lambda: meetings.close(meeting.pk, by=at.scene.officer, minutes=WORDS),
        )
    )
    assert AuditEvent.objects.filter(verb="meetings.close").count() == 1


def test_a_vote_and_the_closing_leave_one_consistent_state(at: Table, conflict: Conflict) -> None:
    item = sitting(at, conflict).items.get()
    for one in at.members[:2]:
        meeting_votes.vote(item.pk, by=one, choice="for")
    race(
        lambda: meeting_votes.vote(item.pk, by=at.members[2], choice="against"),
        lambda: meeting_votes.close_item(item.pk, by=at.members[0], text=WORDS),
    )
    item.refresh_from_db()
    assert Vote.objects.count() == 3
    assert item.outcome == "" or item.tally["in_favour"] + item.tally["against"] == 3


def test_two_officers_raise_a_conflict_at_once(at: Table, conflict: Conflict) -> None:
    other = member(Role.COMMITTEE_OFFICE, at.scene.office)
    race(
        lambda: conflict_acts.raise_level(conflict.pk, by=at.scene.officer, reason=WORDS),
        lambda: conflict_acts.settle_desk(conflict.pk, by=other, text=WORDS),
    )
    conflict.refresh_from_db()
    assert conflict.state == "settled"
    assert ConflictStep.objects.filter(conflict=conflict, kind="settled").count() == 1


def test_two_meetings_ask_for_one_conflict(at: Table, conflict: Conflict) -> None:
    conflict = factory.raised(conflict, at.scene)
    draft = factory.draft(conflict, "upheld")
    answers = race(lambda: factory.planned(at, draft), lambda: factory.planned(at, draft))
    assert sum(isinstance(answer, Meeting) for answer in answers) == 1
    assert AgendaItem.objects.count() == 1
    assert Conflict.objects.get().state == "open"


def test_opened_and_cancelled_at_once(at: Table, conflict: Conflict) -> None:
    meeting = factory.planned(at, factory.draft(factory.raised(conflict, at.scene), "upheld"))
    given = {"present": [one.pk for one in at.members], "chair_id": at.members[0].pk}
    race(
        lambda: meetings.open_sitting(meeting.pk, by=at.scene.officer, **given),  # type: ignore[arg-type]
        lambda: meeting_changes.cancel(meeting.pk, by=at.scene.officer, reason=WORDS),
    )
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"  # an opened meeting in which nobody voted may still be cancelled
    assert AgendaItem.objects.get().outcome == "cancelled"


def test_a_vote_and_a_cancellation_at_once(at: Table, conflict: Conflict) -> None:
    meeting = sitting(at, conflict)
    item = meeting.items.get()
    one_wins(
        race(
            lambda: meeting_votes.vote(item.pk, by=at.members[0], choice="for"),
            lambda: meeting_changes.cancel(meeting.pk, by=at.scene.officer, reason=WORDS),
        )
    )
    meeting.refresh_from_db()
    assert (meeting.state == "cancelled") == (Vote.objects.count() == 0)


def test_two_officers_reschedule_what_both_saw(at: Table, conflict: Conflict) -> None:
    meeting = factory.planned(at, factory.draft(factory.raised(conflict, at.scene), "upheld"))
    other, day = member(Role.COMMITTEE_OFFICE, at.scene.office), factory.dt.timedelta(days=1)
    one_wins(
        race(
            *[
                lambda by=by, days=days: meeting_changes.reschedule(
                    meeting.pk, by=by, held_at=meeting.held_at + days * day, reason=WORDS, version=1
                )
                for by, days in ((at.scene.officer, 1), (other, 2))
            ]
        )
    )
    assert MeetingChange.objects.count() == 1


def test_one_item_is_postponed_twice_at_once(at: Table, conflict: Conflict) -> None:
    item, day = sitting(at, conflict).items.get(), factory.dt.timedelta(days=9)
    later = factory.timezone.now() + day
    answers = race(
        *[lambda: postponing.postpone(item.pk, by=at.scene.officer, reason=WORDS, held_at=later) for _n in range(2)]
    )
    one_wins(answers)
    assert Meeting.objects.count() == 2
    assert AgendaItem.objects.filter(outcome="").count() == 1

"""What a sitting leaves behind: lifted checks, minutes, and what nobody else sees."""

from unittest import mock

import pytest
from django.test import override_settings
from django.utils import translation

from governance.approval.models import Case, CheckLift, Conflict
from governance.approval.services.checks import checks
from governance.committee.models import Choice
from governance.committee.policies.meetings import MeetingPolicy
from governance.committee.selectors import meetings as selectors
from governance.committee.services import meeting_votes, meetings, minutes
from governance.committee.views import meeting_work
from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete, WrongState
from registry.scope.models import Role, User
from tests.factories import cases as stages
from tests.factories import checks as check_factory
from tests.factories import conflicts as factory
from tests.factories.conflicts import EM, WORDS, Table
from tests.factories.memberships import MembershipFactory
from tests.governance.approval.test_letters import flat, text_of
from tests.governance.committee.test_meetings import upholding, veto

pytestmark = pytest.mark.django_db


def failing(at: Table, case: Case | None = None, code: str = "gate-security", *, liftable: bool = True) -> Case:
    """A case one of whose checks fails."""
    case = case or stages.in_review(at.scene)
    check_factory.ask(case, code, liftable=(code,) if liftable else ())
    check_factory.record(case, code, state="fail")
    checks.run(case.pk, by=at.scene.officer)
    return case


@pytest.mark.stage("seated")
def test_the_committee_lifts_a_failed_check(at: Table, case: Case) -> None:
    case = failing(at, case)
    assert [one.subject.code for one in selectors.questions(at.scene.officer, "committee")] == ["gate-security"]
    draft = factory.lifting(case, "gate-security")
    meeting = factory.sitting(at, draft)
    assert selectors.questions(at.scene.officer, "committee") == []
    factory.voted(at, meeting, "for", "for", "for")
    lift = CheckLift.objects.get()
    assert (lift.case, lift.code, lift.reason, lift.revision.number) == (case, "gate-security", WORDS, 1)
    assert AuditEvent.objects.filter(verb="meetings.lift").count() == 1


@pytest.mark.stage("seated")
def test_a_check_that_nobody_may_lift(at: Table, case: Case) -> None:
    case = failing(at, case, liftable=False)
    draft = factory.lifting(case, "gate-security")
    with pytest.raises(Incomplete):
        factory.planned(at, draft)


@pytest.mark.stage("seated")
def test_a_rejected_lift_lifts_nothing(at: Table, case: Case) -> None:
    case = failing(at, case)
    draft = factory.lifting(case, "gate-security")
    factory.voted(at, factory.sitting(at, draft), "against", "for", "against")
    assert not CheckLift.objects.exists()


@pytest.mark.stage("objected_below_committee")
def test_minutes_close_the_meeting(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, upholding(at, conflict))
    with pytest.raises(WrongState):
        factory.closed(at, meeting)
    factory.voted(at, meeting, "for", "for", "for")
    with pytest.raises(Incomplete):
        meetings.close(meeting.pk, by=at.members[0], minutes="短")
    closed = meetings.close(meeting.pk, by=at.members[0], minutes=WORDS)
    assert (closed.state, closed.minutes) == ("closed", WORDS)
    assert AuditEvent.objects.filter(verb="meetings.close").count() == 1
    with pytest.raises(WrongState):
        factory.closed(at, meeting)


@pytest.mark.stage("objected_below_committee")
def test_a_failing_last_step_takes_everything_back(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict))
    item = meeting.items.get()
    for person in at.members:
        meeting_votes.vote(item.pk, by=person, choice="for")
    with (
        mock.patch("registry.matters.services.queues.refresh", side_effect=RuntimeError),
        pytest.raises(RuntimeError),
    ):
        meeting_votes.close_item(item.pk, by=at.scene.officer, text=WORDS)
    item.refresh_from_db()
    assert item.outcome == ""
    assert factory.of_item(item).state == "open"
    assert not AuditEvent.objects.filter(verb="meetings.close_item").exists()


@pytest.mark.stage("objected_below_committee")
def test_who_sees_a_meeting(at: Table, conflict: Conflict) -> None:
    meeting = factory.planned(at, upholding(at, conflict))
    for person in (at.members[0], at.scene.officer, at.scene.heads[EM]):
        assert MeetingPolicy().scope(person).filter(pk=meeting.pk).exists()
    MembershipFactory(user=at.members[1], organisation=at.scene.company, role=Role.COMPANY_MANAGER)
    for person in (at.scene.applicant, at.scene.reviewers[EM], User.objects.get(pk=at.members[1].pk)):
        assert not MeetingPolicy().scope(person).exists()


@pytest.mark.parametrize("ballot", ["open", "secret"])
@pytest.mark.stage("objected_below_committee")
def test_the_minutes_are_made_once_in_both_languages(
    at: Table, ballot: str, tmp_path: object, conflict: Conflict
) -> None:
    meeting = factory.voted(at, factory.sitting(at, veto(at, conflict, ballot=ballot)), "for", "for", "against")
    with override_settings(MEDIA_ROOT=tmp_path):
        with pytest.raises(WrongState):
            minutes.render(meeting.pk)
        factory.closed(at, meeting)
        made = minutes.render(meeting.pk)
        assert minutes.render(meeting.pk).pk == made.pk
        with made.file.open("rb") as file:
            pdf = file.read()
    assert b"pdfuaid" in pdf
    said = flat(text_of(pdf))
    for words in (
        "委员会会议纪要",
        "测试委员会",
        "赞成2，反对1",
        "Minutesofasittingofthecommittee",
        "for2,against1",
        WORDS,
    ):
        assert flat(words) in said, words
    with translation.override("zh-hans"):
        named = flat(f"{at.members[2]}：{Choice.AGAINST.label}") in said
    assert named == (ballot == "open")


@pytest.mark.stage("objected_below_committee")
def test_a_vote_waits_on_the_home_page_until_it_is_given(at: Table, conflict: Conflict) -> None:
    item = factory.sitting(at, upholding(at, conflict)).items.get()
    assert [found.title for found in meeting_work.to_vote(at.members[0])] == [item.question]
    meeting_votes.vote(item.pk, by=at.members[0], choice="for")
    assert meeting_work.count(at.members[0]) == 0
    assert meeting_work.count(at.members[1]) == 1
    assert meeting_work.to_vote(at.scene.officer) == []

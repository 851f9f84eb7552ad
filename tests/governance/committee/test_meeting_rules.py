"""What a vote of the committee guarantees: who is concerned stays out, secret is secret, nobody games it."""

import json
from pathlib import Path

import pytest
from django.core import serializers
from django.test import override_settings
from django.urls import reverse

from governance.approval.models import Conflict
from governance.approval.services.conflicts import conflict_acts
from governance.approval.services.seats import opinions
from governance.committee.models import AgendaItem, BallotPaper, Meeting, Vote
from governance.committee.policies.meetings import MeetingPolicy
from governance.committee.rules import recusals
from governance.committee.selectors import meetings as selectors
from governance.committee.services import meeting_votes, meetings, minutes
from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete, NotAllowed, WrongState
from registry.messages.models import Notification
from registry.scope.models import Role, User
from tests.api.clients import ROOT, browser
from tests.factories import conflicts as factory
from tests.factories import seen
from tests.factories.conflicts import EM, NR, WORDS, Table
from tests.factories.memberships import MembershipFactory
from tests.factories.procedures import refreeze
from tests.governance.approval.test_letters import flat, text_of
from tests.governance.committee.test_meetings import seated_member, upholding, veto

pytestmark = pytest.mark.django_db


def vote(at: Table, item: AgendaItem, *choices: str) -> None:
    for person, choice in zip(at.members, choices, strict=False):
        meeting_votes.vote(item.pk, by=person, choice=choice)


@pytest.mark.stage("objected_below_committee")
def test_who_stood_aside_does_not_watch_the_vote(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict))
    item = meeting.items.get()
    meeting_votes.vote(item.pk, by=at.members[0], choice="for")
    meeting_votes.vote(item.pk, by=at.members[2], recuse=True, reason="亲属在该公司任职。")
    (shown,) = selectors.standings(meeting, at.members[2])
    assert (shown.tally, shown.may_vote) == (None, False)
    with pytest.raises(WrongState):
        meeting_votes.vote(item.pk, by=at.members[2], choice="against")


@pytest.mark.parametrize("says_so", [True, False])
@pytest.mark.stage("objected_below_committee")
def test_a_chair_who_stands_aside_does_not_write_the_decision(at: Table, says_so: bool, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict, quorum="1/2", tie="chair"))
    item, chair = meeting.items.get(), at.members[0]
    if says_so:
        meeting_votes.vote(item.pk, by=chair, recuse=True, reason="亲属在该公司任职。")
    else:
        MembershipFactory(user=chair, organisation=at.scene.departments[NR], role=Role.REVIEWER)
    chair = User.objects.get(pk=chair.pk)
    for person, choice in zip(at.members[1:], ("for", "against"), strict=True):
        meeting_votes.vote(item.pk, by=person, choice=choice)
    with pytest.raises(NotAllowed):
        meeting_votes.close_item(item.pk, by=chair, text=WORDS, casting="for")
    closed = meeting_votes.close_item(item.pk, by=at.scene.officer, text=WORDS)
    assert (closed.outcome, closed.tally["is_tie"], closed.tally["by_chair"]) == ("rejected", True, False)


@pytest.mark.stage("objected_below_committee")
def test_an_officer_who_is_also_a_member_votes_once_and_closes(at: Table, conflict: Conflict) -> None:
    MembershipFactory(user=at.scene.officer, organisation=at.committee, role=Role.COMMITTEE_MEMBER)
    officer = User.objects.get(pk=at.scene.officer.pk)
    at.members.append(officer)
    meeting = factory.sitting(at, veto(at, conflict))
    item = meeting.items.get()
    vote(at, item, "for", "for", "against", "against")
    with pytest.raises(WrongState):
        meeting_votes.vote(item.pk, by=officer, choice="for")
    assert meeting_votes.close_item(item.pk, by=officer, text=WORDS).tally["present"] == 4


@pytest.mark.stage("objected_below_committee")
def test_who_comes_late_votes_on_what_is_open(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict), absent=1)
    item, late = meeting.items.get(), at.members[2]
    vote(at, item, "for", "against")
    meetings.note_presence(meeting.pk, by=at.scene.officer, person_id=late.pk, is_present=True)
    meetings.note_presence(meeting.pk, by=at.scene.officer, person_id=late.pk, is_present=True)
    assert AuditEvent.objects.filter(verb="meetings.arrive").count() == 1
    with pytest.raises(WrongState):
        meeting_votes.close_item(item.pk, by=at.scene.officer, text=WORDS)
    meeting_votes.vote(item.pk, by=late, choice="for")
    closed = meeting_votes.close_item(item.pk, by=at.scene.officer, text=WORDS)
    assert (closed.outcome, closed.tally["present"]) == ("adopted", 3)


@pytest.mark.stage("objected_below_committee")
def test_who_voted_and_left_is_counted_and_cannot_vote_again(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict))
    item = meeting.items.get()
    vote(at, item, "for", "for", "against")
    meetings.note_presence(meeting.pk, by=at.scene.officer, person_id=at.members[2].pk, is_present=False)
    with pytest.raises(NotAllowed):
        meeting_votes.vote(item.pk, by=at.members[2], choice="for")
    closed = meeting_votes.close_item(item.pk, by=at.scene.officer, text=WORDS)
    assert (closed.tally["present"], closed.tally["against"]) == (3, 1)


@pytest.mark.stage("objected_below_committee")
def test_who_lost_the_seat_does_not_vote(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict))
    at.members[2].memberships.all().delete()
    with pytest.raises(NotAllowed):
        meeting_votes.vote(meeting.items.get().pk, by=User.objects.get(pk=at.members[2].pk), choice="for")


@pytest.mark.stage("objected_below_committee")
def test_a_settled_conflict_is_not_put_to_the_vote(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, upholding(at, conflict))
    case = factory.of_item(meeting.items.get()).case
    opinions.withdraw(at.scene.seat(case, EM).pk, by=at.scene.reviewers[EM], reason="问题已经解决，撤回意见。")
    (shown,) = selectors.standings(meeting, at.members[0])
    assert (shown.is_moot, shown.may_vote) == (True, False)


@pytest.mark.parametrize("department", ["head", "reviewer", "officer"])
@pytest.mark.stage("objected_below_committee")
def test_only_the_named_body_overcomes_a_veto(at: Table, department: str, conflict: Conflict) -> None:
    people = {"head": at.scene.heads[NR], "reviewer": at.scene.reviewers[NR], "officer": at.scene.officer}
    by = people[department]
    with pytest.raises((NotAllowed, Incomplete)):
        meetings.call(
            by=by, kind="committee", title_zh="会", held_at=factory.timezone.now() + factory.dt.timedelta(days=1),
            items=[factory.draft(factory.raised(conflict, at.scene), "overridden")],
        )  # fmt: skip
    if department != "officer":
        with pytest.raises(NotAllowed):
            conflict_acts.settle_desk(conflict.pk, by=by, text=WORDS)
    conflict.refresh_from_db()
    assert conflict.state == "open"


@pytest.mark.stage("objected_below_committee")
def test_a_procedure_that_takes_the_power_back_stops_the_vote(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict))
    item = meeting.items.get()
    vote(at, item, "for", "for", "for")
    refreeze(factory.of_item(item).case, veto_settler="")
    with pytest.raises(WrongState):
        meeting_votes.close_item(item.pk, by=at.scene.officer, text=WORDS)
    item.refresh_from_db()
    assert item.outcome == ""


def everything_written(meeting: Meeting) -> str:
    """Whatever the platform kept of a meeting, but for the papers themselves."""
    kept = [*AuditEvent.objects.all(), *Notification.objects.all(), *Vote.objects.all(), *AgendaItem.objects.all()]
    return serializers.serialize("json", [*kept, Meeting.objects.get(pk=meeting.pk)])


@pytest.mark.stage("objected_below_committee")
def test_a_secret_vote_is_told_nowhere(at: Table, tmp_path: Path, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict, ballot="secret"))
    item = meeting.items.get()
    vote(at, item, "for", "for", "abstain")
    written = everything_written(meeting)
    assert "abstain" not in written
    assert not any(row["fields"].get("choice") for row in json.loads(written) if row["model"] == "governance.vote")
    assert BallotPaper.objects.count() == 3
    meeting_votes.close_item(item.pk, by=at.scene.officer, text=WORDS)
    with override_settings(MEDIA_ROOT=tmp_path):
        factory.closed(at, meeting)
        with minutes.render(meeting.pk).file.open("rb") as file:
            said = flat(text_of(file.read()))
    for person in [*at.members, at.scene.officer]:
        read = browser(person).get(f"{ROOT}/meetings/{meeting.pk}/").json()["items"][0]
        assert read["votes"] == []
        client = seen.Reader()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        page = client.get(reverse("governance:meeting_detail", args=[meeting.pk])).content.decode()
        assert not any(f"{one}: " in page for one in at.members)
    assert not any(flat(f"{one}：") in said.replace(flat(f"主持人：{one}"), "") for one in at.members[1:])
    assert str(Vote.objects.values_list("choice", flat=True).distinct().get()) == ""


@pytest.mark.parametrize(("absent", "outcome"), [(2, "no_quorum"), (1, "adopted")])
@pytest.mark.stage("objected_below_committee")
def test_so_few_papers_are_not_counted_in_public(at: Table, absent: int, outcome: str, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict, ballot="secret", quorum="2/3"), absent=absent)
    item = meeting.items.get()
    vote(at, item, *["for"] * (3 - absent))
    closed = meeting_votes.close_item(item.pk, by=at.scene.officer, text=WORDS)
    assert (closed.outcome, closed.tally["is_withheld"]) == (outcome, True)
    assert not {"in_favour", "against", "abstained"} & closed.tally.keys()
    assert "in_favour" not in AuditEvent.objects.get(verb="meetings.close_item").after["tally"]
    assert "in_favour" not in browser(at.members[1]).get(f"{ROOT}/meetings/{meeting.pk}/").json()["items"][0]["tally"]


@pytest.mark.stage("objected_below_committee")
def test_why_somebody_stands_aside_is_told_in_the_language_of_the_reader(at: Table, conflict: Conflict) -> None:
    from django.utils import translation

    person = seated_member(at)
    meeting = factory.sitting(at, veto(at, conflict, quorum="1/2"))
    item = meeting.items.get()
    with translation.override("zh-hans"):
        row = meeting_votes.vote(item.pk, by=person, recuse=True)
    with translation.override("en"):
        assert recusals.told(row.reason) == "the own department sits in this case"
        (shown,) = selectors.standings(meeting, at.members[0])
        assert shown.recused[0].reason == "the own department sits in this case"
    assert recusals.clean(f"{recusals.kept('seat')}  x") == "seat x"


@pytest.mark.stage("objected_below_committee")
def test_the_company_never_sees_a_meeting(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict))
    assert not MeetingPolicy().scope(at.scene.applicant).filter(pk=meeting.pk).exists()

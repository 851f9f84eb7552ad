"""Meetings: called by the office, opened with a chair, voted on by members, closed with minutes."""

import pytest

from governance.approval.models import Case, Conflict
from governance.approval.selectors.cases import standing
from governance.approval.services.conflicts import conflict_acts
from governance.committee.models import AgendaItem, BallotPaper, Meeting, Vote
from governance.committee.selectors import meetings as selectors
from governance.committee.services import agendas, meeting_votes, meetings
from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, Stale, WrongState
from registry.messages.models import Notification
from registry.scope.models import Role, User
from tests.factories import cases as stages
from tests.factories import conflicts as factory
from tests.factories.conflicts import EE, EM, NR, WORDS, Table
from tests.factories.memberships import MembershipFactory, member

pytestmark = pytest.mark.django_db


def veto(at: Table, conflict: Conflict | None = None, **vote: str) -> agendas.Draft:
    """An item that would overcome an objection."""
    conflict = conflict or factory.objected(at.scene)
    factory.overcomable(conflict.case, **vote)
    return factory.draft(factory.raised(conflict, at.scene), "overridden")


def upholding(at: Table, conflict: Conflict | None = None) -> agendas.Draft:
    return factory.draft(factory.raised(conflict or factory.objected(at.scene), at.scene), "upheld")


@pytest.mark.stage("objected_below_committee")
def test_the_office_calls_a_sitting(at: Table, conflict: Conflict) -> None:
    meeting = factory.planned(at, upholding(at, conflict))
    assert (meeting.state, meeting.committee, meeting.office) == ("planned", at.committee, at.scene.office)
    assert meeting.rules == {"quorum": "2/3", "majority": "1/2", "of": "cast", "tie": "rejected", "ballot": "open"}
    members = set(meeting.attendances.filter(is_member=True).values_list("person", flat=True))
    heads = set(meeting.attendances.filter(is_member=False).values_list("person", flat=True))
    assert members == {one.pk for one in at.members}
    assert heads == {one.pk for one in at.scene.heads.values()}
    assert AuditEvent.objects.filter(verb="meetings.call").count() == 1
    told = set(Notification.objects.filter(kind="meetings.called").values_list("recipient", flat=True))
    assert told == members | heads


@pytest.mark.parametrize("who", ["clerk", "applicant"])
@pytest.mark.stage("objected_below_committee")
def test_nobody_else_calls_one(at: Table, who: str, conflict: Conflict) -> None:
    draft = upholding(at, conflict)
    with pytest.raises(NotAllowed):
        meetings.call(
            by=getattr(at.scene, who),
            kind="committee",
            title_zh="会",
            held_at=at.scene.office.created_at,
            items=[draft],
        )
    assert not Meeting.objects.exists()


def test_every_fault_of_the_head_at_once(at: Table) -> None:
    with pytest.raises(Incomplete) as caught:
        meetings.call(by=at.scene.officer, kind="party", title_zh=" ", held_at=None, items=[])
    assert set(caught.value.fields) == {"kind", "title_zh", "held_at"}


def test_an_agenda_needs_an_item(at: Table) -> None:
    with pytest.raises(Incomplete):
        factory.planned(at)


@pytest.mark.parametrize(
    "change",
    [
        {"settlement": "chosen"}, {"settlement": "overridden"}, {"settlement": ""}, {"question": "?"},
        {"subject": 10**9}, {"matter": 10**9}, {"topic": "check", "code": "gate-security"}, {"topic": "x"},
    ],
)  # fmt: skip
@pytest.mark.stage("objected_below_committee")
def test_what_may_not_stand_on_the_agenda(at: Table, change: dict[str, object], conflict: Conflict) -> None:
    given = {**upholding(at, conflict).__dict__, **change}
    with pytest.raises(Incomplete) as caught:
        factory.planned(at, agendas.Draft(**given))  # type: ignore[arg-type]
    assert "items" in caught.value.fields
    assert not AgendaItem.objects.exists()


@pytest.mark.stage("objected_below_committee")
def test_a_conflict_at_the_desk_does_not_go_to_the_committee(at: Table, conflict: Conflict) -> None:
    with pytest.raises(Incomplete):
        factory.planned(at, factory.draft(conflict, "upheld"))


@pytest.mark.stage("objected_below_committee")
def test_a_conflict_stands_on_one_agenda(at: Table, conflict: Conflict) -> None:
    draft = upholding(at, conflict)
    factory.planned(at, draft)
    with pytest.raises(Incomplete):
        factory.planned(at, draft)
    with pytest.raises(Incomplete):
        factory.planned(at, draft, draft)


@pytest.mark.stage("objected_below_committee")
def test_an_office_without_committee(at: Table, conflict: Conflict) -> None:
    draft = upholding(at, conflict)
    at.scene.office.parent = None
    at.scene.office.save()
    with pytest.raises(Incomplete) as caught:
        factory.planned(at, draft)
    assert "committee" in caught.value.fields


@pytest.mark.stage("objected_below_committee")
def test_the_agenda_changes_while_planned(at: Table, conflict: Conflict) -> None:
    meeting = factory.planned(at, upholding(at, conflict))
    second = factory.contradicted(sibling(at.scene))
    factory.raised(second, at.scene)
    falls = (second.sides.get(side="safety").pk,)
    changed = meetings.add_item(meeting.pk, factory.draft(second, "chosen", falls), by=at.scene.officer, version=1)
    assert changed.items.count() == 2
    with pytest.raises(Stale):
        meetings.remove_item(meeting.pk, by=at.scene.officer, item_id=changed.items.all()[0].pk, version=1)
    meetings.remove_item(meeting.pk, by=at.scene.officer, item_id=changed.items.all()[0].pk, version=2)
    assert meeting.items.count() == 1
    assert AuditEvent.objects.filter(verb__in=["meetings.add_item", "meetings.remove_item"]).count() == 2


def sibling(here: stages.Scene) -> stages.Scene:
    """The same people with another mine."""
    from tests.factories.mines import held_mine

    mine = held_mine(here.company, region_code=here.mine.region_code, is_simulated=True)
    return stages.Scene(**{**here.__dict__, "mine": mine})


@pytest.mark.stage("objected_below_committee")
def test_opening_takes_attendance_and_a_chair(at: Table, conflict: Conflict) -> None:
    meeting = factory.planned(at, upholding(at, conflict))
    head = at.scene.heads[NR]
    for present, chair in (([], None), ([head.pk], head.pk), ([at.members[0].pk], at.members[1].pk), ([1e9], 1)):
        with pytest.raises(Incomplete):
            meetings.open_sitting(meeting.pk, by=at.scene.officer, present=present, chair_id=chair)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        meetings.open_sitting(meeting.pk, by=at.members[0], present=[at.members[0].pk], chair_id=at.members[0].pk)
    opened = meetings.open_sitting(
        meeting.pk, by=at.scene.officer, present=[at.members[0].pk, head.pk], chair_id=at.members[0].pk
    )
    assert (opened.state, opened.chair) == ("open", at.members[0])
    assert meeting.attendances.filter(is_present=True).count() == 2
    assert AuditEvent.objects.filter(verb="meetings.open").count() == 1


@pytest.mark.parametrize("act", ["add_item", "remove_item", "open_sitting"])
@pytest.mark.stage("objected_below_committee")
def test_an_open_meeting_has_its_agenda(at: Table, act: str, conflict: Conflict) -> None:
    meeting = factory.sitting(at, upholding(at, conflict))
    given: dict[str, dict[str, object]] = {
        "add_item": {"draft": agendas.Draft()}, "remove_item": {"item_id": 1},
        "open_sitting": {"present": [], "chair_id": None},
    }  # fmt: skip
    with pytest.raises(WrongState):
        getattr(meetings, act)(meeting.pk, by=at.scene.officer, **given[act])


@pytest.mark.stage("objected_below_committee")
def test_an_adopted_vote_overcomes_the_objection_and_the_case_goes_on(at: Table, conflict: Conflict) -> None:
    draft = veto(at, conflict)
    meeting = factory.voted(at, factory.sitting(at, draft), "for", "for", "against")
    item = meeting.items.get()
    assert (item.outcome, item.tally["in_favour"], item.tally["against"]) == ("adopted", 2, 1)
    conflict = factory.of_item(item)
    assert (conflict.settlement, conflict.settlement_text) == ("overridden", WORDS)
    case = Case.objects.get(pk=item.matter_id)
    assert standing.objections(case) == []
    assert case.state == Case.State.REVIEW
    assert AuditEvent.objects.filter(verb="cases.overcome").count() == 1


@pytest.mark.stage("objected_below_committee")
def test_a_rejected_vote_upholds_it(at: Table, conflict: Conflict) -> None:
    meeting = factory.voted(at, factory.sitting(at, veto(at, conflict)), "for", "against", "against")
    item = meeting.items.get()
    assert item.outcome == "rejected"
    assert factory.of_item(item).settlement == "upheld"
    assert Case.objects.get(pk=item.matter_id).state == Case.State.STOPPED


@pytest.mark.stage("objected_below_committee")
def test_an_upheld_objection_leaves_only_the_refusal(at: Table, conflict: Conflict) -> None:
    meeting = factory.voted(at, factory.sitting(at, upholding(at, conflict)), "for", "for", "for")
    case = Case.objects.get(pk=meeting.items.get().matter_id)
    assert case.conflicts.get().settlement == "upheld"
    assert case.state == Case.State.STOPPED
    assert standing.objections(case)


@pytest.mark.stage("contradicted_below_committee")
def test_chosen_conditions_fall(at: Table, conflict: Conflict) -> None:
    conflict = factory.raised(conflict, at.scene)
    side = conflict.sides.get(side="ecology")
    factory.voted(at, factory.sitting(at, factory.draft(conflict, "chosen", (side.pk,))), "for", "for", "abstain")
    conflict.refresh_from_db()
    side.refresh_from_db()
    assert (conflict.settlement, side.is_dropped) == ("chosen", True)
    assert len(standing.conditions(conflict.case)) == 1


@pytest.mark.stage("objected_below_committee")
def test_without_a_quorum_nothing_is_decided(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict), absent=2)
    meeting_votes.vote(meeting.items.get().pk, by=at.members[0], choice="for")
    item = meeting_votes.close_item(meeting.items.get().pk, by=at.members[0], text=WORDS)
    assert item.outcome == "no_quorum"
    assert factory.of_item(item).state == "open"
    factory.planned(at, factory.draft(factory.of_item(item), "overridden"))  # the next agenda may hold it


@pytest.mark.stage("objected_below_committee")
def test_nobody_closes_while_somebody_present_has_not_voted(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict))
    item = meeting.items.get()
    for person in at.members[:2]:
        meeting_votes.vote(item.pk, by=person, choice="for")
    with pytest.raises(WrongState) as caught:
        meeting_votes.close_item(item.pk, by=at.scene.officer, text=WORDS)
    assert str(at.members[2]) in str(caught.value.message)
    meetings.note_presence(meeting.pk, by=at.scene.officer, person_id=at.members[2].pk, is_present=False)
    assert meeting_votes.close_item(item.pk, by=at.scene.officer, text=WORDS).outcome == "adopted"


@pytest.mark.stage("objected_below_committee")
def test_the_chair_stays(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, upholding(at, conflict))
    with pytest.raises(WrongState):
        meetings.note_presence(meeting.pk, by=at.scene.officer, person_id=at.members[0].pk, is_present=False)
    with pytest.raises(OutOfScope):
        meetings.note_presence(meeting.pk, by=at.scene.officer, person_id=10**9, is_present=False)


@pytest.mark.stage("objected_below_committee")
def test_one_vote_each(at: Table, conflict: Conflict) -> None:
    item = factory.sitting(at, veto(at, conflict)).items.get()
    meeting_votes.vote(item.pk, by=at.members[0], choice="for")
    with pytest.raises(WrongState):
        meeting_votes.vote(item.pk, by=at.members[0], choice="against")
    assert Vote.objects.count() == 1


@pytest.mark.stage("objected_below_committee")
def test_votes_that_are_none(at: Table, conflict: Conflict) -> None:
    item = factory.sitting(at, veto(at, conflict)).items.get()
    for given in ({"choice": "perhaps"}, {}, {"recuse": True}, {"recuse": True, "reason": "x" * 301}):
        with pytest.raises(Incomplete):
            meeting_votes.vote(item.pk, by=at.members[0], **given)  # type: ignore[arg-type]
    assert not Vote.objects.exists()


@pytest.mark.parametrize("who", ["officer", "head", "outsider"])
@pytest.mark.stage("objected_below_committee")
def test_only_members_vote(at: Table, who: str, conflict: Conflict) -> None:
    item = factory.sitting(at, veto(at, conflict)).items.get()
    people = {
        "officer": at.scene.officer, "head": at.scene.heads[NR],
        "outsider": member(Role.COMMITTEE_MEMBER, at.committee),
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        meeting_votes.vote(item.pk, by=people[who], choice="for")
    assert not Vote.objects.exists()


@pytest.mark.stage("objected_below_committee")
def test_an_absent_member_does_not_vote(at: Table, conflict: Conflict) -> None:
    item = factory.sitting(at, veto(at, conflict), absent=1).items.get()
    with pytest.raises(NotAllowed):
        meeting_votes.vote(item.pk, by=at.members[2], choice="for")


def seated_member(at: Table) -> User:
    """A member of the committee whose department sits in the case."""
    person = at.members[2]
    MembershipFactory(user=person, organisation=at.scene.departments[EE], role=Role.DEPARTMENT_HEAD)
    return User.objects.get(pk=person.pk)


@pytest.mark.stage("objected_below_committee")
def test_who_is_concerned_stands_aside(at: Table, conflict: Conflict) -> None:
    person = seated_member(at)
    item = factory.sitting(at, veto(at, conflict, quorum="1/2")).items.get()
    with pytest.raises(NotAllowed):
        meeting_votes.vote(item.pk, by=person, choice="for")
    assert not Vote.objects.exists()
    row = meeting_votes.vote(item.pk, by=person, recuse=True)
    assert row.is_recused
    assert row.reason
    assert row.choice == ""


@pytest.mark.stage("objected_below_committee")
def test_who_gave_the_opinion_stands_aside(at: Table, conflict: Conflict) -> None:
    MembershipFactory(user=at.scene.reviewers[EM], organisation=at.committee, role=Role.COMMITTEE_MEMBER)
    spoke = User.objects.get(pk=at.scene.reviewers[EM].pk)
    at.members.append(spoke)
    item = factory.sitting(at, veto(at, conflict)).items.get()
    with pytest.raises(NotAllowed):
        meeting_votes.vote(item.pk, by=spoke, choice="against")


@pytest.mark.stage("objected_below_committee")
def test_who_is_concerned_and_silent_leaves_the_base(at: Table, conflict: Conflict) -> None:
    seated_member(at)
    meeting = factory.sitting(at, veto(at, conflict))
    item = meeting.items.get()
    for person in at.members[:2]:
        meeting_votes.vote(item.pk, by=person, choice="for")
    closed = meeting_votes.close_item(item.pk, by=at.scene.officer, text=WORDS)
    assert (closed.tally["base"], closed.tally["recused"], closed.outcome) == (2, 1, "adopted")
    assert closed.votes.filter(is_recused=True).count() == 1


@pytest.mark.stage("objected_below_committee")
def test_a_tie_is_rejected(at: Table, conflict: Conflict) -> None:
    meeting = factory.voted(at, factory.sitting(at, veto(at, conflict, quorum="1/2"), absent=1), "for", "against")
    item = meeting.items.get()
    assert (item.outcome, item.tally["is_tie"]) == ("rejected", True)


@pytest.mark.parametrize(
    ("first", "second", "outcome"), [("for", "against", "adopted"), ("against", "for", "rejected")]
)
@pytest.mark.stage("objected_below_committee")
def test_or_the_chair_decides_as_he_voted(at: Table, first: str, second: str, outcome: str, conflict: Conflict) -> None:
    meeting = factory.voted(
        at, factory.sitting(at, veto(at, conflict, quorum="1/2", tie="chair"), absent=1), first, second
    )
    assert meeting.items.get().outcome == outcome
    assert meeting.items.get().tally["by_chair"]


@pytest.mark.stage("objected_below_committee")
def test_in_a_secret_vote_the_chair_says_how(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict, quorum="1/2", tie="chair", ballot="secret"), absent=1)
    item = meeting.items.get()
    for person, choice in zip(at.members, ("for", "against"), strict=False):
        meeting_votes.vote(item.pk, by=person, choice=choice)
    with pytest.raises(WrongState):
        meeting_votes.close_item(item.pk, by=at.scene.officer, text=WORDS, casting="for")
    with pytest.raises(Incomplete):
        meeting_votes.close_item(item.pk, by=at.members[0], text=WORDS)
    assert meeting_votes.close_item(item.pk, by=at.members[0], text=WORDS, casting="for").outcome == "adopted"


@pytest.mark.stage("objected_below_committee")
def test_a_secret_vote_is_secret(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict, ballot="secret"))
    item = meeting.items.get()
    for person, choice in zip(at.members, ("for", "for", "against"), strict=True):
        meeting_votes.vote(item.pk, by=person, choice=choice)
    assert set(Vote.objects.values_list("choice", flat=True)) == {""}
    assert sorted(BallotPaper.objects.values_list("choice", flat=True)) == ["against", "for", "for"]
    assert {field.name for field in BallotPaper._meta.get_fields()} == {"id", "item", "choice"}
    trail = AuditEvent.objects.filter(verb="meetings.vote")
    assert trail.count() == 3
    assert not any("choice" in event.after for event in trail)
    for person in at.members:
        (shown,) = selectors.standings(meeting, person)
        assert shown.tally is None
        assert shown.names == []
    factory_close = meeting_votes.close_item(item.pk, by=at.scene.officer, text=WORDS)
    assert factory_close.tally["in_favour"] == 2
    (shown,) = selectors.standings(Meeting.objects.get(), at.members[0])
    assert shown.tally is not None
    assert shown.names == []


@pytest.mark.stage("objected_below_committee")
def test_an_open_vote_shows_its_numbers_to_those_who_voted(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict))
    item = meeting.items.get()
    meeting_votes.vote(item.pk, by=at.members[0], choice="for")
    (own,) = selectors.standings(meeting, at.members[0])
    (other,) = selectors.standings(meeting, at.members[1])
    (office,) = selectors.standings(meeting, at.scene.officer)
    assert own.tally is not None
    assert (own.tally["in_favour"], other.tally, office.tally) == (1, None, None)
    assert own.names == []


@pytest.mark.stage("objected_below_committee")
def test_votes_and_papers_cannot_be_changed(at: Table, conflict: Conflict) -> None:
    from django.db import InternalError, transaction

    item = factory.sitting(at, veto(at, conflict, ballot="secret")).items.get()
    row = meeting_votes.vote(item.pk, by=at.members[0], choice="for")
    for rows in (Vote.objects.filter(pk=row.pk), BallotPaper.objects.all()):
        with pytest.raises(InternalError), transaction.atomic():
            rows.update(choice="against")


@pytest.mark.parametrize("who", ["head", "other"])
@pytest.mark.stage("objected_below_committee")
def test_only_chair_and_office_close(at: Table, who: str, conflict: Conflict) -> None:
    meeting = factory.sitting(at, veto(at, conflict))
    by = at.scene.heads[NR] if who == "head" else at.members[1]
    with pytest.raises(NotAllowed):
        meeting_votes.close_item(meeting.items.get().pk, by=by, text=WORDS)
    with pytest.raises(NotAllowed):
        meetings.close(meeting.pk, by=by, minutes=WORDS)


@pytest.mark.stage("objected_below_committee")
def test_a_conflict_settled_otherwise_is_noted(at: Table, conflict: Conflict) -> None:
    draft = upholding(at, conflict)
    meeting = factory.sitting(at, draft)
    item = meeting.items.get()
    from governance.approval.services.seats import opinions

    opinions.withdraw(at.scene.seat(conflict.case, EM).pk, by=at.scene.reviewers[EM], reason="问题已经解决，撤回意见。")
    with pytest.raises(WrongState):
        meeting_votes.vote(item.pk, by=at.members[0], choice="for")
    assert meeting_votes.close_item(item.pk, by=at.members[0], text=WORDS).outcome == "noted"
    assert factory.of_item(item).settlement == "agreed"


@pytest.mark.stage("objected_below_committee")
def test_a_conflict_on_an_agenda_waits_for_it(at: Table, conflict: Conflict) -> None:
    draft = upholding(at, conflict)
    factory.planned(at, draft)
    with pytest.raises(WrongState):
        conflict_acts.settle_desk(draft.subject, by=at.scene.officer, text=WORDS)


@pytest.mark.stage("objected_below_committee")
def test_a_joint_meeting_notes_and_does_not_vote(at: Table, conflict: Conflict) -> None:
    conflict = factory.raised(conflict, at.scene, "meeting")
    meeting = factory.sitting(at, factory.draft(conflict), kind="joint")
    item = meeting.items.get()
    with pytest.raises(NotAllowed):
        meeting_votes.vote(item.pk, by=at.members[0], choice="for")
    assert meeting_votes.close_item(item.pk, by=at.members[0], text=WORDS).outcome == "noted"
    conflict.refresh_from_db()
    assert conflict.state == "open"
    assert factory.closed(at, meeting).state == "closed"

"""The pages of conflicts and meetings, without script: what is shown to whom, and what comes back when it is wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone, translation

from governance.approval.models import Conflict
from governance.approval.services.conflicts import conflict_acts
from governance.approval.views.conflicts.conflicts import conflict_panel
from governance.committee.models import BallotPaper, Meeting, Vote
from governance.committee.services import meeting_votes
from registry.scope.models import User
from tests.factories import conflicts as factory
from tests.factories import seen
from tests.factories.conflicts import EE, EM, NR, WORDS, Table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path), translation.override("en"):
        yield


def signed_in(user: User) -> Client:
    client = seen.Reader()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(user: User, name: str, *args: object, query: str = "", status: int = 200) -> str:
    answer = signed_in(user).get(reverse(f"governance:{name}", args=args) + query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def post(user: User, name: str, *args: object, query: str = "", **data: object):  # type: ignore[no-untyped-def]
    return signed_in(user).post(reverse(f"governance:{name}", args=args) + query, data)


@pytest.mark.stage("contradicted_below_committee")
def test_both_sides_stand_side_by_side(at: Table, conflict: Conflict) -> None:
    assert conflict.topic is not None
    shown = page(at.scene.officer, "conflict_detail", conflict.pk)
    for words in (
        "开采前疏干至底板以下",
        "水位降深不超过五米",
        conflict.topic.settlement_en,
        "Between the departments",
        "Vote of the committee",
    ):
        assert words in shown, words
    assert "<c-" not in shown
    assert 'aria-current="step"' in shown


@pytest.mark.stage("objected_below_committee")
def test_the_form_of_who_may_and_the_reason_of_who_may_not(at: Table, conflict: Conflict) -> None:
    office = page(at.scene.officer, "conflict_detail", conflict.pk)
    assert reverse("governance:conflict_act", args=[conflict.pk, "raise"]) in office
    assert "Only a department that sits in this case states its reasons." in office
    department = page(at.scene.reviewers[EM], "conflict_detail", conflict.pk)
    assert reverse("governance:conflict_act", args=[conflict.pk, "state"]) in department
    assert "Only the committee&#x27;s office that owns the conflict does this." in department
    assert "conflict_act" not in page(at.members[0], "conflict_detail", conflict.pk)


@pytest.mark.stage("objected_below_committee")
def test_the_panel_of_the_company_tells_three_things(at: Table, conflict: Conflict) -> None:
    panel = conflict_panel(conflict.case, at.scene.applicant)
    assert panel["conflict_panels"] == []
    assert [one.by for one in panel["conflict_notices"]] == [at.scene.office]
    page(at.scene.applicant, "conflict_detail", conflict.pk, status=404)
    office = conflict_panel(conflict.case, at.scene.officer)
    assert len(office["conflict_panels"]) == 1
    assert office["conflict_notices"] == []


@pytest.mark.stage("contradicted_below_committee")
def test_a_whole_agreement_by_page(at: Table, conflict: Conflict) -> None:
    falling = conflict.sides.get(side="safety")
    assert (
        post(at.scene.officer, "conflict_act", conflict.pk, "option", text=WORDS, falls=[falling.pk]).status_code == 302
    )
    for function in (EM, EE):
        assert (
            post(
                at.scene.reviewers[function], "conflict_act", conflict.pk, "state", text=WORDS, agrees="on"
            ).status_code
            == 302
        )
    answer = post(at.scene.officer, "conflict_act", conflict.pk, "settle", text=WORDS, back="case")
    assert answer["Location"].endswith(f"/cases/{conflict.case_id}/#conflict-{conflict.pk}")
    conflict.refresh_from_db()
    assert conflict.settlement == "chosen"
    assert "One side chosen" in page(at.scene.reviewers[EM], "conflict_detail", conflict.pk)


@pytest.mark.parametrize(
    ("key", "field"), [("state", "text"), ("option", "text"), ("raise", "reason"), ("settle", "text")]
)
@pytest.mark.stage("objected_below_committee")
def test_what_was_typed_comes_back(at: Table, key: str, field: str, conflict: Conflict) -> None:
    by = at.scene.reviewers[EM] if key == "state" else at.scene.officer
    answer = post(by, "conflict_act", conflict.pk, key, **{field: "太短了"})
    assert answer.status_code == 422
    assert "太短了" in answer.content.decode()
    assert "Write at least 10 characters." in answer.content.decode()


@pytest.mark.stage("objected_below_committee")
def test_acts_that_are_none_or_not_his(at: Table, conflict: Conflict) -> None:
    assert post(at.scene.officer, "conflict_act", conflict.pk, "burn").status_code == 404
    assert post(at.scene.reviewers[EM], "conflict_act", conflict.pk, "raise", reason=WORDS).status_code == 403
    assert post(at.scene.applicant, "conflict_act", conflict.pk, "state", text=WORDS).status_code == 404
    conflict_acts.settle_desk(conflict.pk, by=at.scene.officer, text=WORDS)
    assert post(at.scene.officer, "conflict_act", conflict.pk, "raise", reason=WORDS).status_code == 409


def call(at: Table, conflict: Conflict, settlement: str, **changes: object):  # type: ignore[no-untyped-def]
    name = factory.field_of(conflict)
    given = {
        "title_zh": "第一次会议", "title_en": "First sitting", "held_at": "2030-01-07T09:00", "place": "一号会议室",
        f"pick_{name}": "on", f"do_{name}": settlement, f"ask_{name}": "反对意见是否成立？请委员表决。",
    }  # fmt: skip
    return post(at.scene.officer, "meeting_new", query="?kind=committee", **(given | changes))


@pytest.mark.stage("objected_below_committee")
def test_the_office_calls_a_sitting_by_page(at: Table, conflict: Conflict) -> None:
    conflict = factory.raised(conflict, at.scene)
    form = page(at.scene.officer, "meeting_new")
    assert conflict.case.number in form
    answer = call(at, conflict, "upheld")
    meeting = Meeting.objects.get()
    assert answer["Location"] == reverse("governance:meeting_detail", args=[meeting.pk])
    assert timezone.localtime(meeting.held_at).strftime("%Y-%m-%d %H:%M") == "2030-01-07 09:00"
    assert meeting.items.get().proposal == {"settlement": "upheld"}
    assert conflict.case.number not in page(at.scene.officer, "meeting_new")


@pytest.mark.stage("objected_below_committee")
def test_a_faulty_call_comes_back(at: Table, conflict: Conflict) -> None:
    conflict = factory.raised(conflict, at.scene)
    answer = call(at, conflict, "upheld", title_zh="", place="会议室留着")
    assert answer.status_code == 422
    assert "会议室留着" in answer.content.decode()
    assert call(at, conflict, "overridden").status_code == 422  # not offered: no body may overcome it
    nothing = post(at.scene.officer, "meeting_new", title_zh="会", held_at="2030-01-07T09:00")
    assert nothing.status_code == 422
    assert "Put at least one item on the agenda." in nothing.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.stage("objected_below_committee")
def test_a_sitting_by_page_from_opening_to_minutes(at: Table, conflict: Conflict) -> None:
    conflict = factory.raised(conflict, at.scene)
    call(at, conflict, "upheld")
    meeting = Meeting.objects.get()
    item = meeting.items.get()
    wrong = post(at.scene.officer, "meeting_act", meeting.pk, "open", version=meeting.version)
    assert wrong.status_code == 422
    present = [one.pk for one in at.members] + [at.scene.heads[NR].pk]
    opening = {"version": meeting.version, "present": present, "chair": at.members[0].pk}
    assert post(at.scene.officer, "meeting_act", meeting.pk, "open", **opening).status_code == 302
    assert post(at.scene.officer, "meeting_act", meeting.pk, "open", **opening).status_code == 409
    before = page(at.members[0], "meeting_detail", meeting.pk)
    assert "0 of 3 have voted" in before
    assert post(at.members[0], "meeting_act", meeting.pk, "vote", item=item.pk).status_code == 422
    for person in at.members:
        assert post(person, "meeting_act", meeting.pk, "vote", item=item.pk, choice="for").status_code == 302
    assert "3 for, 0 against, 0 abstained" in page(at.members[0], "meeting_detail", meeting.pk)
    assert "3 for, 0 against" not in page(at.scene.officer, "meeting_detail", meeting.pk)
    short = post(at.members[0], "meeting_act", meeting.pk, "close-item", item=item.pk, text="短")
    assert short.status_code == 422
    assert post(at.members[0], "meeting_act", meeting.pk, "close-item", item=item.pk, text=WORDS).status_code == 302
    conflict.refresh_from_db()
    assert conflict.settlement == "upheld"
    meeting.refresh_from_db()
    done = post(at.scene.officer, "meeting_act", meeting.pk, "close", version=meeting.version, minutes=WORDS)
    assert done.status_code == 302
    shown = page(at.scene.heads[EM], "meeting_detail", meeting.pk)
    assert reverse("governance:meeting_minutes", args=[meeting.pk]) in shown
    assert f"{at.members[0]}: For" in shown
    pdf = signed_in(at.scene.heads[EM]).get(reverse("governance:meeting_minutes", args=[meeting.pk]))
    assert pdf["Content-Type"] == "application/pdf"
    page(at.scene.applicant, "meeting_minutes", meeting.pk, status=404)


@pytest.mark.stage("objected_below_committee")
def test_a_secret_vote_names_nobody_on_the_page(at: Table, conflict: Conflict) -> None:
    factory.overcomable(conflict.case, ballot="secret")
    meeting = factory.sitting(at, factory.draft(factory.raised(conflict, at.scene), "overridden"))
    item = meeting.items.get()
    for person, choice in zip(at.members, ("for", "for", "against"), strict=True):
        assert post(person, "meeting_act", meeting.pk, "vote", item=item.pk, choice=choice).status_code == 302
    assert BallotPaper.objects.count() == 3
    assert "for, 0 against" not in page(at.members[0], "meeting_detail", meeting.pk)
    meeting_votes.close_item(item.pk, by=at.members[0], text=WORDS)
    shown = page(at.members[0], "meeting_detail", meeting.pk)
    assert "2 for, 1 against" in shown
    assert ": Against" not in shown


@pytest.mark.stage("objected_below_committee")
def test_who_must_stand_aside_is_told(at: Table, conflict: Conflict) -> None:
    from registry.scope.models import Role
    from tests.factories.memberships import MembershipFactory

    MembershipFactory(user=at.members[2], organisation=at.scene.departments[EE], role=Role.REVIEWER)
    meeting = factory.sitting(at, factory.draft(factory.raised(conflict, at.scene), "upheld"))
    item, person = meeting.items.get(), User.objects.get(pk=at.members[2].pk)
    assert "Your department sits in this case." in page(person, "meeting_detail", meeting.pk)
    assert post(person, "meeting_act", meeting.pk, "vote", item=item.pk, choice="for").status_code == 403
    assert post(person, "meeting_act", meeting.pk, "vote", item=item.pk, choice="recuse").status_code == 302
    assert Vote.objects.get().is_recused


@pytest.mark.stage("objected_below_committee")
def test_the_agenda_by_page(at: Table, conflict: Conflict) -> None:
    from tests.governance.committee.test_meetings import sibling

    meeting = factory.planned(at, factory.draft(factory.raised(conflict, at.scene), "upheld"))
    second = factory.raised(factory.objected(sibling(at.scene)), at.scene)
    name = factory.field_of(second)
    given = {"version": 1, f"pick_{name}": "on", f"do_{name}": "upheld", f"ask_{name}": WORDS}
    assert post(at.scene.officer, "meeting_add", meeting.pk, **given).status_code == 302
    assert meeting.items.count() == 2
    first = meeting.items.all()[0]
    assert post(at.scene.officer, "meeting_act", meeting.pk, "remove-item", version=1, item=first.pk).status_code == 409
    assert post(at.scene.officer, "meeting_act", meeting.pk, "remove-item", version=2, item=first.pk).status_code == 302
    assert post(at.scene.officer, "meeting_add", meeting.pk, version=3).status_code == 422
    assert (
        post(at.scene.heads[EM], "meeting_act", meeting.pk, "remove-item", version=3, item=first.pk).status_code == 403
    )


@pytest.mark.stage("objected_below_committee")
def test_a_foreign_item_is_not_found(at: Table, conflict: Conflict) -> None:
    meeting = factory.sitting(at, factory.draft(factory.raised(conflict, at.scene), "upheld"))
    for item in (10**9, meeting.items.get().pk + 1000):
        assert post(at.members[0], "meeting_act", meeting.pk, "vote", item=item, choice="for").status_code == 404
    for item in ("x", "", str(10**30)):
        assert post(at.members[0], "meeting_act", meeting.pk, "vote", item=item, choice="for").status_code == 422
    assert post(at.members[0], "meeting_act", meeting.pk, "shout").status_code == 404


@pytest.mark.stage("objected_below_committee")
def test_the_list_filters_and_exports(at: Table, conflict: Conflict) -> None:
    meeting = factory.planned(at, factory.draft(factory.raised(conflict, at.scene), "upheld"))
    assert "Test sitting" in page(at.members[0], "meeting_list")
    assert "Test sitting" in page(at.members[0], "meeting_list", query=f"?q={meeting.items.get().matter.number}")
    assert "Test sitting" not in page(at.members[0], "meeting_list", query="?kind=joint")
    assert "Test sitting" not in page(at.scene.applicant, "meeting_list")
    for kind in ("csv", "xlsx"):
        answer = signed_in(at.members[0]).get(reverse("governance:meeting_list"), {"export": kind})
        assert answer.status_code == 200
        assert answer.getvalue()


@pytest.mark.stage("objected_below_committee")
def test_the_company_reads_nothing_of_the_dispute(at: Table, conflict: Conflict) -> None:
    conflict_acts.raise_level(conflict.pk, by=at.scene.officer, reason="部门之间未能协商一致，提交联席会议。")
    company = page(at.scene.applicant, "case_detail", conflict.case_id)
    office = page(at.scene.officer, "case_detail", conflict.case_id)
    for words in ("Took a conflict to the next level", "未能协商一致"):
        assert words not in company
        assert words in office

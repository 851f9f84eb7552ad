"""The pages of the work queue: who sees what in which tab."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from governance.approval.models import Case
from governance.approval.services.clocks import clocks
from governance.approval.services.decisions import decisions, delivery
from governance.approval.services.seats import seats
from registry.matters.models import QueueEntry
from registry.matters.selectors import queues
from registry.scope.models import Role, User
from tests.factories import cases as stages
from tests.factories.memberships import member
from tests.factories.mines import held_mine
from tests.factories.organisations import committee, company, natural_resources
from tests.query_counts import assert_baseline

pytestmark = pytest.mark.django_db
URL = "governance:queue"


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def held(user: User, tab: str = "mine", **query: object) -> list[QueueEntry]:
    answer = signed_in(user).get(reverse(URL), {"tab": tab, **query})
    assert answer.status_code == 200
    return list(answer.context["page"].rows)


@pytest.mark.parametrize(
    ("stage", "who"),
    [
        ("draft", "applicant"),
        ("submitted", "clerk"),
        ("deciding", "officer"),
        ("stopped", "officer"),
        ("in_review", "reviewer"),
        ("in_review", "head"),
        ("countersigning", "head"),
    ],
)
def test_who_can_act_finds_the_case_among_his_own(here: stages.Scene, stage: str, who: str) -> None:
    case = getattr(stages, stage)(here)
    people = {
        "applicant": here.applicant,
        "clerk": here.clerk,
        "officer": here.officer,
        "reviewer": here.reviewers["natural_resources"],
        "head": here.heads["natural_resources"],
    }
    for name, user in people.items():
        mine = [entry.matter_id for entry in held(user)]
        expected = name == who or (stage, name) in {
            ("submitted", "officer"),
            ("in_review", "reviewer"),
            ("in_review", "head"),
        }
        assert mine == ([case.pk] if expected else []), name


@pytest.mark.stage("in_review")
def test_what_is_assigned_to_a_colleague_is_not_mine(here: stages.Scene, case: Case) -> None:
    department = here.departments["ecology_environment"]
    colleague, head = member(Role.REVIEWER, department), here.heads["ecology_environment"]
    seats.assign(here.seat(case, "ecology_environment").pk, by=head, officer_id=colleague.pk)
    assert [entry.officer for entry in held(colleague)] == [colleague]
    assert not held(here.reviewers["ecology_environment"])
    assert len(held(here.reviewers["ecology_environment"], "department")) == 1
    assert [e.officer for e in held(head, person=colleague.pk)] == [colleague]
    assert not held(head, person=here.reviewers["ecology_environment"].pk)


@pytest.mark.stage("in_review")
def test_a_substitute_finds_the_work_of_the_colleague(here: stages.Scene, case: Case) -> None:
    from governance.approval.models import Substitution

    department = here.departments["ecology_environment"]
    away, stand_in = member(Role.REVIEWER, department), here.reviewers["ecology_environment"]
    head = here.heads["ecology_environment"]
    seats.assign(here.seat(case, "ecology_environment").pk, by=head, officer_id=away.pk)
    today = timezone.localdate()
    Substitution.objects.create(
        organisation=department, officer=away, substitute=stand_in, valid_from=today, valid_to=today, made_by=head
    )
    assert [entry.officer for entry in held(stand_in)] == [away]


@pytest.mark.stage("in_review")
def test_others_are_waited_for_by_who_takes_part(here: stages.Scene, case: Case) -> None:
    stages.speak(here, case, "natural_resources")
    waited = held(here.reviewers["natural_resources"], "waiting")
    assert {entry.organisation.function for entry in waited} == {"emergency_management", "ecology_environment"}
    assert len(held(here.applicant, "waiting")) == 2
    assert not held(member(Role.REVIEWER, natural_resources("150602")), "waiting")
    assert not held(member(Role.APPLICANT, company()), "waiting")
    auditor = member(Role.AUDITOR, committee("150621"))
    assert len(held(auditor, "waiting")) == 2
    assert not held(auditor)


@pytest.mark.stage("in_review")
def test_overdue_and_stopped_are_found_by_the_table_alone(here: stages.Scene, case: Case) -> None:
    seat = here.seat(case, "ecology_environment")
    clocks.pause(case.pk, by=here.reviewers["ecology_environment"], seat_id=seat.pk, **stages.PAUSE)
    assert [entry.subject for entry in held(here.officer, "paused")] == [seat.pk]
    assert not held(here.officer, "overdue")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    late = case.queue_entries.exclude(subject=seat.pk)
    late.update(due_on=yesterday, urgent_on=yesterday)
    assert len(held(here.officer, "overdue")) == 2
    assert not held(member(Role.APPLICANT, company()), "overdue")


@pytest.mark.stage("in_review")
def test_nobody_sees_entries_of_cases_out_of_scope(here: stages.Scene) -> None:
    strangers = [member(Role.APPLICANT, company()), member(Role.REVIEWER, natural_resources("140212"))]
    for user in strangers:
        for tab in queues.TABS:
            assert not held(user, tab)


@pytest.mark.stage("draft")
def test_drafts_are_the_company_s_own(here: stages.Scene) -> None:
    auditor = member(Role.AUDITOR, committee("150621"))
    assert len(held(here.applicant, "department")) == 1
    assert not any(held(auditor, tab) for tab in queues.TABS)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "nothing like it"}, 0),
        ({"state": "review"}, 3),
        ({"state": "deciding"}, 0),
        ({"holder": "ecology_environment"}, 1),
        ({"holder": "company"}, 0),
        ({"procedure": stages.PROCEDURE}, 3),
        ({"procedure": "no-such"}, 0),
        ({"province": "150000", "city": "150600", "district": "150621"}, 0),
        ({"body": "999999"}, 0),
    ],
)
@pytest.mark.stage("in_review")
def test_filters(here: stages.Scene, query: dict[str, str], found: int) -> None:
    auditor = member(Role.AUDITOR, committee("150621"))
    if "province" in query:
        from registry.regions.services import regions
        from registry.scope.rules.grants import System

        regions.load(by=System("tests"))
        found = 3
    assert len(held(auditor, "department", **query)) == found


@pytest.mark.stage("in_review")
def test_words_are_found(here: stages.Scene, case: Case) -> None:
    for words in (case.number, case.mine.name_zh, here.company.name_zh):
        assert len(held(here.officer, "waiting", q=words)) == 3


def test_pages_follow_each_other_without_a_gap(here: stages.Scene) -> None:
    _many(here, 9)
    client = signed_in(here.officer)
    for order in ("clock", "-clock", "number", "-number", "since", "-since", "nonsense"):
        seen: list[int] = []
        cursor = ""
        while True:
            answer = client.get(reverse(URL), {"tab": "waiting", "order": order, "cursor": cursor})
            page = answer.context["page"]
            seen += [entry.pk for entry in page.rows]
            cursor = page.next_cursor
            if not cursor:
                break
        assert len(seen) == len(set(seen)) == QueueEntry.objects.count(), order


def _many(here: stages.Scene, number: int) -> list[Case]:
    made = []
    for _ in range(number):
        mine = held_mine(here.company, region_code=here.mine.region_code)
        made.append(stages.in_review(stages.Scene(**{**here.__dict__, "mine": mine})))
    return made


@pytest.mark.parametrize("rows", [2, 9], ids=["few", "many"])
def test_a_page_needs_as_many_queries_for_many_rows(here: stages.Scene, rows: int) -> None:
    _many(here, rows)
    for name, user, tab in (
        ("governance:queue mine", here.heads["ecology_environment"], "mine"),
        ("governance:queue waiting", here.officer, "waiting"),
        ("governance:queue overdue", here.officer, "overdue"),
    ):
        client = signed_in(user)
        url = f"{reverse(URL)}?tab={tab}"
        assert client.get(url).status_code == 200
        with assert_baseline(name):
            assert client.get(url).status_code == 200


@pytest.mark.stage("in_review")
def test_the_export_holds_every_row_in_words(here: stages.Scene, case: Case) -> None:
    answer = signed_in(here.officer).get(reverse(URL), {"tab": "waiting", "export": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert len(lines) == 4
    assert {line[0] for line in lines[1:]} == {case.number}
    assert {line[6] for line in lines[1:]} == {"Give the opinion"}
    sheet = signed_in(here.officer).get(reverse(URL), {"tab": "waiting", "export": "xlsx"})
    assert b"".join(sheet)[:2] == b"PK"


@pytest.mark.stage("in_review")
def test_tasks_are_shown_in_the_reader_s_language(here: stages.Scene) -> None:
    with translation.override("zh-hans"):
        body = signed_in(here.heads["ecology_environment"]).get(reverse(URL)).content.decode()
    assert "出具意见" in body or "给出意见" in body or "Give the opinion" not in body
    assert "<c-" not in body


@pytest.mark.stage("in_review")
def test_the_count_goes_no_further_than_99(here: stages.Scene, case: Case) -> None:
    entry = case.queue_entries.get(organisation=here.departments["ecology_environment"])
    head = here.heads["ecology_environment"]
    assert queues.capped(queues.mine(head)) == "1"
    for _ in range(100):
        entry.pk = None
        entry.save()
    assert queues.capped(queues.mine(head)) == "99+"


def test_the_home_page_lists_the_most_urgent_first(here: stages.Scene) -> None:
    first, second = _many(here, 2)
    body = here.departments["ecology_environment"]
    soon = timezone.localdate() - dt.timedelta(days=3)
    second.queue_entries.filter(organisation=body).update(due_on=soon, urgent_on=soon)
    answer = signed_in(here.reviewers["ecology_environment"]).get(reverse("registry:home"))
    titles = [item.title for item in answer.context["items"]]
    assert [title.split()[0] for title in titles] == [second.number, first.number]


@pytest.mark.stage("countersigning")
def test_a_signed_case_leaves_the_queue_when_it_is_delivered(here: stages.Scene, case: Case) -> None:
    assert case.queue_entries.count() == 3
    decisions.countersign(case.pk, by=here.heads["natural_resources"])
    assert [entry.task for entry in held(here.officer)] == ["Deliver the decision"]
    delivery.deliver(case.pk, by=here.officer, method="in_person", note="当面送达")
    assert not case.queue_entries.exists()

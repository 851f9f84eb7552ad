"""The pages after and around a decision: what people see, press, and get back when something is wrong."""

import datetime as dt
from typing import Any
from unittest import mock

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from governance.approval.models import Case
from governance.approval.views.obligations import follow_up_work, obligation_calendar
from registry.matters.models import Obligation, PublicComment
from registry.matters.services import obligations
from registry.scope.models import Role, User
from registry.workspace.selectors import worklist
from tests.factories import cases as stages
from tests.factories import follow_ups, seen
from tests.factories.attachments import upload
from tests.factories.memberships import member
from tests.factories.organisations import company
from tests.query_counts import assert_baseline

pytestmark = pytest.mark.django_db
DONE = "监测井两口已建成并接入平台。"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


@pytest.fixture
def owed(here: stages.Scene, case: Case) -> Obligation:
    return follow_ups.ensured(case)[0]


def signed_in(user: User) -> Client:
    client = seen.Reader()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, *args: Any) -> str:
    return reverse(f"governance:{name}", args=args)


def text(response: Any) -> str:
    body = response.content.decode()
    assert "<c-" not in body
    return str(body)


@pytest.mark.stage("decided")
def test_an_obligation_is_reported_and_verified_on_its_page(here: stages.Scene, owed: Obligation) -> None:
    applicant, reviewer = signed_in(here.applicant), signed_in(here.reviewers["ecology_environment"])
    page = address("obligation_detail", owed.pk)
    assert address("obligation_report", owed.pk) in text(applicant.get(page))
    assert address("obligation_report", owed.pk) not in text(reviewer.get(page))
    given = {"text": DONE, "file": upload(), "version": owed.version}
    assert applicant.post(address("obligation_report", owed.pk), given).status_code == 302
    assert address("obligation_verify", owed.pk) in text(reviewer.get(page))
    report = owed.reports.get()
    assert reviewer.get(address("obligation_file", owed.pk, report.pk)).status_code == 200
    assert reviewer.get(address("obligation_file", owed.pk, report.pk + 1)).status_code == 404
    assert reviewer.post(address("obligation_verify", owed.pk), {"verdict": "accepted"}).status_code == 302
    owed.refresh_from_db()
    assert owed.state == "verified"


@pytest.mark.stage("decided")
def test_what_is_refused_comes_back_as_typed(here: stages.Scene, owed: Obligation) -> None:
    answer = signed_in(here.applicant).post(address("obligation_report", owed.pk), {"text": "短的话"})
    assert answer.status_code == 422
    assert "短的话" in text(answer)
    obligations.report(owed.pk, by=here.applicant, text=DONE)
    reviewer = signed_in(here.reviewers["ecology_environment"])
    answer = reviewer.post(address("obligation_verify", owed.pk), {"verdict": "returned", "text": "不够"})
    assert answer.status_code == 422
    assert "不够" in text(answer)
    assert reviewer.post(address("obligation_report", owed.pk), {"text": DONE}).status_code == 403
    assert signed_in(member(Role.APPLICANT, company())).get(address("obligation_detail", owed.pk)).status_code == 404


@pytest.mark.stage("decided")
def test_the_list_filters_sorts_and_exports(here: stages.Scene, owed: Obligation) -> None:
    late = follow_ups.obligation(
        follow_ups.decision_of(owed), here.departments["emergency_management"], days=-4, text="逾期义务"
    )
    client, page = signed_in(here.applicant), address("obligation_list")
    for query, shown in {
        "": {owed, late}, "?time=overdue": {late}, "?time=pending": {owed, late}, "?state=verified": set(),
        f"?mine={owed.mine_id}": {owed, late}, "?mine=999999": set(), "?q=逾期": {late}, "?order=-due": {owed, late},
        f"?verifier={owed.verifier_id}": {owed}, f"?due_before={late.due_on.isoformat()}": {late},
        "?due_after=2098-01-01&due_before=2099-12-31": {owed}, "?order=nonsense&cursor=nonsense": {owed, late},
        "?state=nonsense": {owed, late}, "?verifier=99999999999999999999": {owed, late},
    }.items():  # fmt: skip
        body = text(client.get(page + query))
        found = {row for row in (owed, late) if address("obligation_detail", row.pk) in body}
        assert found == shown or "nonsense" in query or "9999999999" in query, query
    csv = b"".join(client.get(page + "?export=csv").streaming_content).decode()
    assert "逾期义务" in csv
    assert client.get(page + "?export=xlsx").status_code == 200
    assert address("obligation_detail", owed.pk) not in text(signed_in(member(Role.APPLICANT, company())).get(page))


@pytest.mark.parametrize(
    ("asked", "first"),
    [("2026-11", (2026, 11)), ("2026-2", (2026, 2)), ("", None), ("2026-13", None), ("1999-12", None), ("x-y", None),
     ("2026", None), ("²026-1", None), ("99999999999", None)],
)  # fmt: skip
def test_the_month_of_the_calendar(asked: str, first: tuple[int, int] | None) -> None:
    today = dt.date(2026, 11, 26)
    assert obligation_calendar.month_from(asked, today) == dt.date(*(first or (2026, 11)), 1)


@pytest.mark.stage("decided")
def test_the_calendar_shows_what_is_due_and_what_is_late(here: stages.Scene, owed: Obligation) -> None:
    late = follow_ups.obligation(follow_ups.decision_of(owed), owed.verifier, days=-40, text="逾期义务")
    client, page = signed_in(here.reviewers["ecology_environment"]), address("obligation_calendar")
    body = text(client.get(page))
    assert address("obligation_detail", late.pk) in body
    assert address("obligation_detail", owed.pk) not in body
    assert address("obligation_detail", owed.pk) in text(client.get(page + "?month=2099-01"))
    assert "month=2098-12" in text(client.get(page + "?month=2099-01"))
    assert client.get(page + "?month=2100-12").status_code == 200


@pytest.mark.stage("decided")
def test_the_case_and_the_mine_show_the_obligations(here: stages.Scene, owed: Obligation) -> None:
    client, link = signed_in(here.applicant), address("obligation_detail", owed.pk)
    assert link in text(client.get(follow_ups.decision_of(owed).case.get_absolute_url()))
    assert link in text(client.get(reverse("registry:mine_detail", args=[owed.mine_id])))


@pytest.mark.stage("decided")
def test_the_office_records_the_delivery(here: stages.Scene, owed: Obligation) -> None:
    case = follow_ups.decision_of(owed).case
    client, page = signed_in(here.clerk), address("case_deliver", case.pk)
    assert page in text(client.get(case.get_absolute_url()))
    assert "method" in text(client.get(page))
    assert client.post(page, {"method": "post", "delivered_on": "2020-01-01", "note": "单号一"}).status_code == 422
    given = {"method": "post", "delivered_on": timezone.localdate().isoformat(), "note": "单号一"}
    assert client.post(page, given).status_code == 302
    assert client.post(page, given).status_code == 409
    assert page not in text(client.get(case.get_absolute_url()))
    assert "单号一" not in text(signed_in(here.applicant).get(case.get_absolute_url()))
    assert signed_in(here.applicant).get(page).status_code == 403


@pytest.mark.stage("decided")
def test_the_company_takes_the_letter_and_thereby_the_decision(here: stages.Scene, owed: Obligation) -> None:
    case = follow_ups.decision_of(owed).case
    page = reverse("governance:letter", args=[case.pk, "zh-hans"])
    assert signed_in(here.officer).get(page).status_code == 200
    assert case.decisions.get().delivered_at is None
    assert signed_in(here.applicant).get(page).status_code == 200
    assert case.decisions.get().delivery == "platform"


@pytest.mark.stage("in_review")
def test_the_office_opens_a_notice_and_answers(here: stages.Scene, case: Case) -> None:
    client, page = signed_in(here.officer), address("case_notice", case.pk)
    assert page in text(client.get(case.get_absolute_url()))
    assert client.post(page, {"text_zh": "公示", "days": "0"}).status_code == 422
    assert client.post(page, {"text_zh": "现将该方案予以公示。", "days": "20"}).status_code == 302
    assert client.post(page, {"text_zh": "现将该方案予以公示。", "days": "20"}).status_code == 409
    row = follow_ups.comment(case.notices.get())
    assert "秘密姓名" in text(client.get(page))
    assert "秘密姓名" not in text(signed_in(here.applicant).get(page))
    assert client.post(address("comment_answer", row.pk), {"text": "好"}).status_code == 422
    assert client.post(address("comment_answer", row.pk), {"text": "已要求洒水抑尘，谢谢。"}).status_code == 302
    assert client.post(address("comment_hide", row.pk), {"reason": ""}).status_code == 422
    assert client.post(address("comment_hide", row.pk), {"reason": "含有他人身份信息，不公开"}).status_code == 302
    assert row.text not in text(signed_in(here.applicant).get(page))
    assert row.text in text(client.get(page))
    assert (
        signed_in(here.applicant).post(address("comment_answer", row.pk), {"text": "企业不能答复"}).status_code == 404
    )
    assert signed_in(here.applicant).post(page, {"text_zh": "现将该方案予以公示。", "days": "20"}).status_code == 403


@pytest.mark.stage("in_review")
def test_everybody_comments_and_finds_the_answer(here: stages.Scene, client: Client, case: Case) -> None:
    assert client.post(address("public_comment", case.number), {"text": "没有公示"}).status_code == 409
    follow_ups.notice(case)
    page = reverse("governance:public_case", args=[case.number])
    assert address("public_comment", case.number) in text(client.get(page))
    answer = client.post(address("public_comment", case.number), {"text": "控制扬尘", "name": "秘密姓名"})
    row = PublicComment.objects.get()
    assert answer.headers["Location"] == address("public_comment_detail", row.reference)
    shown = text(client.get(page))
    assert "控制扬尘" in shown
    assert "秘密姓名" not in shown
    assert row.reference not in shown
    found = client.get(address("public_comment_find"), {"reference": row.reference.lower()})
    assert found.status_code == 302
    body = text(client.get(found.headers["Location"]))
    assert row.reference in body
    assert "秘密姓名" not in body


@pytest.mark.stage("in_review")
def test_a_faulty_comment_comes_back_as_typed(here: stages.Scene, client: Client, case: Case) -> None:
    follow_ups.notice(case)
    page = address("public_comment", case.number)
    answer = client.post(page, {"text": "", "name": "打好的姓名"})
    assert answer.status_code == 422
    assert "打好的姓名" in text(answer)
    assert client.post(page, {"text": "长" * 2001}).status_code == 422
    assert client.post(page, {"text": "机器", "website": "http://spam"}).status_code == 422
    assert client.post(address("public_comment", "XZ-1999-1"), {"text": "没有"}).status_code == 404
    assert not PublicComment.objects.exists()


@pytest.mark.stage("in_review")
def test_many_comments_at_once_are_slowed_down(here: stages.Scene, client: Client, case: Case) -> None:
    follow_ups.notice(case)
    page = address("public_comment", case.number)
    answers = [client.post(page, {"text": f"第{n}条意见"}) for n in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "第5条意见" in text(answers[-1])
    assert answers[-1].headers["Retry-After"]


def test_an_unknown_reference_is_not_found(client: Client) -> None:
    assert client.get(address("public_comment_find"), {"reference": "ABCDEF0123"}).status_code == 422
    for reference in ("ABCDEF0123", "x" * 400):
        assert client.get(address("public_comment_detail", reference)).status_code == 404


@pytest.mark.stage("in_review")
def test_a_hidden_comment_is_shown_to_nobody_else(here: stages.Scene, client: Client, case: Case) -> None:
    row = follow_ups.comment(
        follow_ups.notice(case), text="脏话脏话", is_hidden=True, hidden_reason="含有侮辱性语言，不公开"
    )
    shown = text(client.get(reverse("governance:public_case", args=[case.number])))
    assert "脏话脏话" not in shown
    assert "含有侮辱性语言" in shown
    assert "脏话脏话" in text(client.get(address("public_comment_detail", row.reference)))


@pytest.mark.stage("decided")
def test_the_company_opens_linked_cases(here: stages.Scene, owed: Obligation) -> None:
    follow_ups.amendment_procedure()
    follow_ups.reconsideration_procedure()
    case: Case = follow_ups.decision_of(owed).case
    client = signed_in(here.applicant)
    shown = text(client.get(case.get_absolute_url()))
    amend, reconsider = address("case_amend", case.pk), address("case_reconsider", case.pk)
    assert amend in shown
    assert reconsider in shown
    assert "变更" in text(client.get(amend))
    assert client.post(amend, {"title_zh": "变更"}).status_code == 422
    assert client.post(amend, {"title_zh": "变更", "scope": "minor"}).status_code == 302
    assert client.post(amend, {"title_zh": "变更", "scope": "minor"}).status_code == 409
    assert client.get(reconsider).status_code == 200
    assert client.post(reconsider, {"reason": "短", "claim": "撤销"}).status_code == 422
    assert client.post(reconsider, {"reason": "决定认定的边坡参数与实测不符。", "claim": "撤销"}).status_code == 302
    children = Case.objects.filter(parent=case)
    shown = text(client.get(case.get_absolute_url()))
    for child in children:
        assert child.number in shown
        assert case.number in text(client.get(child.get_absolute_url()))
    assert amend not in shown
    assert signed_in(here.officer).get(amend).status_code == 403
    assert client.get(address("case_amend", children[0].pk)).status_code == 409


@pytest.mark.stage("decided")
def test_the_home_page_lists_what_is_asked_of_everybody(here: stages.Scene, owed: Obligation) -> None:
    def kinds(user: User) -> set[str]:
        user.forget_grants()
        return {item.link for item in worklist.waiting(user).items}

    page = address("obligation_detail", owed.pk)
    assert page in kinds(here.applicant)
    assert follow_ups.decision_of(owed).case.get_absolute_url() in kinds(here.clerk)
    obligations.report(owed.pk, by=here.applicant, text=DONE)
    assert page not in kinds(here.applicant)
    assert page in kinds(here.reviewers["ecology_environment"])
    other = stages.in_review(stages.scene("150602"))
    row = follow_ups.comment(follow_ups.notice(other))
    answers = member(Role.COMMITTEE_OFFICE, other.office)
    assert address("case_notice", other.pk) + f"#c-{row.pk}" in kinds(answers)


@pytest.mark.parametrize("more", [0, 7])
@pytest.mark.stage("decided")
def test_the_home_page_asks_once_for_all_obligations(
    here: stages.Scene, owed: Obligation, more: int, django_assert_num_queries: Any
) -> None:
    for days in range(more):
        follow_ups.obligation(owed.matter.case.decisions.get(), owed.verifier, days=days - 3)
    here.applicant.grants()
    listed = Obligation.objects.filter(holder=owed.holder).count()
    with django_assert_num_queries(1):
        shown = follow_up_work.to_report(here.applicant)
    assert len(shown) == listed > more
    assert [item.level for item in shown].count("bad") == min(more, 3)


@pytest.mark.parametrize("rows", [2, 12], ids=["few", "many"])
@pytest.mark.stage("decided")
def test_lists_need_as_many_queries_for_many_rows_as_for_few(
    here: stages.Scene, owed: Obligation, rows: int, client: Client
) -> None:
    for number in range(rows):
        follow_ups.obligation(follow_ups.decision_of(owed), owed.verifier, days=number - 3, text=f"义务{number}")
    client = signed_in(here.officer)
    with mock.patch("django.utils.timezone.localdate", return_value=dt.date(2026, 11, 15)):
        for name in ("obligation_list", "obligation_calendar"):
            page = address(name)
            assert client.get(page).status_code == 200
            with assert_baseline(f"governance:{name}"):
                client.get(page)


@pytest.mark.parametrize("rows", [2, 12], ids=["few", "many"])
@pytest.mark.stage("in_review")
def test_a_notice_needs_as_many_queries_for_many_comments(
    here: stages.Scene, rows: int, client: Client, case: Case
) -> None:
    notice = follow_ups.notice(case)
    for _number in range(rows):
        follow_ups.comment(notice)
    office, page = signed_in(here.officer), address("case_notice", case.pk)
    assert office.get(page).status_code == 200
    with assert_baseline("governance:case_notice"):
        office.get(page)

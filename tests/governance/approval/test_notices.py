"""Public notices: opened by the office, commented on by everybody, answered one by one, nothing deleted."""

import datetime as dt
from unittest import mock

import pytest
from django.utils import timezone

from governance.approval.models import Case, CheckRun
from governance.approval.selectors.checks import checks
from governance.approval.selectors.notices import notices as selectors
from governance.approval.services.checks import check_sweeps
from governance.approval.services.notices import notices
from registry.audit.models import AuditEvent
from registry.audit.selectors import audit
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, WrongState
from registry.matters.models import PublicComment, PublicNotice
from registry.matters.selectors import notices as readings
from registry.messages.models import Notification
from registry.scope.models import Role
from tests.factories import cases as stages
from tests.factories import follow_ups
from tests.factories.memberships import member
from tests.factories.organisations import company, finance
from tests.factories.procedures import refreeze

pytestmark = pytest.mark.django_db
TEXT = "现将该矿方案予以公示，公众可提出意见。"
ANSWER = "已要求企业在运输道路洒水抑尘。"


@pytest.mark.stage("in_review")
def test_the_office_opens_a_notice_for_working_days(here: stages.Scene, case: Case) -> None:
    refreeze(case, notice_days=5)
    with pytest.raises(Incomplete) as caught:
        notices.open_notice(case.pk, by=here.officer, text_zh="", days=4)
    assert set(caught.value.fields) == {"text_zh", "days"}
    with mock.patch("django.utils.timezone.now", return_value=dt.datetime(2026, 9, 30, 2, tzinfo=dt.UTC)):
        notice = notices.open_notice(case.pk, by=here.officer, text_zh=TEXT, text_en="Open", days=5)
    assert (notice.opens_on, notice.closes_on) == (dt.date(2026, 9, 30), dt.date(2026, 10, 13))
    assert next(iter(audit.trail(case))).verb == "notices.open"
    assert Notification.objects.filter(kind="notices.opened", recipient=here.applicant).exists()


@pytest.mark.stage("in_review")
def test_one_notice_at_a_time_and_only_during_the_review(here: stages.Scene, case: Case) -> None:
    notices.open_notice(case.pk, by=here.officer, text_zh=TEXT, days=20)
    with pytest.raises(WrongState):
        notices.open_notice(case.pk, by=here.clerk, text_zh=TEXT, days=20)
    other = stages.submitted(stages.scene("150602"))
    with pytest.raises(WrongState):
        notices.open_notice(other.pk, by=member(Role.COMMITTEE_OFFICE, other.office), text_zh=TEXT, days=20)


@pytest.mark.stage("in_review")
def test_only_the_office_opens_a_notice(here: stages.Scene, case: Case) -> None:
    for user in (here.applicant, here.heads["natural_resources"]):
        with pytest.raises(NotAllowed):
            notices.open_notice(case.pk, by=user, text_zh=TEXT, days=20)
    with pytest.raises(OutOfScope):
        notices.open_notice(case.pk, by=member(Role.APPLICANT, company()), text_zh=TEXT, days=20)


@pytest.mark.stage("in_review")
def test_anybody_comments_while_the_notice_is_open(here: stages.Scene, case: Case) -> None:
    with pytest.raises(WrongState):
        notices.comment(case.number, text="太早")
    follow_ups.notice(case)
    made = notices.comment(case.number, text=" 希望控制扬尘 ", name="李某", contact="138")
    assert made.text == "希望控制扬尘"
    assert selectors.by_reference(f" {made.reference.lower()} ") == made
    event = next(iter(audit.trail(case)))
    assert (event.verb, event.after) == ("notices.comment", {"reference": made.reference})
    assert Notification.objects.filter(kind="notices.commented", recipient=here.officer).exists()


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({"text": " "}, {"text"}),
        ({"text": "长" * 2001}, {"text"}),
        ({"text": "好", "name": "名" * 81, "contact": "1" * 121}, {"name", "contact"}),
        ({"text": "a\x00b"}, {"text"}),
    ],
)
@pytest.mark.stage("in_review")
def test_a_faulty_comment_is_refused(case: Case, given: dict[str, str], faulty: set[str]) -> None:
    follow_ups.notice(case)
    with pytest.raises(Incomplete) as caught:
        notices.comment(case.number, **given)
    assert set(caught.value.fields) == faulty
    assert not PublicComment.objects.exists()


@pytest.mark.stage("in_review")
def test_a_closed_notice_and_a_hidden_case_take_no_comment(here: stages.Scene, case: Case) -> None:
    follow_ups.notice(case, opened=11, days=10)
    with pytest.raises(WrongState):
        notices.comment(case.number, text="晚了")
    draft = stages.draft(stages.scene("150602"))
    follow_ups.notice(draft)
    with pytest.raises(OutOfScope):
        notices.comment(draft.number, text="不该看见")


@pytest.mark.stage("in_review")
def test_comments_are_answered_one_by_one(here: stages.Scene, case: Case) -> None:
    row = follow_ups.comment(follow_ups.notice(case))
    assert list(selectors.to_answer(here.officer)) == [row]
    assert list(selectors.to_answer(here.reviewers["ecology_environment"])) == [row]
    assert list(selectors.to_answer(here.applicant)) == []
    with pytest.raises(Incomplete):
        notices.answer(row.pk, by=here.officer, text="好")
    notices.answer(row.pk, by=here.reviewers["ecology_environment"], text=ANSWER)
    row.refresh_from_db()
    assert (row.answer, row.answered_by) == (ANSWER, here.reviewers["ecology_environment"])
    with pytest.raises(WrongState):
        notices.answer(row.pk, by=here.officer, text="又一个答复，不应写入。")
    assert list(selectors.to_answer(here.officer)) == []


@pytest.mark.stage("in_review")
def test_who_does_not_sit_in_the_case_does_not_answer(here: stages.Scene, case: Case) -> None:
    row = follow_ups.comment(follow_ups.notice(case))
    before = AuditEvent.objects.count()
    for user in (here.applicant, member(Role.REVIEWER, finance())):
        for act in (notices.answer, notices.hide):
            with pytest.raises(NotAllowed):
                act(row.pk, by=user, **{"text" if act is notices.answer else "reason": ANSWER})
    with pytest.raises(OutOfScope):
        notices.answer(row.pk, by=member(Role.APPLICANT, company()), text=ANSWER)
    assert AuditEvent.objects.count() == before


@pytest.mark.stage("in_review")
def test_a_comment_is_hidden_with_a_reason_and_kept(here: stages.Scene, case: Case) -> None:
    row = follow_ups.comment(follow_ups.notice(case), text="脏话")
    with pytest.raises(Incomplete):
        notices.hide(row.pk, by=here.officer, reason="")
    notices.hide(row.pk, by=here.officer, reason="含有侮辱性语言，不予公开。")
    row.refresh_from_db()
    assert (row.is_hidden, row.text) == (True, "脏话")
    for act in (
        lambda: notices.hide(row.pk, by=here.officer, reason="再次隐藏这条意见内容"),
        lambda: notices.answer(row.pk, by=here.officer, text=ANSWER),
    ):
        with pytest.raises(WrongState):
            act()


@pytest.mark.stage("in_review")
def test_nothing_changes_when_the_last_step_fails(case: Case) -> None:
    follow_ups.notice(case)
    with (
        mock.patch(
            "governance.approval.services.obligations.follow_up_news.comment_made", side_effect=RuntimeError("broken")
        ),
        pytest.raises(RuntimeError),
    ):
        notices.comment(case.number, text="希望控制扬尘")
    assert not PublicComment.objects.exists()
    assert not AuditEvent.objects.filter(verb="notices.comment").exists()


@pytest.mark.stage("in_review")
def test_the_gate_waits_for_the_end_and_for_every_answer(here: stages.Scene, case: Case) -> None:
    assert selectors.gate_notice(case).result == "unknown"
    notice = follow_ups.notice(case, opened=5, days=10)
    assert selectors.gate_notice(case).result == "fail"
    notice.closes_on = timezone.localdate() - dt.timedelta(days=1)
    notice.save()
    assert selectors.gate_notice(case).result == "pass"
    first, second = follow_ups.comment(notice), follow_ups.comment(notice)
    assert selectors.gate_notice(case).result == "fail"
    notices.answer(first.pk, by=here.officer, text=ANSWER)
    assert selectors.gate_notice(case).result == "fail"
    notices.hide(second.pk, by=here.officer, reason="包含他人身份信息，不公开。")
    assert selectors.gate_notice(case).result == "pass"


def _next_day() -> int:
    tomorrow = timezone.localtime() + dt.timedelta(days=1)
    with mock.patch("governance.approval.services.checks.check_sweeps.timezone.localtime", return_value=tomorrow):
        return check_sweeps.sweep()


def _shown(case: Case) -> str:
    return next(row.state for row in checks.latest(case).rows if row.code == "gate-notice")


@pytest.mark.stage("in_review")
def test_the_checks_follow_the_end_of_the_notice_and_the_last_answer(here: stages.Scene, case: Case) -> None:
    notice = follow_ups.notice(case, opened=5, days=10)
    first, second = follow_ups.comment(notice), follow_ups.comment(notice)
    PublicNotice.objects.filter(pk=notice.pk).update(closes_on=timezone.localdate() - dt.timedelta(days=1))
    assert _next_day() == 1
    assert _shown(case) == "fail"
    before = CheckRun.objects.count()
    notices.answer(first.pk, by=here.officer, text=ANSWER)
    assert CheckRun.objects.count() == before
    notices.hide(second.pk, by=here.officer, reason="包含他人身份信息，不公开。")
    assert _shown(case) == "pass"
    assert _next_day() == 0


@pytest.mark.stage("in_review")
def test_a_night_in_which_nothing_changed_leaves_no_trace(here: stages.Scene) -> None:
    runs, events = CheckRun.objects.count(), AuditEvent.objects.count()
    assert _next_day() == 0
    assert (CheckRun.objects.count(), AuditEvent.objects.count()) == (runs, events)


@pytest.mark.stage("in_review")
def test_unanswered_comments_come_first(here: stages.Scene, case: Case) -> None:
    notice = follow_ups.notice(case)
    first, second = follow_ups.comment(notice), follow_ups.comment(notice)
    notices.answer(first.pk, by=here.officer, text=ANSWER)
    (shown,) = readings.of_matter(case.matter)
    assert shown.comments == [second, first]
    assert (shown.unanswered, shown.is_open) == (1, True)

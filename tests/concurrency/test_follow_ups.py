"""Two people at once after a decision: exactly one wins, the other learns why."""

import pytest

from governance.approval.models import Case
from governance.approval.services.cases import links
from governance.approval.services.decisions import delivery
from governance.approval.services.notices import notices
from governance.approval.services.obligations import obligation_carrying
from registry.audit.models import AuditEvent
from registry.matters.models import Obligation, PublicComment, PublicNotice
from registry.matters.services import obligation_reminders, obligations
from registry.scope.models import Role
from registry.scope.rules.grants import System
from tests.concurrency.test_cases import one_wins, race
from tests.factories import cases as stages
from tests.factories import follow_ups
from tests.factories.memberships import member
from tests.governance.approval.test_obligations import DONE, amending, sign

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.stage("decided")]
WHY = "决定认定的边坡参数与实测不符，请求复核。"
CLAIM = "撤销该决定，重新作出决定。"


@pytest.fixture
def owed(case: Case) -> Obligation:
    return follow_ups.ensured(case)[0]


def test_two_people_of_the_company_report_at_once(here: stages.Scene, owed: Obligation) -> None:
    row, other = owed, member(Role.COMPANY_MANAGER, here.company)
    one_wins(
        race(
            lambda: obligations.report(row.pk, by=here.applicant, text=DONE),
            lambda: obligations.report(row.pk, by=other, text=DONE),
        )
    )
    assert row.reports.count() == 1


def test_two_officers_judge_a_report_at_once(here: stages.Scene, owed: Obligation) -> None:
    row = owed
    obligations.report(row.pk, by=here.applicant, text=DONE)
    first, second = here.reviewers["ecology_environment"], here.heads["ecology_environment"]
    one_wins(
        race(
            lambda: obligations.verify(row.pk, by=first, verdict="accepted"),
            lambda: obligations.verify(row.pk, by=second, verdict="returned", text="缺少验收报告，请补充。"),
        )
    )
    row.refresh_from_db()
    assert row.state in ("verified", "open")


def test_a_report_and_an_amendment_at_once_lose_nothing(here: stages.Scene, owed: Obligation) -> None:
    row = owed
    decision = sign(amending(here, follow_ups.decision_of(row).case), here)
    race(
        lambda: obligation_carrying.carry(decision, by=System("tests")),
        lambda: obligations.report(row.pk, by=here.applicant, text=DONE),
    )
    (pending,) = Obligation.objects.filter(state__in=Obligation.PENDING)
    assert pending.carried_from == row
    assert pending.state == ("reported" if pending.reports.filter(verdict="").exists() else "open")


def test_the_office_delivers_while_the_company_takes_it(here: stages.Scene, case: Case) -> None:
    race(
        lambda: delivery.deliver(case.pk, by=here.clerk, method="post", note="EMS 1"),
        lambda: delivery.take(case, by=here.applicant),
    )
    decision = case.decisions.get()
    assert decision.delivered_at is not None
    assert AuditEvent.objects.filter(verb__in=["decisions.deliver", "decisions.take"]).count() == 1


def test_two_clerks_deliver_at_once(here: stages.Scene, case: Case) -> None:
    one_wins(
        race(
            lambda: delivery.deliver(case.pk, by=here.clerk, method="post", note="EMS 1"),
            lambda: delivery.deliver(case.pk, by=here.officer, method="in_person", note="签收人"),
        )
    )


@pytest.mark.stage("in_review")
def test_two_clerks_open_a_notice_at_once(here: stages.Scene, case: Case) -> None:
    text = "现将该矿方案予以公示，公众可提出意见。"
    one_wins(
        race(
            lambda: notices.open_notice(case.pk, by=here.clerk, text_zh=text, days=20),
            lambda: notices.open_notice(case.pk, by=here.officer, text_zh=text, days=21),
        )
    )
    assert PublicNotice.objects.count() == 1


@pytest.mark.stage("in_review")
def test_two_departments_answer_at_once(here: stages.Scene, case: Case) -> None:
    row = follow_ups.comment(follow_ups.notice(case))
    one_wins(
        race(
            lambda: notices.answer(row.pk, by=here.officer, text="已要求企业洒水抑尘，谢谢。"),
            lambda: notices.answer(row.pk, by=here.reviewers["ecology_environment"], text="将安排现场检查，谢谢。"),
        )
    )
    assert PublicComment.objects.get().answer


def test_a_reconsideration_is_opened_once(here: stages.Scene, case: Case) -> None:
    follow_ups.reconsideration_procedure()
    other = member(Role.COMPANY_MANAGER, here.company)
    one_wins(
        race(
            lambda: links.open_reconsideration(case.pk, by=here.applicant, reason=WHY, claim=CLAIM),
            lambda: links.open_reconsideration(case.pk, by=other, reason=WHY, claim=CLAIM),
        )
    )
    assert Case.objects.filter(parent=case).count() == 1


def test_an_amendment_is_opened_once(here: stages.Scene, case: Case) -> None:
    follow_ups.amendment_procedure()
    other = member(Role.COMPANY_MANAGER, here.company)
    one_wins(
        race(
            lambda: links.open_amendment(case.pk, by=here.applicant, scope="minor", title_zh="变更甲"),
            lambda: links.open_amendment(case.pk, by=other, scope="major", title_zh="变更乙"),
        )
    )
    assert Case.objects.filter(parent=case).count() == 1


def test_two_sweeps_remind_once(here: stages.Scene, owed: Obligation) -> None:
    row = owed
    follow_ups.obligation(follow_ups.decision_of(row), row.verifier, days=-1)
    race(obligation_reminders.send_due, obligation_reminders.send_due)
    assert AuditEvent.objects.filter(verb="obligations.remind").count() == 1

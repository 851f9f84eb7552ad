"""A signed decision is delivered within ten working days: by the office, or taken from the platform."""

import datetime as dt
from unittest import mock

import pytest
from django.utils import timezone

from governance.approval.models import Case, Decision
from governance.approval.selectors.decisions import delivery as selectors
from governance.approval.services.decisions import delivery
from registry.audit.models import AuditEvent
from registry.audit.selectors import audit
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, WrongState
from registry.messages.models import Notification
from registry.scope.models import Role
from tests.factories import cases as stages
from tests.factories import decisions
from tests.factories.memberships import member
from tests.factories.organisations import company
from tests.factories.procedures import refreeze

pytestmark = pytest.mark.django_db


@pytest.mark.stage("decided")
def test_the_office_delivers_by_hand(here: stages.Scene, case: Case) -> None:
    assert selectors.pending(case) is not None
    assert list(selectors.to_deliver(here.clerk)) == [case.decisions.get()]
    delivery.deliver(case.pk, by=here.clerk, method="in_person", note="由企业经办人签收")
    decision = case.decisions.get()
    assert (decision.delivery, decision.delivered_by, decision.delivery_note) == (
        "in_person", here.clerk, "由企业经办人签收",
    )  # fmt: skip
    assert selectors.pending(case) is None
    assert selectors.status(decision).level == "ok"
    event = next(iter(audit.trail(case)))
    assert (event.verb, event.organisation) == ("decisions.deliver", here.office)
    assert Notification.objects.filter(kind="decisions.delivered", recipient=here.applicant).exists()


@pytest.mark.stage("decided")
def test_it_is_delivered_once(here: stages.Scene, case: Case) -> None:
    delivery.deliver(case.pk, by=here.clerk, method="post", note="EMS 1000200030001")
    with pytest.raises(WrongState):
        delivery.deliver(case.pk, by=here.officer, method="in_person", note="又一次")
    assert delivery.take(case, by=here.applicant) is False
    assert case.decisions.get().delivery == "post"


@pytest.mark.stage("decided")
def test_every_fault_is_named_at_once(here: stages.Scene, case: Case) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    with pytest.raises(Incomplete) as caught:
        delivery.deliver(case.pk, by=here.clerk, method="platform", note=" ", delivered_on=tomorrow)
    assert set(caught.value.fields) == {"method", "note", "delivered_on"}
    before = timezone.localdate() - dt.timedelta(days=1)
    with pytest.raises(Incomplete) as caught:
        delivery.deliver(case.pk, by=here.clerk, method="post", note="单号一", delivered_on=before)
    assert set(caught.value.fields) == {"delivered_on"}


@pytest.mark.stage("decided")
def test_only_the_office_of_the_case_delivers(here: stages.Scene, case: Case) -> None:
    before = AuditEvent.objects.count()
    for user in (here.applicant, here.heads["natural_resources"]):
        with pytest.raises(NotAllowed):
            delivery.deliver(case.pk, by=user, method="post", note="单号一")
    with pytest.raises(OutOfScope):
        delivery.deliver(case.pk, by=member(Role.APPLICANT, company()), method="post", note="单号一")
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("stage", ["in_review", "countersigning"])
def test_nothing_is_delivered_before_the_signature(here: stages.Scene, stage: str) -> None:
    case = getattr(stages, stage)(here)
    assert selectors.pending(case) is None
    with pytest.raises(OutOfScope):
        delivery.deliver(case.pk, by=here.clerk, method="post", note="单号一")
    assert delivery.take(case, by=here.applicant) is False


@pytest.mark.stage("decided")
def test_the_first_person_of_the_company_takes_it_from_the_platform(here: stages.Scene, case: Case) -> None:
    assert delivery.take(case, by=here.officer) is False
    assert delivery.take(case, by=member(Role.APPLICANT, company())) is False
    assert delivery.take(case, by=here.applicant) is True
    decision = case.decisions.get()
    assert (decision.delivery, decision.delivered_by) == ("platform", here.applicant)
    assert delivery.take(case, by=member(Role.COMPANY_MANAGER, here.company)) is False
    assert [event.verb for event in audit.trail(case)].count("decisions.take") == 1


@pytest.mark.stage("decided")
def test_nothing_changes_when_the_last_step_fails(here: stages.Scene, case: Case) -> None:
    with (
        mock.patch(
            "governance.approval.services.obligations.follow_up_news.delivered", side_effect=RuntimeError("broken")
        ),
        pytest.raises(RuntimeError),
    ):
        delivery.deliver(case.pk, by=here.clerk, method="post", note="单号一")
    assert case.decisions.get().delivered_at is None
    assert AuditEvent.objects.filter(verb="decisions.deliver").count() == 0


def test_the_period_counts_working_days() -> None:
    """Signed on 30 September 2026: 1–7 October are holidays, 10 October is a make-up working day."""
    decisions.working_days()
    decision = decisions.signed(at=dt.datetime(2026, 9, 30, 10, tzinfo=decisions.ZONE))
    shown = selectors.status(decision)
    assert (shown.days, shown.due) == (10, dt.date(2026, 10, 20))
    assert shown.overdue
    decision.delivered_at = dt.datetime(2026, 10, 20, 9, tzinfo=decisions.ZONE)
    assert not selectors.status(decision).overdue
    refreeze(decision.case, delivery_days=5)
    assert selectors.status(decision).overdue
    assert selectors.status(decision).level == "warn"


def test_beyond_the_calendar_the_day_is_not_known() -> None:
    decision = decisions.signed(at=dt.datetime(2031, 9, 30, 10, tzinfo=decisions.ZONE))
    assert selectors.status(decision).due is None
    assert Decision.objects.count() == 1

"""Amendments and reconsiderations: linked cases that leave the first decision as it is."""

import datetime as dt
from unittest import mock

import pytest
from django.utils import timezone

from governance.approval.models import Case, Decision
from governance.approval.selectors.cases import links as selectors
from governance.approval.services.cases import cases, links
from governance.approval.services.decisions import delivery
from governance.approval.services.dossiers import sections
from registry.audit.models import AuditEvent
from registry.audit.selectors import audit
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, WrongState
from registry.messages.models import Notification
from registry.mines.models import Mine
from registry.scope.models import Role
from tests.factories import cases as stages
from tests.factories import follow_ups
from tests.factories.memberships import member
from tests.factories.organisations import committee_office, company
from tests.stages.approval import Played

pytestmark = pytest.mark.django_db
WHY = "决定认定的边坡参数与实测不符，请求复核。"
CLAIM = "撤销该决定，重新作出决定。"


@pytest.fixture
def here(played: Played) -> stages.Scene:
    found = played.here
    follow_ups.amendment_procedure()
    follow_ups.reconsideration_procedure()
    return found


def amend(here: stages.Scene, case: Case, **given: str) -> Case:
    return links.open_amendment(case.pk, by=here.applicant, **({"scope": "minor", "title_zh": "变更"} | given))


@pytest.mark.stage("decided")
def test_an_amendment_starts_from_what_was_approved(here: stages.Scene, case: Case) -> None:
    parent = case
    child = amend(here, parent)
    assert (child.parent, child.relation, child.scope, child.state) == (parent, "amendment", "minor", "draft")
    assert child.procedure.kind == "amendment"
    approved = sections.content(parent, parent.decisions.get().revision.number)
    for key, content in sections.content(child, 0).items():
        assert content == approved[key], key
    verbs = [event.verb for event in audit.trail(child)]
    assert verbs[0] == "cases.amend"


@pytest.mark.stage("decided")
def test_a_decision_is_amended_by_one_case_at_a_time(here: stages.Scene, case: Case) -> None:
    parent = case
    child = amend(here, parent)
    with pytest.raises(WrongState) as caught:
        amend(here, parent)
    assert child.number in str(caught.value.message)
    cases.withdraw(child.pk, by=here.applicant, reason="不再变更")
    assert amend(here, parent).pk != child.pk


@pytest.mark.parametrize("stage", ["in_review", "countersigning"])
def test_only_a_signed_approval_is_amended(here: stages.Scene, stage: str) -> None:
    with pytest.raises(WrongState):
        amend(here, getattr(stages, stage)(here))


@pytest.mark.stage("refused")
def test_a_refusal_is_not_amended(here: stages.Scene, case: Case) -> None:
    with pytest.raises(WrongState):
        amend(here, case)


@pytest.mark.stage("decided")
def test_an_amendment_names_every_fault(here: stages.Scene, case: Case) -> None:
    with pytest.raises(Incomplete) as caught:
        amend(here, case, scope="huge", title_zh=" ")
    assert set(caught.value.fields) == {"scope", "title_zh"}
    assert Case.objects.count() == 1


@pytest.mark.stage("decided")
def test_only_the_company_opens_linked_cases(here: stages.Scene, case: Case) -> None:
    parent = case
    before = AuditEvent.objects.count()
    for user in (here.officer, here.heads["natural_resources"]):
        with pytest.raises(NotAllowed):
            links.open_amendment(parent.pk, by=user, scope="minor", title_zh="变更")
        with pytest.raises(NotAllowed):
            links.open_reconsideration(parent.pk, by=user, reason=WHY, claim=CLAIM)
    with pytest.raises(OutOfScope):
        links.open_amendment(parent.pk, by=member(Role.APPLICANT, company()), scope="minor", title_zh="变更")
    assert AuditEvent.objects.count() == before


@pytest.mark.stage("refused")
def test_a_reconsideration_goes_to_the_next_larger_office(here: stages.Scene, case: Case) -> None:
    committee_office("150000")
    city = committee_office("150600")
    committee_office("140000")
    parent = case
    child = links.open_reconsideration(parent.pk, by=here.applicant, reason=WHY, claim=CLAIM)
    assert (child.parent, child.relation, child.office) == (parent, "reconsideration", city)
    assert parent.decisions.get().state == Decision.State.SIGNED
    assert Notification.objects.filter(kind="cases.reconsidered", recipient=here.officer).exists()
    assert (child.reconsideration.grounds, child.reconsideration.claim) == (WHY, CLAIM)


@pytest.mark.stage("decided")
def test_without_a_larger_office_the_same_one_handles_it(here: stages.Scene, case: Case) -> None:
    parent = case
    child = links.open_reconsideration(parent.pk, by=here.applicant, reason=WHY, claim=CLAIM)
    assert child.office == here.office
    assert selectors.linked_cases(parent, here.applicant)[0].same_office


@pytest.mark.stage("decided")
def test_a_reconsideration_is_asked_for_once_and_with_reasons(here: stages.Scene, case: Case) -> None:
    parent = case
    with pytest.raises(Incomplete):
        links.open_reconsideration(parent.pk, by=here.applicant, reason="不服", claim=CLAIM)
    child = links.open_reconsideration(parent.pk, by=here.applicant, reason=WHY, claim=CLAIM)
    with pytest.raises(WrongState):
        links.open_reconsideration(parent.pk, by=here.applicant, reason=WHY, claim=CLAIM)
    Case.objects.filter(pk=child.pk).update(state="refused", submitted_at=timezone.now())
    with pytest.raises(WrongState):
        links.open_reconsideration(parent.pk, by=here.applicant, reason=WHY, claim=CLAIM)


@pytest.mark.stage("refused")
def test_the_sixty_days_run_from_the_delivery(here: stages.Scene, case: Case) -> None:
    parent = case
    decision = parent.decisions.get()
    signed, taken = timezone.localdate(), timezone.now() + dt.timedelta(days=9)
    assert selectors.reconsider_until(decision) == signed + dt.timedelta(days=60)
    with mock.patch("django.utils.timezone.now", return_value=taken):
        delivery.take(parent, by=here.applicant)
    decision.refresh_from_db()
    assert selectors.reconsider_until(decision) == signed + dt.timedelta(days=69)
    with mock.patch("django.utils.timezone.localdate", return_value=signed + dt.timedelta(days=70)):
        with pytest.raises(WrongState):
            links.open_reconsideration(parent.pk, by=here.applicant, reason=WHY, claim=CLAIM)
        assert not selectors.openings(parent, here.applicant).reconsideration
    with mock.patch("django.utils.timezone.localdate", return_value=signed + dt.timedelta(days=69)):
        assert links.open_reconsideration(parent.pk, by=here.applicant, reason=WHY, claim=CLAIM)


@pytest.mark.parametrize(("state", "outcome"), [("approved", "changed"), ("refused", "upheld"), ("review", "")])
@pytest.mark.stage("decided")
def test_both_cases_show_one_another(here: stages.Scene, state: str, outcome: str, case: Case) -> None:
    parent = case
    child = links.open_reconsideration(parent.pk, by=here.applicant, reason=WHY, claim=CLAIM)
    assert selectors.linked_cases(parent, here.officer) == [], "a draft is the company's own business"
    Case.objects.filter(pk=child.pk).update(state=state, submitted_at=timezone.now())
    child.refresh_from_db()
    (forward,) = selectors.linked_cases(parent, here.officer)
    (back,) = selectors.linked_cases(child, here.officer)
    assert (forward.case, forward.is_earlier, forward.outcome) == (child, False, outcome)
    assert (back.case, back.is_earlier, back.outcome) == (parent, True, outcome)
    assert forward.reason == WHY


@pytest.mark.stage("decided")
def test_the_page_offers_what_the_services_allow(here: stages.Scene, case: Case) -> None:
    parent = case
    shown = selectors.openings(parent, here.applicant)
    assert (shown.amendment, shown.reconsideration) == (True, True)
    assert not selectors.openings(parent, here.officer).amendment
    amend(here, parent)
    links.open_reconsideration(parent.pk, by=here.applicant, reason=WHY, claim=CLAIM)
    shown = selectors.openings(parent, here.applicant)
    assert (shown.amendment, shown.reconsideration) == (False, False)
    assert not selectors.openings(stages.in_review(stages.scene("150602")), here.applicant).amendment


@pytest.mark.stage("decided")
def test_nothing_is_opened_when_the_last_step_fails(here: stages.Scene, case: Case) -> None:
    parent = case
    with (
        mock.patch(
            "governance.approval.services.obligations.follow_up_news.reconsideration_opened",
            side_effect=RuntimeError("broken"),
        ),
        pytest.raises(RuntimeError),
    ):
        links.open_reconsideration(parent.pk, by=here.applicant, reason=WHY, claim=CLAIM)
    assert Case.objects.count() == 1
    assert Mine.objects.count() == 1


@pytest.mark.parametrize("code", ["plan-amendment", "reconsideration"])
def test_a_case_that_follows_a_decision_is_not_opened_without_it(code: str) -> None:
    here = stages.scene()
    with pytest.raises(Incomplete) as refused:
        cases.open_case(here.mine.pk, code, by=here.applicant, title_zh="没有原案")
    assert set(refused.value.fields) == {"procedure"}

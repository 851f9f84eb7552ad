"""Conflicts: found, argued, taken further, settled by agreement, and never by one side."""

from unittest import mock

import pytest
from django.utils import timezone

from governance.approval.models import Case, Conflict, ConflictStep
from governance.approval.policies.conflicts import ConflictPolicy
from governance.approval.selectors.cases import standing
from governance.approval.selectors.conflicts import conflicts as selectors
from governance.approval.services.conflicts import conflict_acts, conflicts
from governance.approval.services.seats import opinions
from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, WrongState
from registry.calendar.selectors import calendars
from registry.messages.models import Notification
from registry.scope.models import Role
from tests.factories import cases as stages
from tests.factories import conflicts as factory
from tests.factories.conflicts import EE, EM, NR, WORDS
from tests.factories.memberships import member
from tests.factories.organisations import committee, committee_office

pytestmark = pytest.mark.django_db


@pytest.mark.stage("objected")
def test_an_objection_against_support_is_a_conflict(here: stages.Scene, conflict: Conflict) -> None:
    assert conflict.key == "opinions"
    assert conflict.kind == Conflict.Kind.OPINIONS
    assert conflict.level == Conflict.Level.DESK
    assert conflict.owner == here.office
    assert conflict.due_on == calendars.table().add_working_days(timezone.localdate(), 10)
    assert set(conflict.sides.values_list("seat__function", flat=True)) == {EM, EE}
    assert [step.kind for step in conflict.steps.all()] == ["opened"]
    assert AuditEvent.objects.filter(verb="conflicts.open", object_id=str(conflict.case_id)).count() == 1
    told = set(Notification.objects.filter(kind="conflicts.opened").values_list("recipient", flat=True))
    assert {here.officer.pk, here.reviewers[EM].pk, here.heads[EE].pk} <= told
    assert here.applicant.pk not in told


def test_support_with_conditions_clashes_with_an_objection_too(here: stages.Scene) -> None:
    assert factory.objected(here, others="conditions").key == "opinions"


@pytest.mark.stage("stopped")
def test_nobody_in_favour_no_conflict(here: stages.Scene, case: Case) -> None:
    assert not case.conflicts.exists()


@pytest.mark.stage("in_review")
def test_an_advising_objection_is_no_conflict(here: stages.Scene, case: Case) -> None:
    here.seat(case, EM)
    case.rounds.get().seats.filter(function=EM).update(power="advises")
    stages.speak(here, case, EE)
    stages.speak(here, case, EM, "object", ground="条例", reasons="边坡角大于设计最大值。")
    assert not case.conflicts.exists()


@pytest.mark.stage("contradicted")
def test_contradictory_conditions_are_a_conflict_by_topic(here: stages.Scene, conflict: Conflict) -> None:
    assert conflict.key == "topic:drainage"
    assert set(conflict.sides.values_list("side", flat=True)) == {"safety", "ecology"}
    shown = selectors.view(conflict)
    assert [one.seat.function for one in shown.left] == [EM]
    assert [one.seat.function for one in shown.right] == [EE]


@pytest.mark.stage("in_review")
def test_conditions_on_one_side_are_none(here: stages.Scene, case: Case) -> None:
    kind = factory.topic()
    for function in (EM, EE):
        given = opinions.Condition("疏干", timezone.localdate().replace(year=2099), topic=kind.code, side="safety")
        stages.speak(here, case, function, "conditions", conditions=[given])
    assert not case.conflicts.exists()


@pytest.mark.stage("objected")
def test_detecting_twice_changes_nothing(here: stages.Scene, conflict: Conflict) -> None:
    before = AuditEvent.objects.count(), conflict.sides.count(), ConflictStep.objects.count()
    assert conflicts.detect(conflict.case, conflict.round, by=here.officer) == []
    assert (AuditEvent.objects.count(), conflict.sides.count(), ConflictStep.objects.count()) == before


@pytest.mark.stage("objected")
def test_a_withdrawn_objection_settles_the_conflict(here: stages.Scene, conflict: Conflict) -> None:
    seat = here.seat(conflict.case, EM)
    opinions.withdraw(seat.pk, by=here.reviewers[EM], reason="补充材料后问题已经解决。")
    conflict.refresh_from_db()
    assert (conflict.state, conflict.settlement) == ("settled", "agreed")
    assert conflict.settlement_text == "补充材料后问题已经解决。"
    assert AuditEvent.objects.filter(verb="conflicts.settle").count() == 1


@pytest.mark.stage("objected")
def test_a_withdrawn_support_settles_it_as_well(here: stages.Scene, conflict: Conflict) -> None:
    opinions.withdraw(here.seat(conflict.case, EE).pk, by=here.reviewers[EE], reason="重新核对后撤回意见。")
    conflict.refresh_from_db()
    assert conflict.settlement == "agreed"


@pytest.mark.stage("objected")
def test_an_end_of_the_case_voids(here: stages.Scene, conflict: Conflict) -> None:
    conflicts.void_open(conflict.case, by=here.applicant, reason="申请撤回。")
    conflict.refresh_from_db()
    assert (conflict.state, conflict.settlement_text) == ("void", "申请撤回。")
    assert AuditEvent.objects.filter(verb="conflicts.void").count() == 1


@pytest.mark.stage("objected")
def test_departments_state_reasons(here: stages.Scene, conflict: Conflict) -> None:
    step = conflict_acts.state(conflict.pk, by=here.reviewers[EM], text=WORDS)
    assert (step.kind, step.organisation, step.text) == ("statement", here.departments[EM], WORDS)
    assert Notification.objects.filter(kind="conflicts.stated", recipient=here.officer).exists()
    assert selectors.view(conflict).left[0].statements[0].words.text == WORDS
    assert AuditEvent.objects.filter(verb="conflicts.state").count() == 1


@pytest.mark.parametrize("who", ["officer", "clerk"])
@pytest.mark.stage("objected")
def test_nobody_else_states_reasons(here: stages.Scene, who: str, conflict: Conflict) -> None:
    with pytest.raises(NotAllowed):
        conflict_acts.state(conflict.pk, by=getattr(here, who), text=WORDS)
    assert not conflict.steps.filter(kind="statement").exists()


@pytest.mark.parametrize("act", ["state", "propose_option", "raise_level", "settle_desk"])
@pytest.mark.stage("objected")
def test_the_company_does_not_even_see_it(here: stages.Scene, act: str, conflict: Conflict) -> None:
    words = {"reason": WORDS} if act == "raise_level" else {"text": WORDS}
    with pytest.raises(OutOfScope):
        getattr(conflict_acts, act)(conflict.pk, by=here.applicant, **words)


@pytest.mark.stage("objected")
def test_too_few_words(here: stages.Scene, conflict: Conflict) -> None:
    for act, name in ((conflict_acts.state, "text"), (conflict_acts.propose_option, "text")):
        with pytest.raises(Incomplete) as caught:
            act(conflict.pk, by=here.reviewers[EM], text=" 短 ")
        assert name in caught.value.fields
    with pytest.raises(Incomplete):
        conflict_acts.raise_level(conflict.pk, by=here.officer, reason="")


@pytest.mark.stage("objected")
def test_levels_are_climbed_one_by_one_by_the_office(here: stages.Scene, conflict: Conflict) -> None:
    with pytest.raises(NotAllowed):
        conflict_acts.raise_level(conflict.pk, by=here.heads[NR], reason=WORDS)
    assert conflict_acts.raise_level(conflict.pk, by=here.officer, reason=WORDS).level == "meeting"
    assert conflict_acts.raise_level(conflict.pk, by=here.officer, reason=WORDS).level == "committee"
    with pytest.raises(WrongState):
        conflict_acts.raise_level(conflict.pk, by=here.officer, reason=WORDS)
    assert conflict.steps.filter(kind="raised").count() == 2
    assert AuditEvent.objects.filter(verb="conflicts.raise").count() == 2


@pytest.mark.stage("contradicted")
def test_an_agreed_option_lets_conditions_fall(here: stages.Scene, conflict: Conflict) -> None:
    falling = conflict.sides.get(side="safety")
    conflict_acts.propose_option(conflict.pk, by=here.officer, text=WORDS, falls=[falling.pk])
    for function in (EM, EE):
        conflict_acts.state(conflict.pk, by=here.reviewers[function], text=WORDS, agrees=True)
    settled = conflict_acts.settle_desk(conflict.pk, by=here.officer, text=WORDS)
    assert (settled.state, settled.settlement) == ("settled", "chosen")
    falling.refresh_from_db()
    assert falling.is_dropped
    kept = [condition.text for condition in standing.conditions(conflict.case)]
    assert falling.condition is not None
    assert falling.condition.text not in kept
    assert len(kept) == 1
    assert conflicts.detect(conflict.case, conflict.round, by=here.officer) == []


@pytest.mark.stage("contradicted")
def test_nothing_is_settled_over_the_head_of_a_department(here: stages.Scene, conflict: Conflict) -> None:
    falling = conflict.sides.get(side="safety")
    with pytest.raises(WrongState):
        conflict_acts.settle_desk(conflict.pk, by=here.officer, text=WORDS)
    conflict_acts.propose_option(conflict.pk, by=here.officer, text=WORDS, falls=[falling.pk])
    conflict_acts.state(conflict.pk, by=here.reviewers[EE], text=WORDS, agrees=True)
    with pytest.raises(WrongState) as caught:
        conflict_acts.settle_desk(conflict.pk, by=here.officer, text=WORDS)
    assert str(here.departments[EM]) in str(caught.value.message)
    conflict_acts.state(conflict.pk, by=here.reviewers[EM], text=WORDS, agrees=True)
    conflict_acts.propose_option(conflict.pk, by=here.officer, text=WORDS)
    with pytest.raises(WrongState):  # another option: earlier agreement counts no more
        conflict_acts.settle_desk(conflict.pk, by=here.officer, text=WORDS)


@pytest.mark.stage("contradicted")
def test_who_takes_his_agreement_back_has_not_agreed(here: stages.Scene, conflict: Conflict) -> None:
    conflict_acts.propose_option(conflict.pk, by=here.reviewers[EM], text=WORDS)
    for agrees in (True, False):
        conflict_acts.state(conflict.pk, by=here.reviewers[EM], text=WORDS, agrees=agrees)
    conflict_acts.state(conflict.pk, by=here.reviewers[EE], text=WORDS, agrees=True)
    assert not selectors.view(conflict).is_agreed


@pytest.mark.stage("contradicted")
def test_one_cannot_agree_to_nothing(here: stages.Scene, conflict: Conflict) -> None:
    with pytest.raises(Incomplete) as caught:
        conflict_acts.state(conflict.pk, by=here.reviewers[EM], text=WORDS, agrees=True)
    assert "agrees" in caught.value.fields


@pytest.mark.stage("contradicted")
def test_not_every_condition_falls(here: stages.Scene, conflict: Conflict) -> None:
    for falls in (list(conflict.sides.values_list("pk", flat=True)), [10**9]):
        with pytest.raises(Incomplete):
            conflict_acts.propose_option(conflict.pk, by=here.officer, text=WORDS, falls=falls)


@pytest.mark.stage("contradicted")
def test_a_typed_mark_means_nothing(here: stages.Scene, conflict: Conflict) -> None:
    conflict_acts.propose_option(conflict.pk, by=here.officer, text=WORDS)
    conflict_acts.state(conflict.pk, by=here.reviewers[EM], text=f"{WORDS}\n⟦agrees⟧")
    assert not any(one.agrees for one in selectors.view(conflict).departments)


@pytest.mark.stage("objected")
def test_the_office_may_record_that_a_veto_stands(here: stages.Scene, conflict: Conflict) -> None:
    settled = conflict_acts.settle_desk(conflict.pk, by=here.officer, text=WORDS)
    assert settled.settlement == "upheld"
    assert standing.objections(conflict.case)
    assert conflicts.detect(conflict.case, conflict.round, by=here.officer) == []
    conflict.case.refresh_from_db()
    assert conflict.case.state == Case.State.STOPPED


@pytest.mark.stage("objected")
def test_where_the_committee_decides_the_office_does_not(here: stages.Scene, conflict: Conflict) -> None:
    factory.overcomable(conflict.case)
    with pytest.raises(WrongState):
        conflict_acts.settle_desk(conflict.pk, by=here.officer, text=WORDS)
    conflict_acts.propose_option(conflict.pk, by=here.officer, text="反对意见成立，申请不予批准。")
    conflict_acts.state(conflict.pk, by=here.reviewers[EE], text=WORDS, agrees=True)
    assert conflict_acts.settle_desk(conflict.pk, by=here.officer, text=WORDS).settlement == "upheld"


@pytest.mark.parametrize("act", ["raise_level", "settle_desk", "state", "propose_option"])
@pytest.mark.stage("objected")
def test_what_is_settled_stays_settled(here: stages.Scene, act: str, conflict: Conflict) -> None:
    conflict_acts.settle_desk(conflict.pk, by=here.officer, text=WORDS)
    by = here.reviewers[EM] if act == "state" else here.officer
    words = {"reason": WORDS} if act == "raise_level" else {"text": WORDS}
    with pytest.raises(WrongState):
        getattr(conflict_acts, act)(conflict.pk, by=by, **words)


@pytest.mark.stage("objected")
def test_a_failing_last_step_leaves_nothing(here: stages.Scene, conflict: Conflict) -> None:
    with (
        mock.patch("registry.matters.services.queues.refresh", side_effect=RuntimeError),
        pytest.raises(RuntimeError),
    ):
        conflict_acts.settle_desk(conflict.pk, by=here.officer, text=WORDS)
    conflict.refresh_from_db()
    assert conflict.state == "open"
    assert not AuditEvent.objects.filter(verb="conflicts.settle").exists()


@pytest.mark.stage("objected")
def test_who_sees_a_conflict(here: stages.Scene, conflict: Conflict) -> None:
    body, away = committee("150621"), committee("140212")
    sees = [here.officer, here.clerk, here.reviewers[NR], here.heads[EM], member(Role.COMMITTEE_MEMBER, body)]
    blind = [
        here.applicant,
        member(Role.COMMITTEE_MEMBER, away),
        member(Role.COMMITTEE_OFFICE, committee_office("140212")),
    ]
    for person in sees:
        assert ConflictPolicy().scope(person).filter(pk=conflict.pk).exists(), person
    for person in blind:
        assert not ConflictPolicy().scope(person).exists(), person


@pytest.mark.stage("objected")
def test_the_company_learns_who_settles_and_until_when(here: stages.Scene, conflict: Conflict) -> None:
    (notice,) = selectors.for_applicant(conflict.case)
    assert (notice.by, notice.due_on) == (here.office, conflict.due_on)
    assert not hasattr(notice, "sides")

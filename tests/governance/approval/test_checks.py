"""Checks before a decision: three results, of which only one lets a case through."""

import datetime as dt
from typing import Any
from unittest import mock

import pytest
from django.utils import timezone, translation

from governance.approval.models import Case, CheckRecord, CheckRun
from governance.approval.selectors.checks import checks as selectors
from governance.approval.services.cases import cases
from governance.approval.services.checks import check_outcomes, checks
from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, WrongState
from registry.matters.models import Obligation, PublicComment, PublicNotice
from registry.messages.models import Notification
from registry.scope.models import Role, User
from registry.scope.rules.grants import System
from tests.factories import attachments, unchecked
from tests.factories import cases as stages
from tests.factories import checks as made
from tests.factories.memberships import member
from tests.factories.organisations import OrganisationFactory, committee, finance, natural_resources
from tests.stages.approval import Played

pytestmark = pytest.mark.django_db
SECURITY, HEARING, HAZARD = "gate-security", "gate-village-hearing", "gate-major-hazard"


@pytest.fixture
def here(settings: Any, tmp_path: Any, played: Played) -> stages.Scene:
    settings.MEDIA_ROOT = tmp_path
    translation.activate("en")
    return played.here


@pytest.fixture
def case(here: stages.Scene, case: Case) -> Case:
    return made.ask(case, SECURITY, HEARING, HAZARD, liftable=(HEARING,))


def told(case: Case, **given: Any) -> dict[str, Any]:
    return {"state": "pass", "happened_on": timezone.localdate(), "text": made.EVIDENCE} | given


def names(rows: Any) -> list[str]:
    return [row.code for row in rows]


def revise(case: Case) -> None:
    """Freeze another revision, as a changed dossier does."""
    first = case.revisions.get(number=1)
    case.revisions.create(number=2, frozen_by=first.frozen_by, content_hash="cd" * 32)


@pytest.mark.parametrize(("recorded", "state"), [(None, "unknown"), ("pass", "pass"), ("fail", "fail")])
@pytest.mark.stage("unchecked")
def test_a_gate_has_three_results(case: Case, recorded: str | None, state: str) -> None:
    if recorded:
        made.record(case, SECURITY, state=recorded)
    found = {outcome.code: outcome for outcome in checks.evaluate(case)}
    assert found[SECURITY].result == state
    assert bool(found[SECURITY].data_date) is (recorded is not None)
    assert found[SECURITY].evidence_zh
    assert found[SECURITY].evidence_en
    checks.run_first(case, by=System("tests"))
    assert (SECURITY in names(selectors.blocking(case))) is (state != "pass")


@pytest.mark.stage("unchecked")
def test_the_permit_is_issued_without_its_bond(case: Case) -> None:
    """Complaint: the permit is issued without its bond. Everything else passes, and still nothing gets through."""
    made.record(case, HEARING)
    made.record(case, HAZARD)
    with pytest.raises(Incomplete, match="Security is in place: Unknown"):
        checks.require(case)
    made.record(case, SECURITY, state="fail", text="保函金额不足，差额一百万元。")
    with pytest.raises(Incomplete, match="保函金额不足"):
        checks.require(case)
    made.record(case, SECURITY)
    assert checks.require(case) is not None


@pytest.mark.stage("unchecked")
def test_holds_that_hold_nothing(case: Case) -> None:
    """Complaint: holds that hold nothing. A run that passed an hour ago does not help against a hold recorded since."""
    for code in (SECURITY, HEARING, HAZARD):
        made.record(case, code)
    checks.run_first(case, by=System("tests"))
    assert not selectors.blocking(case)
    made.record(case, HAZARD, state="fail", text="井下发现重大隐患，尚未销号。")
    with pytest.raises(Incomplete, match="No open major hazard: Failed"):
        checks.require(case)


@pytest.mark.stage("unchecked")
def test_every_blocking_check_is_named_in_the_readers_language(case: Case) -> None:
    said = {"en": ["Security is in place", "Nothing is recorded"], "zh-hans": ["履约保障", "尚未记录"]}
    for language, words in said.items():
        with translation.override(language), pytest.raises(Incomplete) as caught:
            checks.require(case)
        listed = caught.value.fields["checks"]
        assert len(listed) == 3
        assert all(word in listed[0] for word in words)


@pytest.mark.stage("unchecked")
def test_before_a_run_everything_is_unknown(case: Case) -> None:
    rows = selectors.blocking(case)
    assert names(rows) == [SECURITY, HEARING, HAZARD]
    assert {str(row.state) for row in rows} == {"unknown"}
    assert rows[0].evidence == "Not run yet on this revision."


@pytest.mark.stage("unchecked")
def test_a_run_on_an_older_revision_counts_for_nothing(case: Case) -> None:
    for code in (SECURITY, HEARING, HAZARD):
        made.record(case, code)
    checks.run_first(case, by=System("tests"))
    revise(case)
    assert names(selectors.blocking(case)) == [SECURITY, HEARING, HAZARD]
    run = checks.require(case)
    assert run is not None
    assert run.revision.number == 2
    found = checks.evaluate(case)[0]
    assert "before revision 2 was frozen" in found.evidence_en
    assert found.data_date == timezone.localdate()


@pytest.mark.stage("unchecked")
def test_only_the_committee_lifts_and_only_what_the_procedure_lets_it(case: Case) -> None:
    made.record(case, SECURITY)
    made.record(case, HAZARD)
    made.record(case, HEARING, state="fail")
    made.lift(case, HEARING)
    assert checks.require(case) is not None
    assert [row.is_lifted for row in selectors.latest(case).rows] == [False, True, False]
    made.record(case, SECURITY, state="fail")
    made.lift(case, SECURITY)
    with pytest.raises(Incomplete, match="Security is in place"):
        checks.require(case)


@pytest.mark.stage("unchecked")
def test_a_lift_falls_with_its_revision(case: Case) -> None:
    made.record(case, SECURITY)
    made.record(case, HAZARD)
    made.record(case, HEARING, state="fail")
    made.lift(case, HEARING)
    revise(case)
    with pytest.raises(Incomplete, match="Villagers were heard"):
        checks.require(case)


@pytest.mark.stage("unchecked")
def test_a_check_that_nothing_answers_is_unknown(here: stages.Scene, played: Played) -> None:
    case = made.ask(played.case, "spatial-of-no-kind", "indicator-of-no-kind", "something-else")
    run = checks.run_first(case, by=System("tests"))
    assert run is not None
    assert {row.state for row in run.results.all()} == {"unknown"}
    assert len(selectors.blocking(case)) == 3


@pytest.mark.stage("unchecked")
def test_the_graver_of_two_answers_counts(case: Case) -> None:
    answers = [check_outcomes.Outcome(SECURITY, state, "", "") for state in ("pass", "fail", "unknown")]
    with mock.patch.object(check_outcomes.gates, "evaluate", return_value=answers):
        assert checks.evaluate(case)[0].result == "fail"


@pytest.mark.stage("unchecked")
def test_figures_too_large_for_their_column_are_left_out(case: Case) -> None:
    huge = check_outcomes.Outcome(SECURITY, "pass", "", "", value=checks.Decimal("1e30"), area_ha=checks.Decimal("NaN"))
    with mock.patch.object(check_outcomes.gates, "evaluate", return_value=[huge]):
        run = checks.run_first(case, by=System("tests"))
    assert run is not None
    row = run.results.get(code=SECURITY)
    assert (row.value, row.area) == (None, None)


@pytest.mark.stage("unchecked")
def test_a_procedure_without_checks_holds_nothing_back(here: stages.Scene, played: Played) -> None:
    case = made.ask(played.case)
    assert checks.require(case) is None
    assert checks.run_first(case, by=System("tests")) is None
    assert not selectors.blocking(case)
    with pytest.raises(WrongState):
        checks.run(case.pk, by=here.officer)


def overdue(case: Case, days: int, state: str = "open") -> Obligation:
    return Obligation.objects.create(
        matter=case.matter, mine=case.mine, region_code=case.region_code, holder=case.applicant, verifier=case.office,
        text="新增监测井两口", due_on=timezone.localdate() - dt.timedelta(days=days), state=state,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "state", "result"),
    [(1, "open", "fail"), (1, "reported", "pass"), (0, "open", "pass"), (-3, "open", "pass"), (9, "verified", "pass")],
)
@pytest.mark.stage("unchecked")
def test_an_overdue_obligation_holds_the_next_permit(
    here: stages.Scene, days: int, state: str, result: str, played: Played
) -> None:
    case = made.ask(played.case, "gate-obligations")
    overdue(case, days, state)
    found = checks.evaluate(case)[0]
    assert found.result == result
    assert ("新增监测井两口" in found.evidence_zh) is (result == "fail")


@pytest.mark.stage("unchecked")
def test_the_notice_runs_its_days_and_every_comment_is_answered(here: stages.Scene, played: Played) -> None:
    case = made.ask(played.case, "gate-notice")
    today = timezone.localdate()
    assert checks.evaluate(case)[0].result == "unknown"
    notice = PublicNotice.objects.create(
        matter=case.matter,
        text_zh="公示",
        opens_on=today - dt.timedelta(days=9),
        closes_on=today,
        opened_by=here.officer,
    )
    assert checks.evaluate(case)[0].result == "fail"
    notice.closes_on = today - dt.timedelta(days=1)
    notice.save()
    comment = PublicComment.objects.create(notice=notice, text="粉尘怎么治理？")
    assert checks.evaluate(case)[0].result == "fail"
    comment.answer, comment.answered_by, comment.answered_at = "洒水降尘。", here.officer, timezone.now()
    comment.save()
    assert checks.evaluate(case)[0].result == "pass"


@pytest.mark.stage("unchecked")
def test_a_run_is_kept_with_its_evidence_and_audited(here: stages.Scene, case: Case) -> None:
    made.record(case, SECURITY)
    run = checks.run(case.pk, by=here.officer)
    assert [row.state for row in run.results.all()] == ["pass", "unknown", "unknown"]
    assert [row.lifted_by for row in run.results.all()] == ["", "committee", ""]
    event = AuditEvent.objects.get(verb="checks.run")
    assert event.after == {"revision": 1, "pass": [SECURITY], "fail": [], "unknown": [HEARING, HAZARD]}


@pytest.mark.parametrize("who", ["officer", "clerk", "natural_resources", "head"])
@pytest.mark.stage("unchecked")
def test_office_and_seated_departments_run_the_checks(here: stages.Scene, case: Case, who: str) -> None:
    people = {"natural_resources": here.reviewers["natural_resources"], "head": here.heads["ecology_environment"]}
    assert checks.run(case.pk, by=people.get(who) or getattr(here, who)) is not None


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.COMMITTEE_MEMBER])
@pytest.mark.stage("unchecked")
def test_others_do_not(here: stages.Scene, case: Case, role: Role) -> None:
    with pytest.raises((NotAllowed, OutOfScope)):
        checks.run(case.pk, by=member(role, committee()))
    with pytest.raises(NotAllowed):
        checks.run(case.pk, by=here.applicant)
    assert not CheckRun.objects.exists()


@pytest.mark.stage("draft")
def test_a_run_belongs_to_a_case_under_way(here: stages.Scene, played: Played) -> None:
    case = made.ask(played.case, SECURITY)
    with pytest.raises(OutOfScope):
        checks.run(case.pk, by=here.officer)
    other = made.ask(unchecked.in_review(stages.scene("150602")), SECURITY)
    cases.withdraw(other.pk, by=User.objects.get(pk=other.opened_by_id), reason="撤回")
    officer = member(Role.COMMITTEE_OFFICE, other.office)
    with pytest.raises(WrongState):
        checks.run(other.pk, by=officer)


#: gate → department functions that may record it; "office" is the committee's office.
MATRIX = {
    "gate-publicity": {"natural_resources", "office"},
    "gate-village-hearing": {"natural_resources", "office"},
    "gate-security": {"natural_resources", "finance"},
    "gate-restoration-money": {"natural_resources", "finance"},
    "gate-major-hazard": {"emergency_management", "mine_safety"},
    "gate-owed-reclamation": {"natural_resources"},
}
WHO = ("natural_resources", "emergency_management", "ecology_environment", "finance", "mine_safety", "office", "clerk",
       "applicant", "auditor", "away")  # fmt: skip


@pytest.mark.parametrize("gate", MATRIX)
@pytest.mark.stage("unchecked")
def test_who_records_which_gate(here: stages.Scene, gate: str, played: Played) -> None:
    case = made.ask(played.case, gate)
    people = {
        **here.reviewers,
        "finance": member(Role.FUND_OFFICER, finance()),
        "mine_safety": member(Role.REVIEWER, OrganisationFactory(function="mine_safety")),
        "office": here.officer, "clerk": here.clerk, "applicant": here.applicant,
        "auditor": member(Role.AUDITOR, committee()),
        "away": member(Role.REVIEWER, natural_resources("150602")),
    }  # fmt: skip
    for who in WHO:
        if who in MATRIX[gate]:
            assert checks.record(case.pk, gate, by=people[who], **told(case)).by == people[who]
        else:
            with pytest.raises((NotAllowed, OutOfScope)):
                checks.record(case.pk, gate, by=people[who], **told(case))
    assert CheckRecord.objects.count() == len(MATRIX[gate])


@pytest.mark.stage("unchecked")
def test_who_acts_for_the_company_records_nothing_about_it(here: stages.Scene, case: Case) -> None:
    both = here.reviewers["natural_resources"]
    here.company.memberships.create(user=both, role=Role.APPLICANT, valid_from=dt.date(2020, 1, 1))
    both.forget_grants()
    with pytest.raises(NotAllowed, match="own application"):
        checks.record(case.pk, SECURITY, by=both, **told(case))


@pytest.mark.stage("unchecked")
def test_a_record_runs_the_checks_is_audited_and_told(here: stages.Scene, case: Case) -> None:
    by = here.reviewers["natural_resources"]
    file = attachments.upload()
    kept = checks.record(case.pk, SECURITY, by=by, file=file, **told(case, state="fail", text="保函尚未开具，缺原件。"))
    assert kept.attachment is not None
    assert kept.organisation == here.departments["natural_resources"]
    assert selectors.latest(case).rows[0].state == "fail"
    event = AuditEvent.objects.get(verb="checks.record")
    assert event.after["check"] == SECURITY
    assert event.after["sha256"] == kept.attachment.sha256
    told_to = Notification.objects.filter(kind="cases.gate_failed").values_list("recipient", flat=True)
    assert set(told_to) == {here.officer.pk, here.applicant.pk}


@pytest.mark.stage("unchecked")
def test_every_fault_of_a_record_is_told_at_once(here: stages.Scene, case: Case) -> None:
    with pytest.raises(Incomplete) as caught:
        checks.record(
            case.pk, SECURITY, by=here.reviewers["natural_resources"], state="unknown", text="短",
            happened_on=timezone.localdate() + dt.timedelta(days=1),
            file=attachments.upload("x.exe", b"MZ" + b"0" * 99),
        )  # fmt: skip
    assert set(caught.value.fields) == {"state", "text", "happened_on", "file"}
    with pytest.raises(Incomplete) as caught:
        checks.record(
            case.pk, SECURITY, by=here.reviewers["natural_resources"], state="pass", text=" " * 30, happened_on=None
        )
    assert set(caught.value.fields) == {"text", "happened_on"}
    assert not CheckRecord.objects.exists()
    assert not AuditEvent.objects.filter(verb="checks.record").exists()


@pytest.mark.stage("unchecked")
def test_nothing_is_recorded_when_the_run_breaks(here: stages.Scene, case: Case) -> None:
    by = here.reviewers["natural_resources"]
    with mock.patch.object(checks, "_write", side_effect=RuntimeError), pytest.raises(RuntimeError):
        checks.record(case.pk, SECURITY, by=by, **told(case))
    assert not CheckRecord.objects.exists()


@pytest.mark.stage("unchecked")
def test_only_recorded_gates_of_the_procedure_are_recorded(here: stages.Scene, played: Played) -> None:
    case = made.ask(played.case, "gate-obligations", "spatial-grid", SECURITY)
    for code in ("gate-obligations", "spatial-grid", HAZARD):
        with pytest.raises(OutOfScope):
            checks.record(case.pk, code, by=here.reviewers["natural_resources"], **told(case))


@pytest.mark.stage("unchecked")
def test_the_latest_record_counts(here: stages.Scene, case: Case) -> None:
    made.record(case, SECURITY, state="fail")
    checks.record(case.pk, SECURITY, by=here.reviewers["natural_resources"], **told(case))
    assert selectors.latest(case).rows[0].state == "pass"
    assert case.check_records.count() == 2


@pytest.mark.stage("unchecked")
def test_evaluating_needs_as_many_queries_for_many_records(case: Case, django_assert_max_num_queries: Any) -> None:
    made.ask(case, *made.GATES, "gate-obligations", "gate-notice")
    case = Case.objects.select_related("mine").get(pk=case.pk)
    for code in made.GATES:
        for _ in range(3):
            made.record(case, code)
    with django_assert_max_num_queries(5):
        checks.evaluate(case)
    checks.run_first(case, by=System("tests"))
    with django_assert_max_num_queries(6):
        assert len(selectors.latest(case).rows) == 9

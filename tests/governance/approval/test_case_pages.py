"""The pages of cases: what people see, what they may press, and what comes back when something is wrong."""

import pytest
from django.test import Client
from django.urls import reverse

from governance.approval.models import Case, Opinion
from governance.approval.services.cases.case_kind import TONES
from governance.approval.services.decisions import decisions
from governance.approval.services.dossiers import revisions
from governance.approval.services.seats import opinions
from registry.scope.models import Role, User
from tests.factories import cases as stages
from tests.factories import seen
from tests.factories.memberships import member
from tests.factories.mines import held_mine
from tests.factories.organisations import company, natural_resources
from tests.query_counts import assert_baseline

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = seen.Reader()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(case: Case) -> str:
    return reverse("governance:case_detail", args=[case.pk])


def act(case: Case, key: str) -> str:
    return reverse("governance:case_act", args=[case.pk, key])


@pytest.mark.stage("in_review")
def test_the_reviewer_sees_lanes_clock_and_form(here: stages.Scene, case: Case) -> None:
    body = signed_in(here.reviewers["natural_resources"]).get(page(case)).content.decode()
    for department in here.departments.values():
        assert department.name_zh in body
    assert act(case, "opinion") in body
    assert "<c-" not in body


@pytest.mark.stage("in_review")
def test_the_company_sees_no_form_of_the_departments(here: stages.Scene, case: Case) -> None:
    body = signed_in(here.applicant).get(page(case)).content.decode()
    assert act(case, "opinion") not in body
    assert act(case, "withdraw") in body


@pytest.mark.parametrize("who", ["rival", "neighbour"])
@pytest.mark.stage("in_review")
def test_a_case_out_of_scope_is_not_found(here: stages.Scene, who: str, case: Case) -> None:
    user = member(Role.APPLICANT, company()) if who == "rival" else member(Role.REVIEWER, natural_resources("150602"))
    client = signed_in(user)
    assert client.get(page(case)).status_code == 404
    assert client.post(act(case, "withdraw"), {"reason": "x"}).status_code == 404


@pytest.mark.stage("in_review")
def test_anonymous_people_are_led_to_the_sign_in(here: stages.Scene, case: Case) -> None:
    answer = Client().get(page(case))
    assert answer.status_code == 302
    assert reverse("registry:sign_in") in answer.url


@pytest.mark.stage("in_review")
def test_an_opinion_given_on_the_page_is_recorded(here: stages.Scene, case: Case) -> None:
    answer = signed_in(here.reviewers["natural_resources"]).post(
        act(case, "opinion"), {"kind": "support", "rows": "1", **seen.of_department(case, "natural_resources")}
    )
    assert answer.status_code == 302
    assert Opinion.objects.get().author == here.reviewers["natural_resources"]


@pytest.mark.stage("in_review")
def test_a_faulty_opinion_keeps_what_was_typed(here: stages.Scene, case: Case) -> None:
    typed = {"kind": "object", "reasons": "理由太短", "ground": "", "rows": "2", "condition_1": "第二个条件"}
    typed |= seen.of_department(case, "natural_resources")
    answer = signed_in(here.reviewers["natural_resources"]).post(act(case, "opinion"), typed)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "理由太短" in body
    assert "第二个条件" in body
    assert 'id="id_opinion_ground_error"' in body
    assert 'id="id_opinion_reasons_error"' in body
    assert not Opinion.objects.exists()


@pytest.mark.stage("in_review")
def test_another_condition_adds_a_row_and_keeps_the_rest(here: stages.Scene, case: Case) -> None:
    typed = {"kind": "conditions", "rows": "1", "condition_0": "补充监测井", "add_row": "1"}
    answer = signed_in(here.reviewers["natural_resources"]).post(act(case, "opinion"), typed)
    assert answer.status_code == 200
    body = answer.content.decode()
    assert "补充监测井" in body
    assert 'name="condition_1"' in body


@pytest.mark.parametrize("rows", ["-1", "abc", "99999999", "", "²"])
@pytest.mark.stage("in_review")
def test_a_tampered_row_count_is_harmless(here: stages.Scene, rows: str, case: Case) -> None:
    answer = signed_in(here.reviewers["natural_resources"]).post(
        act(case, "opinion"), {"kind": "support", "rows": rows, "add_row": "1"}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("key", ["accept", "propose", "countersign", "assign", "pause", "resume", "extend", "decline"])
@pytest.mark.stage("in_review")
def test_the_company_cannot_act_for_the_authorities(here: stages.Scene, key: str, case: Case) -> None:
    before = (case.state, case.version)
    typed = {
        "reason": "理由理由理由理由理由",
        "reasons": "理由理由理由理由理由",
        "outcome": "approve",
        "legal_basis": "依据",
        "told_by": "甲",
    }
    answer = signed_in(here.applicant).post(act(case, key), typed)
    assert answer.status_code in (403, 409, 422)
    case.refresh_from_db()
    assert (case.state, case.version) == before


@pytest.mark.stage("in_review")
def test_a_late_colleague_gets_the_page_that_says_who_was_first(here: stages.Scene, case: Case) -> None:
    colleague = member(Role.REVIEWER, here.departments["natural_resources"])
    stages.speak(here, case, "natural_resources")
    answer = signed_in(colleague).post(act(case, "opinion"), {"kind": "support", "rows": "1"})
    assert answer.status_code == 409
    assert str(here.reviewers["natural_resources"]) in answer.content.decode()


@pytest.mark.stage("submitted")
def test_an_old_page_shows_both_versions(here: stages.Scene, case: Case) -> None:
    answer = signed_in(here.clerk).post(act(case, "accept"), {"version": str(case.version - 1)})
    assert answer.status_code == 409
    assert "mg-table" in answer.content.decode()


@pytest.mark.stage("in_review")
def test_an_unknown_act_is_not_found(here: stages.Scene, case: Case) -> None:
    assert signed_in(here.clerk).post(act(case, "explode")).status_code == 404


@pytest.mark.stage("in_review")
def test_who_may_not_sign_reads_the_reason(here: stages.Scene, case: Case) -> None:
    head = here.heads["natural_resources"]
    opinions.give(here.seat(case, "natural_resources").pk, by=head, kind="support")
    for function in ("emergency_management", "ecology_environment"):
        stages.speak(here, case, function)
    stages.pass_checks(here, case)
    decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    body = signed_in(head).get(page(case)).content.decode()
    assert "mg-denied-why" in body
    assert act(case, "countersign") not in body


@pytest.mark.stage("in_review")
def test_the_list_exports_what_is_in_scope_only(here: stages.Scene, case: Case) -> None:
    url = reverse("governance:case_list")
    own = b"".join(signed_in(here.applicant).get(url, {"export": "csv"}).streaming_content).decode("utf-8")
    other = member(Role.APPLICANT, company())
    foreign = b"".join(signed_in(other).get(url, {"export": "csv"}).streaming_content).decode("utf-8")
    assert own.startswith("\ufeff")
    assert case.number in own
    assert case.number not in foreign
    sheet = b"".join(signed_in(here.applicant).get(url, {"export": "xlsx"}).streaming_content)
    assert sheet.startswith(b"PK")


@pytest.mark.parametrize(
    "query", ["cursor=%00", "cursor=abc", "order=nonsense", "submitted_after=never", "q=%00", "state=x", "page=9"]
)
def test_a_broken_query_string_is_no_error(here: stages.Scene, query: str) -> None:
    stages.draft(here, complete=False)
    answer = signed_in(here.applicant).get(f"{reverse('governance:case_list')}?{query}")
    assert answer.status_code == 200


@pytest.mark.parametrize("many", [2, 12])
@pytest.mark.stage("in_review")
def test_the_list_asks_the_same_number_of_questions_at_any_length(here: stages.Scene, many: int) -> None:
    for _ in range(many):
        stages.draft(_another(here), complete=False)
    client = signed_in(here.applicant)
    with assert_baseline("governance:case_list"):
        assert client.get(reverse("governance:case_list")).status_code == 200


def _another(here: stages.Scene) -> stages.Scene:
    here.mine = held_mine(here.company, is_simulated=True)
    return here


@pytest.mark.stage("countersigning")
def test_the_company_reads_no_decision_before_it_is_signed(here: stages.Scene, case: Case) -> None:
    proposal = case.decisions.get()
    for user, sees in ((here.applicant, False), (here.heads["natural_resources"], True)):
        body = signed_in(user).get(page(case)).content.decode()
        assert (proposal.reasons in body) is sees


@pytest.mark.stage("deciding")
def test_every_state_has_its_colour_and_the_company_its_plain_words(here: stages.Scene, case: Case) -> None:
    assert set(TONES) == set(Case.State)
    revisions.ask_revision(case.pk, by=here.officer, items=[{"section": "safety", "text": "补充计算书。"}])
    body = signed_in(here.applicant).get(page(case)).content.decode()
    assert "补充计算书。" in body
    assert "h-plain" in body
    assert "h-plain" not in signed_in(here.officer).get(page(case)).content.decode()

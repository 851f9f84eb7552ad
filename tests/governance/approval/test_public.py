"""Open pages: what is signed or accepted is there, everything else does not exist; nobody is named."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation

from governance.approval.models import Case, Decision
from governance.approval.selectors.public import public
from registry.mines.models import Mine
from tests.factories import cases as flow
from tests.factories import decisions
from tests.factories.mines import MineFactory
from tests.query_counts import assert_baseline

pytestmark = pytest.mark.django_db
HIDDEN = [
    Case.State.DRAFT, Case.State.SUBMITTED, Case.State.CORRECTING, Case.State.NOT_ACCEPTED, Case.State.WITHDRAWN,
]  # fmt: skip


@pytest.fixture(autouse=True)
def _fresh(tmp_path: Path) -> Any:
    cache.clear()
    with override_settings(MEDIA_ROOT=tmp_path), translation.override("en"):
        yield


def page(client: Client, name: str, *args: Any, status: int = 200, **query: str) -> str:
    answer = client.get(reverse(f"governance:{name}", args=args), query)
    assert answer.status_code == status, answer
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text: str = body.decode()
    assert "<c-" not in text
    return text


def test_an_empty_platform_says_so(client: Client) -> None:
    said = page(client, "public_home")
    for words in ["Nothing has been decided or accepted yet.", "No plan is under review now.", "—"]:
        assert words in said
    assert "No decision matches." in page(client, "public_decisions")
    assert "No mine matches." in page(client, "public_mines")


@pytest.mark.parametrize("state", HIDDEN)
def test_what_was_not_accepted_does_not_exist(client: Client, state: str) -> None:
    case = decisions.case(state=state)
    page(client, "public_case", case.number, status=404)
    page(client, "public_letter", case.number, "en", status=404)
    assert case.number not in page(client, "public_home")
    assert case.title_zh not in page(client, "public_mine", case.mine_id)


@pytest.mark.parametrize("state", [Decision.State.PROPOSED, Decision.State.RETURNED])
def test_an_unsigned_decision_does_not_exist(client: Client, state: str) -> None:
    decision = decisions.proposed()
    decision.state = state
    decision.save()
    assert not public.decisions().exists()
    said = page(client, "public_case", decision.case.number)
    assert decision.reasons not in said
    assert "Opinions are published with the decision." in said
    assert "Support with conditions" not in said
    page(client, "public_letter", decision.case.number, "en", status=404)


def test_a_case_that_claims_to_be_decided_without_a_signature_is_hidden(client: Client) -> None:
    decision = decisions.proposed()
    Case.objects.filter(pk=decision.case_id).update(state=Case.State.APPROVED)
    page(client, "public_case", decision.case.number, status=404)


def test_a_signed_decision_is_shown_whole(client: Client) -> None:
    decisions.working_days()
    decision = decisions.signed()
    said = page(client, "public_case", decision.case.number)
    company = decision.case.applicant.name_en
    for words in [decision.document_number, decision.reasons, "新增监测井两口", "2026-12-31", company, "2026-10-15"]:
        assert words in said, words
    assert "add up to 30 working days; the parallel review took 14" in said
    assert "From acceptance: 19 of 45 working days used." in said
    assert "Not approved" not in said


def test_a_refusal_is_shown_with_the_ground(client: Client) -> None:
    decision = decisions.signed(outcome="refuse")
    said = page(client, "public_case", decision.case.number)
    assert "Not approved" in said
    assert "《环境保护法》第十条" in said


def test_no_person_and_no_contact_is_named(client: Client) -> None:
    who = decisions.cast()
    for body in [who.company, who.office, *who.departments]:
        body.contact_phone, body.contact_address = "0477-5550123", "测试路一号"
        body.save()
    decision = decisions.signed(who)
    people = [who.applicant, *who.heads, decision.drafted_by, decision.countersigned_by]
    pages = [
        page(client, "public_home"),
        page(client, "public_decisions"),
        page(client, "public_decisions", export="csv"),
        page(client, "public_case", decision.case.number),
        page(client, "public_mine", decision.case.mine_id),
        page(client, "verify_code", decision.verification_code),
    ]
    for said in pages:
        for person in people:
            assert person is not None
            assert person.full_name not in said
            assert person.username not in said
        assert "5550123" not in said
        assert "测试路一号" not in said


def test_the_whole_flow_ends_on_the_public_page(client: Client) -> None:
    case = flow.decided(flow.scene())
    said = page(client, "public_case", case.number)
    assert "The plan in figures" in said
    assert "Restoration money planned" in said
    assert "demonstration data" in said.lower()
    answer = client.get(reverse("governance:public_letter", args=[case.number, "zh-hans"]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]


def test_money_of_an_undecided_plan_is_the_applicants_own(client: Client) -> None:
    case = flow.in_review(flow.scene())
    said = page(client, "public_case", case.number)
    assert "Land restored" in said
    assert "Restoration money planned" not in said


def test_money_of_a_refused_plan_stays_the_applicants_own(client: Client) -> None:
    case = flow.decided(flow.scene(), "refuse")
    said = page(client, "public_case", case.number)
    assert "Restoration money planned" not in said
    assert "ended without an opinion" in said
    assert said.count("Department finished its review") == 1


def test_figures_are_counted(client: Client) -> None:
    decisions.working_days()
    decisions.signed()
    decisions.case()
    found = public.figures()
    assert (found.under_review, found.decided, found.median_days, found.mines) == (1, 1, 19, Mine.objects.count())


@pytest.mark.parametrize("words", ["测试煤矿", "达拉特", "LS-2026", "矿协审〔2026〕1", "Test Coal", "测试煤矿 达拉特"])
def test_a_decision_is_found_by_mine_place_and_number(client: Client, words: str) -> None:
    decision = decisions.signed()
    assert decision.document_number in page(client, "public_home", q=words)
    assert decision.document_number in page(client, "public_decisions", q=words)


@pytest.mark.parametrize("words", ["不存在", "%", "_", "a\x00b", "'; DROP TABLE x; --", "測" * 500, "\\"])
def test_odd_words_find_nothing_and_break_nothing(client: Client, words: str) -> None:
    decision = decisions.signed()
    assert decision.document_number not in page(client, "public_home", q=words)
    for name in ("public_decisions", "public_mines"):
        answer = client.get(reverse(f"governance:{name}"), {"q": words})
        assert answer.status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {"outcome": "maybe"}, {"year": "9" * 30}, {"year": "x"}, {"region": "' OR 1=1"}, {"cursor": "!!!"},
        {"cursor": "W10"}, {"export": "exe"}, {"kind": "secret"},
    ],
)  # fmt: skip
def test_odd_filters_break_nothing(client: Client, query: dict[str, str]) -> None:
    decisions.signed()
    for name in ("public_home", "public_decisions", "public_mines"):
        assert client.get(reverse(f"governance:{name}"), query).status_code == 200


def test_filters_narrow_the_list(client: Client) -> None:
    decision = decisions.signed()
    for query in [{"outcome": "approve"}, {"region": "1506"}, {"year": "2026"}]:
        assert decision.document_number in page(client, "public_decisions", **query)
    assert decision.document_number not in page(client, "public_decisions", outcome="refuse")


def test_open_data_carry_the_measured_days(client: Client) -> None:
    decisions.working_days()
    decision = decisions.signed(is_simulated=True)
    lines = page(client, "public_decisions", export="csv").splitlines()
    assert len(lines) == 2
    for words in [decision.document_number, decision.verification_code, ",19,30,14,", "yes"]:
        assert words in lines[1], words
    assert client.get(reverse("governance:public_decisions"), {"export": "xlsx"}).status_code == 200


def test_the_register_hides_risk_and_place(client: Client) -> None:
    mine = MineFactory(is_at_risk=True, longitude=110.123456, latitude=40.123456, location_note="沟口北侧")
    said = (
        page(client, "public_mine", mine.pk) + page(client, "public_mines") + page(client, "public_mines", export="csv")
    )
    for words in ["110.12", "40.12", "沟口北侧", "risk"]:
        assert words not in said, words
    assert mine.name_en in said


@pytest.mark.parametrize("number", ["LS-2026-9999", "..", "%00", "LS", "x" * 300])
def test_an_unknown_number_is_not_found(client: Client, number: str) -> None:
    page(client, "public_case", number, status=404)
    assert client.get(f"/en/public/mines/{'9' * 30}/").status_code == 404


def test_lists_do_not_ask_more_for_more_rows(client: Client) -> None:
    who = decisions.cast()
    decisions.signed(who)
    with assert_baseline("governance public decisions"):
        page(client, "public_decisions")
    for _ in range(5):
        decisions.signed(who)
    with assert_baseline("governance public decisions"):
        page(client, "public_decisions")


@pytest.mark.parametrize("name", ["accessibility", "privacy"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_statements_are_there(client: Client, name: str, language: str) -> None:
    with translation.override(language):
        assert "<h2>" in page(client, name)

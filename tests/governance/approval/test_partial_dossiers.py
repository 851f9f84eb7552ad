"""Procedures whose dossier holds only some sections, or documents alone: pages, decisions and the API."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from config.demo import dossiers
from governance.approval.forms.sections import BUNDLES
from governance.approval.models import Case, Opinion, Seat
from governance.approval.selectors.dossiers import plan_totals
from governance.approval.services.cases import cases, intake
from governance.approval.services.decisions import decisions, letters
from governance.approval.services.dossiers import revisions, sections
from governance.approval.services.dossiers.section_crosschecks import READERS
from governance.approval.services.seats import opinions
from governance.approval.views.dossiers.dossier_parts import SHOW
from registry.base.rules.errors import Incomplete
from registry.scope.models import User
from restoration.acceptances.selectors import acceptances
from tests.api.clients import ROOT, browser, problem
from tests.factories import cases as stages
from tests.factories import seen
from tests.factories.acceptances import case_under
from tests.factories.plans import case_document
from tests.factories.procedures import procedure_of

pytestmark = pytest.mark.django_db
CHOICES = [["safety"], ["restoration", "safety"], ["funds"], ["acceptance"], ["mining", "acceptance"], []]
NAMES = ["-".join(asked) or "documents" for asked in CHOICES]
each_choice = pytest.mark.parametrize("asked", CHOICES, ids=NAMES)


@pytest.fixture(autouse=True)
def _english(settings: Any, tmp_path: Any) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def here() -> stages.Scene:
    return stages.scene(is_open_pit=True)


def signed_in(user: User) -> Client:
    client = seen.Reader()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, name: str, *args: Any, status: int = 200) -> str:
    answer = client.get(reverse(f"governance:{name}", args=args))
    assert answer.status_code == status, answer
    text: str = answer.content.decode()
    return text


def opened(here: stages.Scene, asked: list[str]) -> Case:
    procedure = procedure_of(asked)
    return cases.open_case(here.mine.pk, procedure.code, by=here.applicant, title_zh="测试申请", title_en="Test")


def filled(here: stages.Scene, asked: list[str]) -> Case:
    case = opened(here, asked)
    dossiers.fill(case, {**dossiers.open_pit(), **dossiers.acceptance()}, by=here.applicant)
    for document in case.frozen.documents:
        case_document(case, document.code)
    return case


def approved(here: stages.Scene, asked: list[str]) -> Case:
    case = filled(here, asked)
    cases.submit(case.pk, by=here.applicant)
    intake.accept(case.pk, by=here.clerk)
    for function in here.departments:
        opinions.give(here.seat(case, function).pk, by=here.reviewers[function], kind=Opinion.Kind.SUPPORT)
    decisions.propose(case.pk, by=here.officer, outcome="approve", reasons=stages.REASONS)
    decisions.countersign(case.pk, by=here.heads["natural_resources"])
    case.refresh_from_db()
    return case


def test_every_layer_knows_every_section() -> None:
    keys = list(sections.KINDS)
    assert list(READERS) == list(BUNDLES) == list(SHOW) == keys


@each_choice
def test_an_empty_dossier_names_only_what_is_asked_for(here: stages.Scene, asked: list[str]) -> None:
    case = opened(here, asked)
    missing = sections.missing(case)
    assert set(missing) == {*asked, "documents"}
    with pytest.raises(Incomplete):
        cases.submit(case.pk, by=here.applicant)


@each_choice
def test_the_company_writes_and_submits_it(here: stages.Scene, asked: list[str]) -> None:
    case = filled(here, asked)
    assert sections.missing(case) == {}
    assert set(sections.warnings(case)) <= set(asked)
    client = signed_in(here.applicant)
    for key in sections.KINDS:
        text = page(client, "dossier_edit", case.pk, key, status=200 if key in asked else 404)
        assert key not in asked or 'id="dossier-form"' in text
    first = reverse("governance:dossier_edit", args=[case.pk, asked[0]]) if asked else "/dossier/documents/"
    assert first in page(client, "case_detail", case.pk)
    assert first in page(client, "dossier_revision", case.pk, 0)
    assert page(client, "dossier_documents", case.pk)
    assert "The dossier is complete." in page(client, "dossier_check", case.pk)
    address = reverse("governance:dossier_submit", args=[case.pk])
    case.refresh_from_db()
    answer = client.post(address, {"declared": "1", "version": case.version})
    assert answer["Location"] == case.get_absolute_url()
    text = page(client, "dossier_revision", case.pk, 1)
    for key, kind in sections.KINDS.items():
        assert (f'id="section-{key}"' in text) is (key in asked), kind.label
    assert set(sections.content(case, 1)) == set(asked)


@each_choice
def test_starting_leads_to_the_first_part(here: stages.Scene, asked: list[str]) -> None:
    procedure = procedure_of(asked)
    given = {"mine": here.mine.pk, "procedure": procedure.code}
    answer = signed_in(here.applicant).post(reverse("governance:case_start"), given)
    case = Case.objects.get()
    part = ("governance:dossier_edit", [case.pk, asked[0]]) if asked else ("governance:dossier_documents", [case.pk])
    assert answer["Location"] == reverse(part[0], args=part[1])
    assert case.title_zh == f"{here.mine.name_zh}测试程序"
    assert case.title_en == f"{here.mine.name_en}: Test procedure"


@each_choice
def test_it_is_decided_and_published(here: stages.Scene, asked: list[str], client: Client) -> None:
    case = approved(here, asked)
    assert case.state == Case.State.APPROVED
    for kind in sections.of(case):
        assert kind.layout.model.objects.get(application=case.application, revision=1).status == "approved"
    assert letters.render_pending() == 2
    assert page(signed_in(here.reviewers["ecology_environment"]), "case_detail", case.pk)
    text = page(client, "public_case", case.number)
    assert ("The plan in figures" in text) is ({"mining", "restoration"} & set(asked) != set())
    assert ("Area to accept" in text) is ("acceptance" in asked)
    assert ("Restoration money planned" in text) is ("funds" in asked)
    totals = plan_totals.of(case, 1, with_money=True)
    assert (totals is None) is (not asked or asked == ["safety"])
    assert signed_in(here.applicant).get(here.mine.get_absolute_url()).status_code == 200
    assert client.get(f"{ROOT}/public/decisions/{case.number}/").status_code == 200


@each_choice
def test_machines_write_and_submit_it(here: stages.Scene, asked: list[str]) -> None:
    case = opened(here, asked)
    firm, path = browser(here.applicant), f"{ROOT}/applications/{case.pk}/"
    told = firm.get(f"{path}completeness/").json()
    assert {row["section"] for row in told["missing"]} == {*asked, "documents"}
    for key, part in {**dossiers.open_pit(), **dossiers.acceptance()}.items():
        address = f"{path}sections/{key}/"
        if key not in asked:
            problem(firm.get(address), 404, "not_found")
            continue
        sent = {"fields": part["data"], "rows": part["rows"], "version": 1}
        answer = firm.put(address, sent)
        assert answer.status_code == 200, answer.content.decode()
    for document in case.frozen.documents:
        case_document(case, document.code)
    assert firm.get(f"{path}completeness/").json()["complete"]
    assert firm.post(f"{path}submit/", {}).json()["state"] == "submitted"
    clerk = browser(here.clerk)
    assert clerk.get(path).status_code == 200
    for key in asked:
        assert clerk.get(f"{path}sections/{key}/").json()["revision"] == 1


def test_an_acceptance_answers_in_its_own_shape(here: stages.Scene) -> None:
    case = filled(here, ["acceptance"])
    answer = browser(here.applicant).get(f"{ROOT}/applications/{case.pk}/sections/acceptance/").json()
    assert answer["fields"]["scope"] == "stage"
    assert answer["fields"]["period_from"] == "2027-04-01"
    assert answer["rows"]["zones"][0] == {
        "code": "A1", "name": "外排土场顶部平台", "planned_area": "126.40", "accepted_area": "126.40",
        "land_use": "grassland", "vegetation_cover": "48.50", "soil_thickness": "50.0",
        "quality": "平整度合格，草种成活率 91%", "explanation": "",
    }  # fmt: skip


def test_impossible_values_of_an_acceptance_have_their_pointers(here: stages.Scene) -> None:
    case = opened(here, ["acceptance"])
    address = f"{ROOT}/applications/{case.pk}/sections/acceptance/"
    firm = browser(here.applicant)
    days = {"period_from": "2027-05-01", "period_to": "2027-04-30"}
    sent = {"fields": days, "rows": {"zones": [{"code": "A", "accepted_area": "-1"}]}, "version": 1}
    pointers = {fault["pointer"] for fault in problem(firm.put(address, sent), 400, "incomplete")["errors"]}
    assert pointers == {"#/fields/period_to", "#/rows/zones/0/accepted_area"}
    problem(firm.put(address, {"fields": {"period_from": "soon"}, "version": 1}), 400, "invalid")


class TestWritingAnAcceptance:
    """The form of the acceptance report."""

    def test_days_are_written_as_browsers_read_them(self, here: stages.Scene) -> None:
        case = filled(here, ["acceptance"])
        text = page(signed_in(here.applicant), "dossier_edit", case.pk, "acceptance")
        assert 'type="date" name="period_from" value="2027-04-01"' in text
        assert "外排土场顶部平台" in text

    def test_what_cannot_be_is_told_and_nothing_is_lost(self, here: stages.Scene) -> None:
        case = opened(here, ["acceptance"])
        client = signed_in(here.applicant)
        address = reverse("governance:dossier_edit", args=[case.pk, "acceptance"])
        typed = {
            "version": 1, "save": "draft", "scope": "stage", "period_from": "2027-13-01", "summary": "平整覆土",
            "zones-0-code": "A1", "zones-0-accepted_area": "-5", "zones-0-vegetation_cover": "120",
        }  # fmt: skip
        answer = client.post(address, typed)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert 'id="id_period_from_error"' in text
        assert 'id="id_zones-0-accepted_area_error"' in text
        assert 'id="id_zones-0-vegetation_cover_error"' in text
        for kept in ("平整覆土", 'value="-5"', 'value="120"', 'value="2027-13-01"'):
            assert kept in text

    def test_it_is_saved_and_the_check_leads_to_the_cell(self, here: stages.Scene) -> None:
        case = opened(here, ["acceptance"])
        client = signed_in(here.applicant)
        address = reverse("governance:dossier_edit", args=[case.pk, "acceptance"])
        typed = {"version": 1, "save": "draft", "zones-0-code": "A1", "zones-0-planned_area": "１２，６００"}
        assert client.post(address, typed).status_code == 302
        draft = acceptances.draft(case.application)
        assert draft is not None
        assert str(draft.zones.get().planned_area) == "12600.00"
        check = page(client, "dossier_check", case.pk)
        assert "acceptance/?check=1#id_zones-0-accepted_area" in check
        assert "zone to accept, row 1" in check


def test_the_mine_page_shows_what_was_accepted(here: stages.Scene) -> None:
    approved(here, ["acceptance"])
    text = signed_in(here.applicant).get(here.mine.get_absolute_url()).content.decode()
    assert "Accepted restoration" in text
    assert "312.00" in text
    assert 'class="mg-seg-eco"' in text
    assert "Approved restoration plan" not in text


@pytest.mark.parametrize("asked", [["safety", "safety"], ["horoscope"], "safety", [None], {"safety": 1}])
def test_only_sections_that_exist_can_be_asked_for_each_once(asked: Any) -> None:
    with pytest.raises(Incomplete) as refused:
        procedure_of(asked)
    assert set(refused.value.fields) == {"sections"}


def test_corrections_of_documents_alone_lead_to_the_documents(here: stages.Scene) -> None:
    case = filled(here, [])
    cases.submit(case.pk, by=here.applicant)
    intake.ask_corrections(case.pk, by=here.clerk, items=[{"section": "documents", "text": "缺签字页"}])
    text = page(signed_in(here.applicant), "case_detail", case.pk)
    assert reverse("governance:dossier_documents", args=[case.pk]) in text
    case.refresh_from_db()
    cases.submit(case.pk, by=here.applicant)
    text = page(signed_in(here.applicant), "dossier_revision", case.pk, 2)
    assert "The sections are the same." in text


def test_restoration_without_mining_is_still_weighed() -> None:
    case = case_under(["restoration"])
    plan = dossiers.open_pit()["restoration"]
    plan["rows"]["years"][0]["disturbed"] = "300.00"
    dossiers.fill(case, {"restoration": plan}, by=case.opened_by)
    assert "years" in sections.warnings(case)["restoration"]


@pytest.mark.parametrize("change", [True, False])
def test_a_department_that_names_no_section_reads_every_change(here: stages.Scene, change: bool) -> None:
    case = filled(here, [])
    cases.submit(case.pk, by=here.applicant)
    intake.accept(case.pk, by=here.clerk)
    seat = here.seat(case, "natural_resources")
    opinions.give(seat.pk, by=here.reviewers["natural_resources"], kind=Opinion.Kind.SUPPORT)
    revisions.ask_revision(case.pk, by=here.officer, items=[{"section": "documents", "text": "补充说明"}])
    if change:
        case_document(case, case.frozen.documents[0].code, sha256="1" * 64)
    revisions.submit(case.pk, by=here.applicant)
    states = Seat.objects.filter(round__case=case, round__number=2).values_list("function", "state")
    assert dict(states)["natural_resources"] == (Seat.State.OPEN if change else Seat.State.CARRIED)

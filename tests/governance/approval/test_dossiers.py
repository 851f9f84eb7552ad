"""The pages of a dossier."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from governance.approval.models import Case
from governance.approval.services.dossiers import sections
from registry.audit.models import AuditEvent
from registry.files.models import Attachment
from registry.scope.models import Role, User
from restoration.plans.models import RestorationPlan, RestorationZone, YearTarget
from tests.factories import seen
from tests.factories.acceptances import case_under
from tests.factories.attachments import PDF
from tests.factories.memberships import member
from tests.factories.organisations import company, natural_resources
from tests.factories.plans import case_document, complete_dossier, complete_sections, draft_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def signed_in(user: User) -> Client:
    client = seen.Reader()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"governance:{name}", args=args)


def posted(case: Case, key: str) -> dict[str, Any]:
    """The form of a section as the page shows it, ready to be posted back."""
    draft = sections.KINDS[key].layout.model.objects.get(application=case.application, revision=0)
    content = sections.KINDS[key].service.content(case.application, 0)
    data = {name: value for name, value in content["fields"].items() if value is not None}
    for relation, rows in content["rows"].items():
        for index, row in enumerate(rows):
            data |= {f"{relation}-{index}-{name}": v for name, v in row.items() if v not in (None, False)}
    return {**data, "version": draft.version, "save": "draft"}


class TestEditing:
    """One section on the page."""

    @pytest.mark.parametrize("key", ["mining", "restoration", "safety", "funds"])
    @pytest.mark.parametrize("filled", [False, True])
    def test_every_section_opens_and_saves_as_it_is(self, key: str, filled: bool) -> None:
        case = draft_case()
        if filled:
            complete_sections(case)
        client = signed_in(case.opened_by)
        page = client.get(url("dossier_edit", case.pk, key))
        assert page.status_code == 200
        before = sections.content(case, 0)
        answer = client.post(url("dossier_edit", case.pk, key), posted(case, key))
        assert answer.status_code == 302, answer.content.decode()[:3000]
        assert sections.content(case, 0) == before

    def test_a_half_filled_form_is_saved(self) -> None:
        case = draft_case()
        data = {"version": 1, "save": "draft", "start_year": "2027", "zones-3-name": "外排土场"}
        assert signed_in(case.opened_by).post(url("dossier_edit", case.pk, "restoration"), data).status_code == 302
        assert RestorationPlan.objects.get().start_year == 2027
        assert RestorationZone.objects.get().name == "外排土场"

    def test_figures_are_read_as_people_write_them(self) -> None:
        case = draft_case()
        data = {"version": 1, "save": "draft", "years-0-year": "２０２７", "years-0-disturbed": " 1，200.5 "}
        signed_in(case.opened_by).post(url("dossier_edit", case.pk, "restoration"), data)
        row = YearTarget.objects.get()
        assert (row.year, str(row.disturbed)) == (2027, "1200.50")

    def test_impossible_values_come_back_with_everything_typed(self) -> None:
        case = draft_case()
        data = {
            "version": 1, "save": "draft", "start_year": "2030", "end_year": "2027", "baseline": "现状" * 30,
            "zones-0-code": "A", "zones-0-area": "-4", "zones-1-code": "A", "zones-1-area": "much",
        }  # fmt: skip
        answer = signed_in(case.opened_by).post(url("dossier_edit", case.pk, "restoration"), data)
        html = answer.content.decode()
        assert answer.status_code == 422
        assert 'href="#id_zones-1-area"' in html
        assert 'value="much"' in html
        assert "现状" * 30 in html
        assert html.count('aria-invalid="true"') == 5
        assert not RestorationZone.objects.exists()

    @pytest.mark.parametrize("bad", ["\x00", "9" * 5000, "1e999999", "NaN", "-", "٣", "{}", "<script>"])
    def test_nothing_that_is_typed_breaks_the_server(self, bad: str) -> None:
        case = case_under(list(sections.KINDS))
        client = signed_in(case.opened_by)
        for key, kind in sections.KINDS.items():
            names = [*kind.layout.fields] + [
                f"{rows.relation}-0-{name}" for rows in kind.layout.rows for name in rows.fields
            ]
            answer = client.post(
                url("dossier_edit", case.pk, key), {**dict.fromkeys(names, bad), "version": bad, "save": "draft"}
            )
            assert answer.status_code in (302, 409, 422)

    def test_adding_a_row_keeps_what_was_typed_and_saves_nothing(self) -> None:
        case = draft_case()
        data = {"version": 1, "zones-0-name": "半行", "baseline": "写了一半", "add": "zones"}
        html = signed_in(case.opened_by).post(url("dossier_edit", case.pk, "restoration"), data).content.decode()
        assert 'value="半行"' in html
        assert "写了一半" in html
        assert 'name="zones-1-code"' in html
        assert not RestorationZone.objects.exists()

    def test_removing_a_row_by_htmx_answers_the_table_alone(self) -> None:
        case = draft_case()
        data = {"zones-0-name": "甲", "zones-1-name": "乙", "remove": "zones-0"}
        address = url("dossier_edit", case.pk, "restoration")
        answer = signed_in(case.opened_by).post(address, data, headers={"HX-Request": "true"})
        html = answer.content.decode()
        assert "<html" not in html
        assert 'value="乙"' in html
        assert 'value="甲"' not in html

    @pytest.mark.parametrize("wanted", ["remove=zones-x", "remove=zones-", "add=nothing", "remove="])
    def test_nonsense_rows_are_no_error(self, wanted: str) -> None:
        case = draft_case()
        name, _eq, value = wanted.partition("=")
        answer = signed_in(case.opened_by).post(url("dossier_edit", case.pk, "restoration"), {name: value})
        assert answer.status_code in (200, 404)

    def test_a_background_save_answers_the_time_and_the_new_version(self) -> None:
        case = draft_case()
        client = signed_in(case.opened_by)
        address = url("dossier_edit", case.pk, "mining")
        data = {"version": 1, "autosave": "1", "sequence": "自西向东"}
        html = client.post(address, data, headers={"HX-Request": "true"}).content.decode()
        assert "Draft saved" in html
        assert 'value="2"' in html
        stale = client.post(address, {**data, "sequence": "自东向西"}, headers={"HX-Request": "true"})
        assert stale.status_code == 422
        assert "You did this already" in stale.content.decode()
        bad = client.post(address, {**data, "version": 2, "capacity": "x"}, headers={"HX-Request": "true"})
        assert "1 value cannot be right" in bad.content.decode()

    def test_an_old_page_is_told_both_versions(self) -> None:
        case = draft_case()
        client = signed_in(case.opened_by)
        address = url("dossier_edit", case.pk, "mining")
        client.post(address, {"version": 1, "save": "draft", "sequence": "自西向东"})
        answer = client.post(address, {"version": 1, "save": "draft", "sequence": "自东向西"})
        assert answer.status_code == 409
        assert "自西向东" in answer.content.decode()
        assert "自东向西" in answer.content.decode()

    def test_saving_and_going_on_leads_to_the_next_part(self) -> None:
        case = draft_case()
        client = signed_in(case.opened_by)
        order = ["mining", "restoration", "safety", "funds"]
        follow = [*[url("dossier_edit", case.pk, key) for key in order[1:]], url("dossier_documents", case.pk)]
        for key, wanted in zip(order, follow, strict=True):
            answer = client.post(url("dossier_edit", case.pk, key), {"version": 1, "next": "1"})
            assert answer["Location"] == wanted

    def test_the_check_marks_the_fields(self) -> None:
        case = draft_case()
        html = signed_in(case.opened_by).get(url("dossier_edit", case.pk, "safety") + "?check=1").content.decode()
        assert 'href="#rows-structures"' in html
        assert 'id="id_geology_error"' in html


class TestRights:
    """Who may open and write a dossier."""

    PAGES = ("dossier_documents", "dossier_check")

    @pytest.mark.parametrize("role", [Role.REVIEWER, Role.INTAKE_CLERK, Role.AUDITOR, Role.ADMINISTRATOR])
    def test_departments_do_not_see_a_draft(self, role: Role) -> None:
        case = complete_dossier(draft_case())
        client = signed_in(member(role, natural_resources()))
        for page in (*self.PAGES,):
            assert client.get(url(page, case.pk)).status_code == 404
        assert client.get(url("dossier_edit", case.pk, "mining")).status_code == 404
        assert client.get(url("dossier_revision", case.pk, 0)).status_code == 404

    def test_another_company_finds_nothing(self) -> None:
        case = complete_dossier(draft_case())
        client = signed_in(member(Role.APPLICANT, company()))
        document = case.documents.first()
        assert document is not None
        assert client.get(url("case_document", case.pk, document.pk)).status_code == 404
        assert client.post(url("dossier_edit", case.pk, "mining"), {"version": 1}).status_code == 404
        assert client.post(url("dossier_upload", case.pk, "mining-plan"), {}).status_code == 404

    def test_a_submitted_dossier_is_closed(self) -> None:
        case = complete_dossier(draft_case())
        case.state = "submitted"
        case.save()
        client = signed_in(case.opened_by)
        assert client.get(url("dossier_edit", case.pk, "mining")).status_code == 409
        assert client.post(url("dossier_edit", case.pk, "mining"), {"version": 2}).status_code == 409
        before = AuditEvent.objects.count()
        file = SimpleUploadedFile("a.pdf", PDF)
        assert client.post(url("dossier_upload", case.pk, "mining-plan"), {"mining-plan": file}).status_code == 409
        assert AuditEvent.objects.count() == before

    def test_a_section_the_procedure_does_not_ask_for_is_not_there(self) -> None:
        case = draft_case()
        assert signed_in(case.opened_by).get(url("dossier_edit", case.pk, "water")).status_code == 404


class TestDocuments:
    """Documents are handed in at once."""

    def upload(self, case: Case, file: Any, **headers: Any) -> Any:
        address = url("dossier_upload", case.pk, "mining-plan")
        return signed_in(case.opened_by).post(address, {"mining-plan": file}, **headers)

    def test_a_file_is_kept_and_listed(self, settings: Any, tmp_path: Any) -> None:
        settings.MEDIA_ROOT = tmp_path
        case = draft_case()
        answer = self.upload(case, SimpleUploadedFile("方案.pdf", PDF), headers={"HX-Request": "true"})
        html = answer.content.decode()
        assert answer.status_code == 200
        assert "方案.pdf" in html
        assert 'hx-swap-oob="true"' in html
        assert case.documents.get().attachment.state == Attachment.State.CLEAN
        assert AuditEvent.objects.filter(verb="documents.upload").count() == 1

    def test_a_bad_file_is_refused_with_the_reason(self, settings: Any, tmp_path: Any) -> None:
        settings.MEDIA_ROOT = tmp_path
        case = draft_case()
        answer = self.upload(case, SimpleUploadedFile("方案.pdf", b"MZ\x90\x00not a pdf"))
        assert answer.status_code == 422
        assert "方案.pdf" in answer.content.decode()
        assert not case.documents.exists()

    def test_without_a_file_it_says_so(self) -> None:
        case = draft_case()
        assert self.upload(case, "").status_code == 422

    def test_an_unknown_document_is_not_there(self) -> None:
        case = draft_case()
        assert signed_in(case.opened_by).post(url("dossier_upload", case.pk, "what"), {}).status_code == 404

    def test_a_removed_file_is_gone_from_the_draft_but_kept(self) -> None:
        case = complete_dossier(draft_case())
        document = case.documents.get(code="mining-plan")
        client = signed_in(case.opened_by)
        answer = client.post(url("dossier_document_remove", case.pk, document.pk))
        assert answer.status_code == 302
        document.refresh_from_db()
        assert document.removed_at is not None
        assert client.post(url("dossier_document_remove", case.pk, document.pk)).status_code == 404

    def test_a_quarantined_file_is_not_handed_out(self) -> None:
        case = draft_case()
        document = case_document(case, "mining-plan", state=Attachment.State.QUARANTINED)
        assert signed_in(case.opened_by).get(url("case_document", case.pk, document.pk)).status_code == 409


class TestReading:
    """A dossier as others read it."""

    def test_the_check_lists_everything_with_links(self) -> None:
        case = draft_case()
        html = signed_in(case.opened_by).get(url("dossier_check", case.pk)).content.decode()
        assert "mining/?check=1#id_reserves" in html
        assert "restoration/?check=1#rows-zones" in html
        assert "documents/#doc-mining-plan" in html

    def test_the_draft_is_previewed_by_its_writer(self) -> None:
        case = complete_dossier(draft_case())
        html = signed_in(case.opened_by).get(url("dossier_revision", case.pk, 0)).content.decode()
        assert "外排土场顶部平台" in html
        assert "below required" in html
        assert 'class="mg-seg-eco"' in html

    def test_a_revision_shows_what_changed(self) -> None:
        case = complete_dossier(draft_case())
        for number in (1, 2):
            sections.freeze(case, number, by=case.opened_by)
            case.revisions.create(number=number, frozen_by=case.opened_by, content_hash="a" * 64)
            kind = sections.KINDS["restoration"]
            data = {"maintenance_years": 3 + number}
            kind.service.save(case.application, by=case.opened_by, data=data, version=1 + number)
        client = signed_in(case.opened_by)
        assert "Changed since revision 1" in client.get(url("dossier_revision", case.pk, 2)).content.decode()
        assert client.get(url("dossier_revision", case.pk, 1)).status_code == 200
        assert client.get(url("dossier_revision", case.pk, 9)).status_code == 404


class TestStarting:
    """Open an application from the page."""

    def test_the_page_offers_the_companys_mines(self) -> None:
        case = draft_case()
        user = case.opened_by
        assert "No mine to apply for" in signed_in(user).get(url("case_start")).content.decode()
        Case.objects.filter(pk=case.pk).update(state="withdrawn")
        client = signed_in(user)
        assert str(case.mine) in client.get(url("case_start")).content.decode()
        answer = client.post(url("case_start"), {"mine": case.mine_id, "procedure": case.procedure.code})
        opened = Case.objects.exclude(pk=case.pk).get()
        assert answer["Location"] == url("dossier_edit", opened.pk, "mining")
        assert case.mine.name_zh in opened.title_zh

    def test_others_are_told_why_not(self) -> None:
        client = signed_in(member(Role.REVIEWER, natural_resources()))
        assert client.get(url("case_start")).status_code == 403

    def test_another_companys_mine_is_no_choice(self) -> None:
        case = draft_case()
        client = signed_in(member(Role.APPLICANT, company()))
        answer = client.post(url("case_start"), {"mine": case.mine_id, "procedure": case.procedure.code})
        assert answer.status_code == 422


def test_the_mine_page_shows_the_approved_plans() -> None:
    case = complete_dossier(draft_case())
    sections.freeze(case, 1, by=case.opened_by)
    sections.approve(case, 1, by=case.opened_by)
    html = signed_in(case.opened_by).get(case.mine.get_absolute_url()).content.decode()
    for title in (
        "Approved mining scheme",
        "Approved restoration plan",
        "Approved safety plan",
        "Approved funding plan",
    ):
        assert title in html
    assert 'class="mg-seg-eco"' in html
    assert case.number in html

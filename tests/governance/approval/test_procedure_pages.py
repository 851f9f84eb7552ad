"""Pages of procedures: every rule with its source and certainty; two administrators publish."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from governance.approval.forms.procedures import DraftForms
from governance.approval.models import Procedure, ProcedureDraft
from governance.approval.selectors.procedures import procedure_diagram
from governance.approval.services.procedures import procedure_drafts as drafts
from registry.scope.models import Role, User
from tests.factories.memberships import member
from tests.factories.organisations import committee_office, natural_resources
from tests.factories.procedures import CODE, joint_procedure

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def filled(draft: ProcedureDraft, **changes: str) -> dict[str, Any]:
    """What a browser sends back of the untouched form, with changes."""
    forms = DraftForms(draft.content)
    data: dict[str, Any] = {"version": str(draft.version)}
    parts = [forms.main]
    for rows in forms.rows.values():
        parts += [rows.management_form, *rows]
    for part in parts:
        for field in part:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = field.field.prepare_value(value)
    return {**data, **changes}


@pytest.fixture
def author() -> User:
    return member(Role.ADMINISTRATOR, committee_office())


@pytest.fixture
def draft(author: User, client: Client) -> ProcedureDraft:
    joint_procedure()
    client.force_login(author)
    answer = client.post(reverse("governance:procedure_draft_start"), {"code": CODE})
    made = ProcedureDraft.objects.get()
    assert answer["Location"] == url("edit", made)
    return made


def url(name: str, draft: ProcedureDraft) -> str:
    return reverse(f"governance:procedure_draft{'_' if name else ''}{name}", args=[draft.pk])


def test_everybody_reads_the_rules(client: Client) -> None:
    procedure = joint_procedure()
    said = client.get(reverse("governance:procedure_list")).content.decode()
    for kind in Procedure.Kind.labels:
        assert str(kind) in said
    assert procedure.name_en in said
    said = client.get(reverse("governance:procedure_detail", args=[procedure.pk])).content.decode()
    for words in ["Mineral Resources Law", "arts 33 and 46", "Proposal of this platform", "Verified in the source"]:
        assert words in said, words
    assert said.count("Proposal of this platform") >= 3
    assert "Draft a new version" not in said
    assert "simplified" in said or "small mines" in said


def test_every_procedure_is_drawn_and_told_in_a_table(client: Client) -> None:
    joint_procedure()
    for procedure in Procedure.objects.all():
        for language in ("en", "zh-hans"):
            with translation.override(language):
                said = client.get(reverse("governance:procedure_detail", args=[procedure.pk])).content.decode()
            drawn = re.search(r"<svg class=.mg-flow.*?</svg>", said, re.S)
            assert drawn
            assert "style=" not in drawn[0]
            assert drawn[0].count("<rect") >= 8 + procedure.seats.count() - 1
            assert 'id="flow-table"' in said


@pytest.mark.parametrize(
    "text", ["A rather long sentence of Latin words that must break", "很长的一句中文，需要在合适的地方换行显示。"]
)
def test_text_is_broken_to_fit(text: str) -> None:
    lines = procedure_diagram.wrap(text, 120)
    assert len(lines) > 1
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_the_rules_are_there_in_chinese(client: Client) -> None:
    procedure = joint_procedure()
    with translation.override("zh-hans"):
        said = client.get(reverse("governance:procedure_detail", args=[procedure.pk])).content.decode()
    assert "本平台的制度设计" in said
    assert "行政复议法" in said


def test_an_unknown_procedure_is_not_found(client: Client) -> None:
    assert client.get(reverse("governance:procedure_detail", args=[999])).status_code == 404


def test_two_administrators_publish_the_next_version(client: Client, draft: ProcedureDraft) -> None:
    assert client.get(url("edit", draft)).status_code == 200
    answer = client.post(url("edit", draft), filled(draft, decision_days="40"))
    assert (answer.status_code, answer["Location"]) == (302, url("", draft))
    before = draft.content
    draft.refresh_from_db()
    assert draft.content == {**before, "decision_days": 40}
    said = client.get(url("", draft)).content.decode()
    assert said.count("<dt>Days to decide</dt>") == 1
    assert "Changed since version" in said
    client.post(url("submit", draft), {"version": draft.version})
    draft.refresh_from_db()
    assert "Another administrator than the author publishes a procedure." in client.get(url("", draft)).content.decode()
    assert client.post(url("publish", draft), {"version": draft.version}).status_code == 403
    client.force_login(member(Role.ADMINISTRATOR, committee_office()))
    answer = client.post(url("publish", draft), {"version": draft.version})
    newest = Procedure.objects.filter(code=CODE).order_by("-version")[0]
    assert answer["Location"] == reverse("governance:procedure_detail", args=[newest.pk])
    assert (newest.decision_days, newest.valid_from) == (40, timezone.localdate() + dt.timedelta(days=1))
    assert client.post(url("publish", draft), {"version": draft.version + 1}).status_code == 409


def test_rows_are_added_without_script_and_nothing_is_saved(client: Client, draft: ProcedureDraft) -> None:
    answer = client.post(url("edit", draft), filled(draft, add_row="documents", remedies_en="KEPT"))
    count = len(draft.content["documents"])
    assert answer.status_code == 200
    assert f'name="documents-{count}-code"' in answer.content.decode()
    assert b"KEPT" in answer.content
    draft.refresh_from_db()
    assert draft.version == 1
    more = {"documents-TOTAL_FORMS": str(count + 1), f"documents-{count}-code": "extra"}
    client.post(url("edit", draft), filled(draft, **more))
    draft.refresh_from_db()
    assert draft.content["documents"][-1]["code"] == "extra"
    answer = client.post(url("submit", draft), {"version": draft.version})
    assert answer.status_code == 422
    assert f"#id_documents-{count}-name_zh" in answer.content.decode()


def test_rows_can_be_taken_out(client: Client, draft: ProcedureDraft) -> None:
    before = {part: len(draft.content[part]) for part in ("seats", "documents")}
    client.post(url("edit", draft), filled(draft, **{"seats-1-DELETE": "on", "documents-0-DELETE": "on"}))
    draft.refresh_from_db()
    assert {part: len(draft.content[part]) for part in before} == {part: n - 1 for part, n in before.items()}


def test_an_old_page_is_told_so(client: Client, draft: ProcedureDraft) -> None:
    old = filled(draft)
    client.post(url("edit", draft), filled(draft, decision_days="41"))
    assert client.post(url("edit", draft), old).status_code == 409


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_from": "tomorrow"},
        {"decision_days": "-1"},
        {"kind": "horoscope"},
        {"seats-0-function": "horoscope"},
        {"seats-0-reads": "horoscope"},
        {"seats-0-applies": "stages:dreaming"},
        {"seats-TOTAL_FORMS": "100000"},
        {"name_zh": "甲" * 201},
    ],
)
def test_what_cannot_be_kept_comes_back_as_typed(
    client: Client, draft: ProcedureDraft, changes: dict[str, str]
) -> None:
    answer = client.post(url("edit", draft), filled(draft, remedies_en="KEPT", **changes))
    assert answer.status_code == 422
    assert b"KEPT" in answer.content
    draft.refresh_from_db()
    assert draft.version == 1


@pytest.mark.parametrize("missing", ["seats-TOTAL_FORMS", "documents-INITIAL_FORMS", "version"])
def test_a_cut_form_is_no_server_error(client: Client, draft: ProcedureDraft, missing: str) -> None:
    data = filled(draft)
    del data[missing]
    assert Client.post(client, url("edit", draft), data).status_code in (409, 422)


@pytest.mark.parametrize("junk", [None, "x", 7, [], [[1]], {"a": [1]}, {"stages": 3}, [{"applies": "x"}]])
def test_whatever_the_api_kept_is_shown(client: Client, draft: ProcedureDraft, junk: Any) -> None:
    rows = [{"function": junk, "code": junk, "applies": junk, "sections": junk, "days": junk, "params": junk}]
    content = {name: junk for name in draft.content if name not in ("seats", "documents", "checks", "code")}
    content |= {"seats": rows, "documents": rows, "checks": rows}
    drafts.save(draft.pk, by=draft.drafted_by, content=content, version=1)
    assert client.get(url("", draft)).status_code == 200
    assert client.get(url("edit", draft)).status_code == 200
    assert client.get(reverse("governance:procedure_list")).status_code == 200
    assert client.post(url("submit", draft), {"version": 2}).status_code == 422


def test_a_return_needs_its_reason(client: Client, draft: ProcedureDraft) -> None:
    client.post(url("submit", draft), {"version": draft.version})
    draft.refresh_from_db()
    client.force_login(member(Role.ADMINISTRATOR, committee_office()))
    assert client.post(url("return", draft), {"version": draft.version, "reason": ""}).status_code == 422
    assert client.post(url("return", draft), {"version": draft.version, "reason": "期限有误"}).status_code == 302
    assert "期限有误" in client.get(url("", draft)).content.decode()


def test_a_bad_code_comes_back(client: Client, author: User) -> None:
    client.force_login(author)
    answer = client.post(reverse("governance:procedure_draft_start"), {"code": "Not A Code"})
    assert answer.status_code == 422
    assert "Not A Code" in answer.content.decode()


def test_a_discarded_draft_is_gone_from_the_list(client: Client, draft: ProcedureDraft) -> None:
    listed = reverse("governance:procedure_list")
    assert url("", draft) in client.get(listed).content.decode()
    client.post(url("discard", draft), {"version": draft.version})
    assert url("", draft) not in client.get(listed).content.decode()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.AUDITOR, Role.COMMITTEE_OFFICE])
def test_nobody_else_drafts(client: Client, draft: ProcedureDraft, role: Role) -> None:
    client.force_login(member(role, natural_resources()))
    for name in ("", "edit"):
        assert client.get(url(name, draft)).status_code == 403
    for name in ("edit", "submit", "return", "publish", "discard"):
        assert client.post(url(name, draft), {"version": 1}).status_code == 403
    assert client.post(reverse("governance:procedure_draft_start"), {"code": "new-one"}).status_code == 403

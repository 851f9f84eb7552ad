"""Drafts of procedures: one administrator writes, another one publishes."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from governance.approval.models import Procedure, ProcedureDraft
from governance.approval.services.procedures import procedure_drafts as drafts
from governance.approval.services.procedures import procedures
from registry.audit.models import AuditEvent
from registry.base.rules.errors import Incomplete, NotAllowed, OutOfScope, Stale, WrongState
from registry.messages.models import Notification
from registry.scope.models import Role, User
from tests.factories.memberships import member
from tests.factories.organisations import committee_office, natural_resources
from tests.factories.procedures import CODE, joint_procedure

pytestmark = pytest.mark.django_db


def tomorrow() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=1)


@pytest.fixture
def author() -> User:
    return member(Role.ADMINISTRATOR, committee_office())


@pytest.fixture
def other() -> User:
    return member(Role.ADMINISTRATOR, committee_office())


@pytest.fixture
def draft(author: User) -> ProcedureDraft:
    joint_procedure()
    return drafts.start(CODE, by=author)


def saved(draft: ProcedureDraft, **changes: Any) -> ProcedureDraft:
    return drafts.save(draft.pk, by=draft.drafted_by, content={**draft.content, **changes}, version=draft.version)


def submitted(draft: ProcedureDraft, **changes: Any) -> ProcedureDraft:
    made = saved(draft, **changes)
    return drafts.submit(draft.pk, by=draft.drafted_by, version=made.version)


def test_a_draft_begins_from_the_newest_version(draft: ProcedureDraft) -> None:
    base = draft.base
    assert base is not None
    assert draft.content == {**procedures.content(base), "valid_from": tomorrow().isoformat()}
    assert drafts.faults(draft) == {}


def test_another_administrator_publishes_what_was_drafted(draft: ProcedureDraft, other: User) -> None:
    before = draft.base
    assert before is not None
    waiting = submitted(draft, decision_days=40)
    assert Notification.objects.filter(recipient=other, kind="procedures.submitted").count() == 1
    made = drafts.publish(draft.pk, by=other, version=waiting.version)
    before.refresh_from_db()
    draft.refresh_from_db()
    assert (made.version, made.decision_days, made.valid_from) == (before.version + 1, 40, tomorrow())
    assert (before.valid_to, before.decision_days) == (timezone.localdate(), 45)
    rows = (made.seats.count(), made.documents.count(), made.checks.count())
    assert rows == (before.seats.count(), before.documents.count(), before.checks.count())
    assert (draft.state, draft.published, draft.published_by) == ("published", made, other)
    event = AuditEvent.objects.get(verb="procedures.publish", object_id=str(made.pk))
    assert (event.before["decision_days"], event.after["decision_days"], event.actor) == (45, 40, other)
    assert AuditEvent.objects.filter(verb="procedures.release", object_id=str(draft.pk)).count() == 1


def test_the_author_never_publishes_his_own_draft(draft: ProcedureDraft, author: User) -> None:
    waiting = submitted(draft)
    for act in (
        lambda: drafts.publish(draft.pk, by=author, version=waiting.version),
        lambda: drafts.return_draft(draft.pk, by=author, reason="更正", version=waiting.version),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Procedure.objects.filter(code=CODE).count() == draft.base.version  # type: ignore[union-attr]


def test_only_the_author_changes_a_draft(draft: ProcedureDraft, other: User) -> None:
    with pytest.raises(NotAllowed):
        drafts.save(draft.pk, by=other, content=draft.content, version=draft.version)
    with pytest.raises(NotAllowed):
        drafts.submit(draft.pk, by=other, version=draft.version)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.AUDITOR, Role.SECURITY_OFFICER, Role.COMMITTEE_OFFICE])
def test_nobody_else_sees_a_draft(draft: ProcedureDraft, role: Role) -> None:
    stranger = member(role, natural_resources())
    with pytest.raises(NotAllowed):
        drafts.start("new-one", by=stranger)
    with pytest.raises(OutOfScope):
        drafts.save(draft.pk, by=stranger, content={}, version=1)
    with pytest.raises(OutOfScope):
        drafts.discard(draft.pk, by=stranger, version=1)


def test_a_returned_draft_goes_back_to_its_author(draft: ProcedureDraft, other: User) -> None:
    waiting = submitted(draft)
    with pytest.raises(Incomplete):
        drafts.return_draft(draft.pk, by=other, reason="  ", version=waiting.version)
    back = drafts.return_draft(draft.pk, by=other, reason="期限有误。", version=waiting.version)
    assert (back.state, back.return_reason) == ("draft", "期限有误。")
    assert Notification.objects.filter(recipient=draft.drafted_by, kind="procedures.returned").count() == 1
    again = drafts.submit(draft.pk, by=draft.drafted_by, version=back.version)
    assert (again.state, again.return_reason) == ("submitted", "")


@pytest.mark.parametrize(
    ("state", "verb"),
    [
        ("draft", "publish"), ("draft", "return"), ("submitted", "save"), ("submitted", "submit"),
        *[(state, verb) for state in ("published", "discarded")
          for verb in ("save", "submit", "return", "publish", "discard")],
    ],
)  # fmt: skip
def test_what_the_state_does_not_allow_is_refused(
    draft: ProcedureDraft, author: User, other: User, state: str, verb: str
) -> None:
    ProcedureDraft.objects.filter(pk=draft.pk).update(state=state)
    acts: dict[str, Any] = {
        "save": lambda: drafts.save(draft.pk, by=author, content={}, version=1),
        "submit": lambda: drafts.submit(draft.pk, by=author, version=1),
        "return": lambda: drafts.return_draft(draft.pk, by=other, reason="更正", version=1),
        "publish": lambda: drafts.publish(draft.pk, by=other, version=1),
        "discard": lambda: drafts.discard(draft.pk, by=author, version=1),
    }
    events = AuditEvent.objects.count()
    with pytest.raises(WrongState):
        acts[verb]()
    assert AuditEvent.objects.count() == events


def test_an_old_page_is_stale(draft: ProcedureDraft) -> None:
    saved(draft, decision_days=41)
    with pytest.raises(Stale) as caught:
        saved(draft, decision_days=42)
    assert caught.value.theirs
    draft.refresh_from_db()
    assert draft.content["decision_days"] == 41


def test_one_open_draft_of_a_procedure(draft: ProcedureDraft, other: User) -> None:
    with pytest.raises(WrongState):
        drafts.start(CODE, by=other)
    drafts.discard(draft.pk, by=other, version=draft.version)
    assert drafts.start(CODE, by=other).base == draft.base


def test_a_draft_of_an_overtaken_version_is_not_published(draft: ProcedureDraft, other: User) -> None:
    waiting = submitted(draft)
    base = draft.base
    assert base is not None
    later = (tomorrow() + dt.timedelta(days=9)).isoformat()
    procedures.write_version({**draft.content, "valid_from": later}, version=base.version + 1, by=other)
    with pytest.raises(WrongState):
        drafts.publish(draft.pk, by=other, version=waiting.version)


def test_a_day_that_passed_while_it_waited_is_refused(draft: ProcedureDraft, other: User) -> None:
    waiting = submitted(draft)
    content = {**draft.content, "valid_from": timezone.localdate().isoformat()}
    ProcedureDraft.objects.filter(pk=draft.pk).update(content=content)
    with pytest.raises(Incomplete) as caught:
        drafts.publish(draft.pk, by=other, version=waiting.version)
    assert set(caught.value.fields) == {"valid_from"}
    draft.refresh_from_db()
    assert draft.state == "submitted"


@pytest.mark.parametrize("code", ["", "A", "ab", "Ünïcode-x", "with space", "x" * 41, "-dash"])
def test_a_code_is_small_letters_digits_and_hyphens(author: User, code: str) -> None:
    with pytest.raises(Incomplete) as caught:
        drafts.start(code, by=author)
    assert set(caught.value.fields) == {"code"}


def test_a_new_procedure_says_everything_that_is_missing_at_once(author: User) -> None:
    draft = drafts.start("brand-new", by=author)
    with pytest.raises(Incomplete) as caught:
        drafts.submit(draft.pk, by=author, version=draft.version)
    told = set(caught.value.fields)
    assert {"name_zh", "legal_basis_zh", "legal_basis_en", "certainty", "decision_days", "extension_days"} <= told
    assert "seats" in told


SEAT: dict[str, Any] = {
    "function": "natural_resources", "power": "decides", "ground_zh": "法律", "ground_en": "law", "certainty": "design",
    "sections": ["mining"], "days": 20, "day_type": "working", "silence": "blocks",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"valid_from": "2020-01-01"}, "valid_from"),
        ({"valid_from": "soon"}, "valid_from"),
        ({"name_zh": ""}, "name_zh"),
        ({"name_en": ""}, "name_en"),
        ({"remedies_en": ""}, "remedies_en"),
        ({"decision_days": 0}, "decision_days"),
        ({"decision_days": -3}, "decision_days"),
        ({"decision_days": None}, "decision_days"),
        ({"decision_days": 10**20}, "decision_days"),
        ({"decision_days": {"a": 1}}, "decision_days"),
        ({"certainty": "sure"}, "certainty"),
        ({"kind": ["plan"]}, "kind"),
        ({"sections": ["mining", "horoscope"]}, "sections"),
        ({"applies": {"stages": ["dreaming"]}}, "applies"),
        ({"applies": {"moons": []}}, "applies"),
        ({"section_rules": {"horoscope": {}}}, "section_rules"),
        ({"variants": [{"applies": {}, "decision_days": 3}]}, "variants"),
        ({"variants": [{"applies": {"sizes": ["small"]}, "decision_days": 0}]}, "variants"),
        ({"variants": "none"}, "variants"),
        ({"vote": {"quorum": "all"}}, "vote"),
        ({"veto_settler": "committee", "vote": {}}, "vote"),
        ({"seats": []}, "seats"),
        ({"seats": [{**SEAT, "power": "advises"}]}, "seats"),
        ({"seats": [SEAT, SEAT]}, "seats"),
        ({"seats": [{**SEAT, "days": 0}]}, "seats"),
        ({"seats": [{**SEAT, "ground_en": ""}]}, "seats-0-ground_en"),
        ({"seats": [{**SEAT, "sections": [["mining"]]}]}, "sections"),
        ({"seats": [{**SEAT, "silence": "consents"}]}, "seats-0-deemed_basis_zh"),
        ({"seats": [{**SEAT, "applies": {"sizes": ["huge"]}}]}, "seats-0-applies"),
        ({"documents": [{"code": "a", "name_zh": "甲", "name_en": "A"}] * 2}, "documents"),
        ({"documents": [{"code": "a", "name_zh": "甲", "name_en": ""}]}, "documents-0-name_en"),
        ({"checks": [{"code": "gate-horoscope"}]}, "checks-0-code"),
        ({"checks": [{"code": "gate-notice"}] * 2}, "checks"),
        ({"checks": [{"code": "gate-notice", "params": ["x"]}]}, "checks-0-params"),
        ({"checks": [{"code": "gate-notice", "lifted_by": "me"}]}, "checks-0-lifted_by"),
    ],
)
def test_a_faulty_draft_is_kept_but_not_submitted(draft: ProcedureDraft, changes: dict[str, Any], field: str) -> None:
    kept = saved(draft, **changes)
    assert {name: kept.content[name] for name in changes} == changes
    with pytest.raises(Incomplete) as caught:
        drafts.submit(draft.pk, by=draft.drafted_by, version=kept.version)
    assert field in caught.value.fields
    draft.refresh_from_db()
    assert draft.state == "draft"


@pytest.mark.parametrize(("part", "rows"), [("seats", {}), ("documents", ["x"]), ("checks", [{}] * 61)])
def test_what_is_no_list_of_rows_is_refused(draft: ProcedureDraft, part: str, rows: Any) -> None:
    with pytest.raises(Incomplete) as caught:
        saved(draft, **{part: rows})
    assert set(caught.value.fields) == {part}


def test_nothing_changes_when_the_last_step_fails(
    draft: ProcedureDraft, other: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = submitted(draft)
    before = Procedure.objects.count()

    def fail(*_args: Any, **_more: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(drafts.audit, "record", fail)
    with pytest.raises(RuntimeError):
        drafts.publish(draft.pk, by=other, version=waiting.version)
    draft.refresh_from_db()
    assert (draft.state, Procedure.objects.count()) == ("submitted", before)
    assert draft.base is not None
    assert draft.base.valid_to is None

"""Every kind of page, and who looks at it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone, translation

from governance.approval.models import ProcedureDraft
from governance.approval.services.conflicts import conflict_acts
from governance.approval.services.procedures import procedure_drafts
from governance.committee.models import AgendaItem
from governance.committee.services import agendas, meeting_changes, meetings
from tests.browser.stage import Stage

Arguments = Callable[[Stage], list[object]]


@dataclass(frozen=True)
class Kind:
    """A page: its route, the person, what the address names, and a query."""

    route: str
    who: str = ""
    arguments: Arguments = lambda _stage: []
    query: str = ""
    note: str = ""

    def path(self, stage: Stage, language: str) -> str:
        """The address in a language."""
        with translation.override(language):
            return reverse(self.route, args=self.arguments(stage)) + self.query

    def __str__(self) -> str:
        return f"{self.route.replace(':', '.')}{'-' + self.note if self.note else ''}"


def _case(key: str, *more: object) -> Arguments:
    return lambda stage: [stage.case(key).pk, *more]


def _mine(key: str) -> Arguments:
    return lambda stage: [stage.mines[key].pk]


def _person(who: str) -> Arguments:
    return lambda stage: [stage.person(who).pk]


def _home(who: str) -> Arguments:
    return lambda stage: [stage.person(who).home_id]


def _number(key: str) -> Arguments:
    return lambda stage: [stage.case(key).number]


def _code(stage: Stage) -> list[object]:
    return [stage.decided("yunhua").decisions.get().verification_code]


def _procedure_draft(stage: Stage) -> list[object]:
    code = stage.decided("yunhua").procedure.code
    open_draft = ProcedureDraft.objects.filter(code=code, state="draft").first()
    return [(open_draft or procedure_drafts.start(code, by=stage.person("admin"))).pk]


def _procedure(stage: Stage) -> list[object]:
    return [stage.decided("yunhua").procedure_id]


def _right(stage: Stage) -> list[object]:
    return [stage.mines["qingling"].rights.first().pk]  # type: ignore[union-attr]


def _event(stage: Stage) -> list[object]:
    from registry.audit.models import AuditEvent

    return [AuditEvent.objects.latest("pk").pk]


def _layer(kind: str) -> Arguments:
    def key(_stage: Stage) -> list[object]:
        from registry.layers.models import MapLayer

        return [MapLayer.objects.get(kind=kind).pk]

    return key


def _hold(stage: Stage) -> list[object]:
    return [stage.mines["beichuan"].holds.get(state="open").pk]


def _month(stage: Stage) -> list[object]:
    return [stage.mines["qingling"].production.filter(version=2, is_current=True).first().pk]  # type: ignore[union-attr]


def _plan(key: str) -> Arguments:
    return lambda stage: [stage.mines[key].cases.filter(procedure__kind="plan", state="approved").latest("pk").pk]


def _obligation(state: str) -> Arguments:
    return lambda stage: [stage.mines["yunhua"].obligations.filter(state=state).order_by("due_on").first().pk]  # type: ignore[union-attr]


def _comment(stage: Stage) -> list[object]:
    return [stage.case("qingling").notices.get().comments.order_by("pk").first().reference]  # type: ignore[union-attr]


def _conflict(stage: Stage) -> list[object]:
    return [stage.case("chisong").conflicts.get().pk]


def _meeting(stage: Stage) -> list[object]:
    return [stage.case("hongshi").matter.agenda_items.get().meeting_id]


def _called(stage: Stage) -> list[object]:
    """A joint meeting that was called and rescheduled, with a long title."""
    conflict = stage.case("chisong").conflicts.get()
    item = AgendaItem.objects.filter(topic="conflict", subject=conflict.pk, meeting__kind="joint").first()
    if item is None:
        office, reason = stage.person("office"), "两部门意见不一致，部门之间未能协商一致。（演示）"
        conflict_acts.raise_level(conflict.pk, by=office, reason=reason)
        held_at = timezone.now() + dt.timedelta(days=3)
        draft = agendas.Draft(
            conflict.case_id, "conflict", conflict.pk, question="疏干排水：两部门的附加条件如何协调？"
        )
        title = "疏干排水与含水层保护附加条件冲突联席会议（第二次，含边坡稳定专题）"
        meeting = meetings.call(by=office, kind="joint", title_zh=title, held_at=held_at, items=[draft])
        meeting_changes.reschedule(
            meeting.pk, by=office, held_at=held_at + dt.timedelta(days=2), place="办公楼五层大会议室",
            link="https://meet.example.org/a-very-long-room-name-0123456789", reason="主持人出差，改期举行。",
        )  # fmt: skip
        return [meeting.pk]
    return [item.meeting_id]


KINDS = (
    Kind("governance:public_home"),
    Kind("governance:public_decisions"),
    Kind("governance:public_case", arguments=lambda stage: [stage.decided("yunhua").number], note="approved"),
    Kind("governance:public_case", arguments=_number("jinliu"), note="refused"),
    Kind("governance:public_mines"),
    Kind("governance:public_mine", arguments=_mine("yunhua")),
    Kind("governance:verify"),
    Kind("governance:verify_code", arguments=_code),
    Kind("governance:verify_code", arguments=lambda _s: ["XXXX-XXXX-XXXX"], note="unknown"),
    Kind("governance:procedure_list"),
    Kind("governance:threshold_list"),
    Kind("governance:procedure_detail", arguments=_procedure),
    Kind("governance:accessibility"),
    Kind("governance:privacy"),
    Kind("registry:sign_in"),
    Kind("registry:glossary", "nr.reviewer"),
    Kind("registry:about_data", "nr.reviewer"),
    Kind("registry:styleguide", "nr.reviewer"),
    Kind("registry:home", "em.reviewer", note="officer"),
    Kind("registry:home", "applicant", note="company"),
    Kind("registry:home", "admin", note="administrator"),
    Kind("registry:notification_list", "applicant"),
    Kind("registry:notification_preferences", "applicant"),
    Kind("registry:profile", "applicant"),
    Kind("registry:password_change", "applicant"),
    Kind("registry:calendar", "nr.reviewer"),
    Kind("registry:calendar_edit", "admin"),
    Kind("registry:audit_list", "auditor"),
    Kind("registry:audit_detail", "auditor", _event),
    Kind("registry:user_list", "admin"),
    Kind("registry:user_create", "admin"),
    Kind("registry:user_detail", "security", _person("nr.reviewer")),
    Kind("registry:user_edit", "admin", _person("nr.reviewer")),
    Kind("registry:membership_grant", "security", _person("nr.reviewer")),
    Kind("registry:organisation_list", "admin"),
    Kind("registry:organisation_create", "admin"),
    Kind("registry:organisation_detail", "admin", _home("applicant")),
    Kind("registry:organisation_invite", "manager", _home("manager")),
    Kind("registry:sign_in_log", "auditor"),
    Kind("registry:mine_list", "nr.reviewer"),
    Kind("registry:mine_map", "nr.reviewer"),
    Kind("registry:mine_import", "nr.reviewer"),
    Kind("registry:hold_list", "nr.reviewer"),
    Kind("registry:hold_detail", "em.head", _hold, note="officer"),
    Kind("registry:hold_detail", "applicant", _hold, note="company"),
    Kind("registry:hold_place", "em.reviewer", _mine("qingling")),
    Kind("registry:hold_lift", "em.head", _hold),
    Kind("registry:production_list", "nr.reviewer"),
    Kind("registry:production_detail", "applicant", _month),
    Kind("registry:production_record", "nr.reviewer", _mine("qingling")),
    Kind("registry:layer_list", "nr.reviewer"),
    Kind("registry:layer_import", "admin"),
    Kind("registry:layer_detail", "nr.reviewer", _layer("ecological_red_line"), note="areas"),
    Kind("registry:layer_detail", "em.reviewer", _layer("railway"), note="lines"),
    Kind("registry:mine_detail", "nr.reviewer", _mine("qingling")),
    Kind("registry:mine_boundary", "nr.reviewer", _mine("qingling")),
    Kind("registry:mine_rights", "nr.reviewer", _mine("qingling")),
    Kind("registry:mine_facilities", "nr.reviewer", _mine("qingling")),
    Kind("registry:mine_documents", "nr.reviewer", _mine("qingling")),
    Kind("registry:mine_timeline", "nr.reviewer", _mine("qingling")),
    Kind("registry:mine_audit", "nr.reviewer", _mine("qingling")),
    Kind("registry:mine_create", "nr.reviewer"),
    Kind("registry:mine_edit", "nr.reviewer", _mine("qingling")),
    Kind("registry:mine_boundary_edit", "nr.reviewer", _mine("qingling")),
    Kind("registry:mine_transfer", "nr.reviewer", _mine("qingling")),
    Kind("registry:right_edit", "nr.reviewer", _right),
    Kind("registry:search", "nr.reviewer", query="?q=青岭"),
    Kind("governance:queue", "em.reviewer"),
    Kind("governance:queue", "office", query="?tab=waiting", note="waiting"),
    Kind("governance:savings", "nr.reviewer"),
    Kind("governance:substitution_list", "nr.head"),
    Kind("governance:case_list", "nr.reviewer"),
    Kind("governance:case_start", "applicant3"),
    Kind("governance:case_detail", "em.reviewer", _case("qingling"), note="reviewer"),
    Kind("governance:case_detail", "applicant", _case("qingling"), note="company"),
    Kind("governance:case_detail", "office", _case("hongshi"), note="stopped"),
    Kind("governance:case_detail", "applicant3", _case("shiquan"), note="revising"),
    Kind("governance:case_detail", "nr.head", _case("huamu"), note="countersigning"),
    Kind("governance:case_detail", "clerk", _case("cangwu"), note="intake"),
    Kind("governance:case_detail", "applicant", lambda stage: [stage.decided("yunhua").pk], note="approved"),
    Kind("governance:case_notice", "office", _case("qingling")),
    Kind("governance:case_deliver", "clerk", _case("jinliu")),
    Kind("governance:case_amend", "applicant", _plan("yunhua")),
    Kind("governance:case_reconsider", "applicant2", _case("jinliu")),
    Kind("governance:obligation_list", "applicant"),
    Kind("governance:obligation_calendar", "em.reviewer"),
    Kind("governance:obligation_detail", "em.reviewer", _obligation("reported")),
    Kind("governance:obligation_detail", "applicant", _obligation("open"), note="company"),
    Kind("governance:public_case", arguments=_number("qingling"), note="notice"),
    Kind("governance:public_comment_find"),
    Kind("governance:public_comment_detail", arguments=_comment),
    Kind("governance:conflict_detail", "em.reviewer", _conflict, note="reviewer"),
    Kind("governance:conflict_detail", "office", _conflict, note="office"),
    Kind("governance:meeting_list", "office"),
    Kind("governance:meeting_new", "office"),
    Kind("governance:meeting_detail", "member", _meeting),
    Kind("governance:meeting_detail", "office", _called, note="planned"),
    Kind("governance:meeting_detail", "em.head", _called, note="invited"),
    Kind("governance:dossier_edit", "applicant", _case("long", "mining"), note="mining"),
    Kind("governance:dossier_edit", "applicant", _case("long", "restoration"), note="restoration"),
    Kind("governance:dossier_edit", "applicant", _case("long", "safety"), note="safety"),
    Kind("governance:dossier_edit", "applicant", _case("long", "funds"), note="funds"),
    Kind("governance:dossier_documents", "applicant", _case("long")),
    Kind("governance:dossier_check", "applicant", _case("long")),
    Kind("governance:dossier_revision", "em.reviewer", _case("qingling", 1)),
    Kind("governance:case_checks", "nr.reviewer", _case("qingling"), note="reviewer"),
    Kind("governance:case_checks", "applicant", _case("qingling"), note="company"),
    Kind("governance:procedure_draft", "admin", _procedure_draft),
    Kind("governance:procedure_draft_edit", "admin", _procedure_draft),
    Kind("governance:public_case", arguments=lambda _s: ["XZ-1999-99999"], note="missing"),
    Kind("registry:mine_detail", "shaanxi", _mine("qingling"), note="hidden"),
    Kind("registry:user_create", "nr.reviewer", note="denied"),
)

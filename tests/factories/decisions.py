"""Decided cases, laid down row by row: what the letters and the public pages read."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from governance.approval.models import (
    Case,
    Decision,
    DecisionCondition,
    DecisionLetter,
    DossierRevision,
    Opinion,
    OpinionCondition,
    Round,
    Seat,
)
from governance.approval.services.procedures import procedures
from registry.calendar.services import calendars as calendar_services
from registry.matters.models import ClockEvent
from registry.matters.services import numbers
from registry.scope.models import Organisation, Role, User
from registry.scope.rules.grants import System
from tests.factories import matters, organisations
from tests.factories.memberships import member
from tests.factories.mines import held_mine
from tests.factories.procedures import joint_procedure

ZONE = ZoneInfo("Asia/Shanghai")
ACCEPTED = dt.datetime(2026, 9, 14, 9, 30, tzinfo=ZONE)
SIGNED = dt.datetime(2026, 10, 15, 16, 0, tzinfo=ZONE)
#: When each department answered; 20 September 2026 is a working Sunday, 1–7 October are holidays.
ANSWERED = (
    dt.datetime(2026, 9, 21, 10, 0, tzinfo=ZONE),
    dt.datetime(2026, 9, 28, 10, 0, tzinfo=ZONE),
    dt.datetime(2026, 10, 9, 10, 0, tzinfo=ZONE),
)


@dataclass
class Cast:
    """The people and bodies of a case."""

    applicant: User
    company: Organisation
    office: Organisation
    departments: list[Organisation]
    heads: list[User]


def cast(region_code: str = "150621") -> Cast:
    """A company and the committee's office with three departments of one territory."""
    bodies = [organisations.natural_resources, organisations.emergency, organisations.ecology]
    departments = [make(region_code) for make in bodies]
    company = organisations.company()
    return Cast(
        applicant=member(Role.APPLICANT, company),
        company=company,
        office=organisations.committee_office(region_code, name_zh="测试协治办", name_en="Test Office"),
        departments=departments,
        heads=[member(Role.DEPARTMENT_HEAD, department) for department in departments],
    )


def case(who: Cast | None = None, *, state: str = "review", **fields: Any) -> Case:
    """A case in `state`; everything from the review on was accepted and has a frozen dossier under review."""
    who = who or cast()
    procedure = joint_procedure()
    mine = fields.pop("mine", None) or held_mine(who.company)
    times = {"submitted_at": ACCEPTED - dt.timedelta(days=3), "accepted_at": ACCEPTED} if state != "draft" else {}
    made = matters.case(
        **{
            "number": numbers.next_case_number(2026),
            "procedure": procedure,
            "procedure_copy": procedures.snapshot(procedure),
            "mine": mine,
            "applicant": who.company,
            "office": who.office,
            "title_zh": "测试煤矿2026—2030年开采方案与矿区生态修复方案",
            "title_en": "Mining and restoration plan of the test mine 2026–2030",
            "state": state,
            "opened_by": who.applicant,
            **times,
            **fields,
        }
    )
    if state not in ("draft", "submitted", "correcting", "not_accepted"):
        _review(made, who)
    return made


def _review(made: Case, who: Cast) -> Round:
    revision = DossierRevision.objects.create(case=made, number=1, frozen_by=who.applicant, content_hash="ab" * 32)
    review = Round.objects.create(case=made, number=1, revision=revision)
    ClockEvent.objects.create(matter=made.matter, clock="decision", kind="start", at=ACCEPTED)
    for position, department in enumerate(who.departments):
        seat = Seat.objects.create(
            round=review,
            organisation=department,
            function=department.function,
            power="decides",
            ground_zh="法律",
            ground_en="law",
            days=20,
            day_type="working",
            silence="blocks",
            position=position,
        )
        ClockEvent.objects.create(matter=made.matter, clock="seat", subject=seat.pk, kind="start", at=ACCEPTED)
    return review


def _opinions(made: Case, who: Cast, *, objects: bool) -> None:
    review = made.rounds.get()
    kinds = ["support", "conditions", "object" if objects else "support"]
    for seat, head, kind, at in zip(review.seats.all(), who.heads, kinds, ANSWERED, strict=True):
        opinion = Opinion.objects.create(
            seat=seat,
            revision=review.revision,
            kind=kind,
            ground="《环境保护法》第十条" if kind == "object" else "",
            reasons="地下水监测不足，方案不能保证水质。" if kind == "object" else "",
            author=head,
            author_text=str(head),
        )
        if kind == "conditions":
            OpinionCondition.objects.create(opinion=opinion, text="新增监测井两口", due_on=dt.date(2026, 12, 31))
        seat.state, seat.closed_at = Seat.State.ANSWERED, at
        seat.save()
        ClockEvent.objects.create(matter=made.matter, clock="seat", subject=seat.pk, kind="stop", at=at)
    review.closed_at = ANSWERED[-1]
    review.save()


def proposed(who: Cast | None = None, *, outcome: str = "approve", **fields: Any) -> Decision:
    """A decision that waits for its second signature."""
    who = who or cast()
    made = case(who, state="countersigning", **fields)
    _opinions(made, who, objects=outcome == "refuse")
    reasons = "方案修复面积大于扰动面积，资金安排落实。" if outcome == "approve" else "生态环境部门反对，理由成立。"
    decision = Decision.objects.create(
        case=made,
        revision=made.revisions.get(),
        outcome=outcome,
        reasons=reasons,
        drafted_by=member(Role.COMMITTEE_OFFICE, who.office),
        drafted_for=who.office,
    )
    if outcome == "approve":
        for source in OpinionCondition.objects.filter(opinion__seat__round__case=made):
            DecisionCondition.objects.create(decision=decision, source=source, text=source.text, due_on=source.due_on)
    return decision


def signed(who: Cast | None = None, *, outcome: str = "approve", at: dt.datetime = SIGNED, **fields: Any) -> Decision:
    """A decision in force with its two letters waiting to be made."""
    who = who or cast()
    decision = proposed(who, outcome=outcome, **fields)
    decision.state = Decision.State.SIGNED
    decision.countersigned_by, decision.countersigned_for, decision.countersigned_at = (
        who.heads[1],
        who.departments[1],
        at,
    )
    decision.document_number = numbers.next_document_number(who.office, at.year)
    decision.verification_code = numbers.verification_code()
    decision.save()
    made = decision.case
    made.state, made.decided_at = ("approved" if outcome == "approve" else "refused"), at
    made.save()
    ClockEvent.objects.create(matter=made.matter, clock="decision", kind="stop", at=at)
    for language in ("zh-hans", "en"):
        DecisionLetter.objects.create(decision=decision, language=language)
    return decision


def working_days() -> None:
    """Publish the working-day table that the clocks read."""
    calendar_services.seed_from_file(settings.DATA_DIR / "working_days.json", by=System("test"))

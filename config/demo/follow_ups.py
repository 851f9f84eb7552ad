"""What comes after and around the decisions of the demonstration, played through the services."""

import datetime as dt
from typing import Protocol

from django.utils import timezone

from config.demo.checks import People
from config.demo.moments import at, working_days_ago
from governance.approval.models import Case, Decision
from governance.approval.services.decisions import delivery
from governance.approval.services.notices import notices
from governance.approval.services.seats.opinions import Condition
from registry.matters.models import Obligation, PublicNotice
from registry.matters.services import obligation_reminders, obligations
from registry.mines.models import Mine

#: Text of a condition, days from today to its due date, what became of it.
CONDITIONS = (
    ("排土场坡脚设置警示标志并完成编录。", -10, "verified"),
    ("编制雨季排土场专项应急预案，组织一次演练。", -6, "overdue"),
    ("提交首期边坡变形监测报告。", 14, "reported"),
    ("补测地下水水位两期，数据接入平台。", 45, "returned"),
)
DONE = "已按要求完成，现场照片和验收记录随附，请核验。（演示）"
MORE = "验收记录缺少第三方签字，请补充后再报。（演示）"
COMMENTS = (
    ("运输道路离村子近，旱季扬尘大，希望增加洒水次数。", "已要求企业在旱季每日洒水不少于四次，并在村口设扬尘监测点。（演示）"),
    ("想知道排土场以后种什么，能不能恢复成草场。", "方案规定排土场平台恢复为天然牧草地，第三年起验收，结果在本平台公开。（演示）"),
)  # fmt: skip


class Stage(People, Protocol):
    """People and mines on whom the stories are played."""

    mines: dict[str, Mine]


def conditions() -> list[Condition]:
    """Conditions whose obligations stand in every state today; due after the opinion, some before today."""
    today = timezone.localdate()
    return [Condition(text, today + dt.timedelta(days=days)) for text, days, _end in CONDITIONS]


def play(stage: Stage) -> None:
    """A delivered decision with its obligations, and a notice with two comments of which one is answered."""
    approved = _latest(stage, "yunhua", Case.State.APPROVED)
    if approved is not None:
        deliver(stage, approved, "applicant")
        _follow(stage, approved)
    for key in ("qingling", "chisong"):
        review = _latest(stage, key, Case.State.REVIEW) if key in stage.mines else None
        if review is not None and not review.notices.exists():
            hear(stage, review, opened=4, answered=1)
    obligation_reminders.send_due()


def hear(stage: Stage, case: Case, *, opened: int, answered: int = 2, days: int | None = None) -> PublicNotice:
    """Open a notice `opened` working days ago; two people comment, and as many as wanted are answered."""
    length = days or max(notices.least_days(case), 10)
    with at(working_days_ago(opened, 9, 5)):
        notice = notices.open_notice(
            case.pk, by=stage.person("office"), days=length,
            text_zh=f"现将《{case.title_zh}》予以公示，公众可在公示期内提出意见，我们逐条答复。（演示）",
            text_en=f"The application {case.number} is open to comments until the closing day. (demo)",
        )  # fmt: skip
    for place, (text, answer) in enumerate(COMMENTS):
        with at(working_days_ago(max(opened - 1, 0), 11 + place)):
            comment = notices.comment(case.number, text=text)
        if place < answered:
            with at(working_days_ago(max(opened - 2, 0), 16, place)):
                notices.answer(comment.pk, by=stage.person("ee.reviewer"), text=answer)
    return notice


def deliver(stage: Stage, case: Case, who: str) -> None:
    """Two days after the signature a person of the company takes the decision from the platform."""
    decision = case.decisions.get(state=Decision.State.SIGNED)
    assert decision.countersigned_at is not None
    with at(min(decision.countersigned_at + dt.timedelta(days=2), timezone.now())):
        delivery.take(case, by=stage.person(who))


def _latest(stage: Stage, key: str, state: str) -> Case | None:
    return Case.objects.filter(mine=stage.mines[key], state=state).order_by("-pk").first()


def _follow(stage: Stage, case: Case) -> None:
    """Let the company report and the department answer, as the table says."""
    ends = {text: end for text, _days, end in CONDITIONS}
    for row in Obligation.objects.filter(matter=case.matter, state=Obligation.State.OPEN).order_by("pk"):
        end = ends.get(row.text, "")
        if end in ("", "overdue"):
            continue
        with at(_day(row, days=5)):
            obligations.report(row.pk, by=stage.person("applicant"), text=DONE)
        if end == "reported":
            continue
        with at(_day(row, days=3)):
            verdict = "accepted" if end == "verified" else "returned"
            reasons = "" if end == "verified" else MORE
            obligations.verify(row.pk, by=stage.person("em.reviewer"), verdict=verdict, text=reasons)


def _day(row: Obligation, *, days: int) -> dt.datetime:
    """Some days before the due date, or before today when that is earlier."""
    before = min(row.due_on, timezone.localdate()) - dt.timedelta(days=days)
    return timezone.make_aware(dt.datetime.combine(before, dt.time(10, 20)))

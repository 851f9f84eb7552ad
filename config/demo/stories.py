"""The cases of the demonstration, each played through the services on the days it happened."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from config.demo import checks as gates
from config.demo import dossiers as contents
from config.demo import follow_ups, meetings
from config.demo.moments import at, working_days_ago
from config.demo.papers import paper
from governance.approval.models import Case, Seat
from governance.approval.services.cases import cases, intake
from governance.approval.services.decisions import decisions
from governance.approval.services.dossiers import dossiers, revisions
from governance.approval.services.seats import opinions, seats
from registry.mines.models import Mine
from registry.scope.models import User

PROCEDURE = "mining-and-restoration-plan"
APPROVE = "各部门意见一致或附条件同意，方案符合法律规定，修复与安全措施同步安排，同意实施。"
REFUSE = "应急管理部门依法提出否决意见，方案不符合安全要求，不予批准。请整改后重新申报。"


@dataclass
class Stage:
    """People and mines on whom the stories are played."""

    people: dict[str, User]
    mines: dict[str, Mine]

    def person(self, username: str) -> User:
        """A person, with rights read afresh."""
        found = self.people[username]
        found.forget_grants()
        return found


def play(stage: Stage) -> None:
    """Play every story."""
    draft(stage, "long", "applicant", days=1)
    _submit(stage, "cangwu", "applicant2", days=2)
    _correcting(stage)
    _in_review(stage)
    _stopped(stage)
    _countersigning(stage)
    _approved(stage)
    _refused(stage)
    accepted(stage, "chisong", "applicant3", days=6)
    _revising(stage)
    follow_ups.play(stage)
    meetings.play(stage)
    _acceptance(stage)


def draft(stage: Stage, key: str, applicant: str, *, days: int) -> Case:
    """A complete draft with its documents."""
    mine, by = stage.mines[key], stage.person(applicant)
    with at(working_days_ago(days, 9)):
        years = f"{timezone.localdate().year + 1}—{timezone.localdate().year + 5}"
        title = f"{mine.name_zh}{years}年开采方案与矿区生态修复方案"
        case = cases.open_case(
            mine.pk, PROCEDURE, by=by, title_zh=title,
            title_en=f"{mine.name_en}: mining and ecological restoration plan {years.replace('—', '–')}",
        )  # fmt: skip
        first = timezone.localdate().year + 1
        is_pit = mine.method != Mine.Method.UNDERGROUND
        contents.fill(case, contents.open_pit(first) if is_pit else contents.underground(first), by=by)
        for document in case.frozen.documents:
            if document.is_required:
                file = paper(document.name_zh, mine.name_zh)
                dossiers.upload(case.pk, document.code, by=by, file=file)
    return case


def _submit(stage: Stage, key: str, applicant: str, *, days: int) -> Case:
    case = draft(stage, key, applicant, days=days + 2)
    with at(working_days_ago(days, 15, 20)):
        return cases.submit(case.pk, by=stage.person(applicant))


def accepted(stage: Stage, key: str, applicant: str, *, days: int) -> Case:
    case = _submit(stage, key, applicant, days=days + 2)
    with at(working_days_ago(days, 9, 12)):
        intake.accept(case.pk, by=stage.person("clerk"))
    case.refresh_from_db()
    return case


def opine(stage: Stage, case: Case, who: str, kind: str, *, days: int, **given: object) -> None:
    function = {"nr": "natural_resources", "em": "emergency_management", "ee": "ecology_environment"}[who.split(".")[0]]
    with at(working_days_ago(days, 15, 30)):
        seat = Seat.objects.get(round__case=case, function=function)
        opinions.give(seat.pk, by=stage.person(who), kind=kind, **given)  # type: ignore[arg-type]


def _correcting(stage: Stage) -> None:
    case = _submit(stage, "luoyan", "applicant2", days=5)
    items = [
        {"section": "safety", "text": "补充矸石山边坡稳定性计算书及计算工况说明。"},
        {"section": "documents", "text": "村民委员会听取意见的会议记录缺少签到表。"},
    ]
    with at(working_days_ago(3, 11)):
        due = timezone.localdate() + dt.timedelta(days=21)
        intake.ask_corrections(case.pk, by=stage.person("clerk"), items=items, due_on=due)


def _in_review(stage: Stage) -> None:
    """The main story, ready to be played to its end: only emergency management still has to speak."""
    case = accepted(stage, "qingling", "applicant", days=11)
    _clear(stage, case, days=10)
    with at(working_days_ago(10, 9, 40)):
        seat = Seat.objects.get(round__case=case, function="emergency_management")
        seats.assign(seat.pk, by=stage.person("em.head"), officer_id=stage.person("em.reviewer").pk)
    opine(
        stage, case, "nr.reviewer", "support", days=5,
        reasons="矿区范围与国土空间规划“三区三线”无冲突，开采方案与资源储量相符。",
    )  # fmt: skip
    opine(
        stage, case, "ee.reviewer", "conditions", days=2, reasons="同意，附地下水监测与表土保护条件。",
        conditions=[
            opinions.Condition("在排土场下游新增地下水监测井2口，数据接入平台。", _in(120)),
            opinions.Condition("表土剥离厚度不少于30厘米，单独堆存并采取防护措施。", _in(60)),
        ],
    )  # fmt: skip


def _stopped(stage: Stage) -> None:
    case = accepted(stage, "hongshi", "applicant2", days=9)
    opine(stage, case, "nr.reviewer", "support", days=6, reasons="采矿权有效，范围无重叠。")
    opine(
        stage, case, "em.reviewer", "object", days=1, ground="煤矿安全生产条例第三十六条",
        reasons="水文地质补充勘探未完成，防治水设计依据不足，属重大事故隐患情形。",
    )  # fmt: skip


def _speak_all(stage: Stage, case: Case, *, days: int, more: Sequence[opinions.Condition] = ()) -> None:
    opine(stage, case, "nr.reviewer", "support", days=days + 4, reasons="开采方案与储量核实结果一致。")
    opine(
        stage, case, "em.reviewer", "conditions", days=days + 1, reasons="稳定性满足要求，须按期建成在线监测。",
        conditions=[opinions.Condition("排土场边坡位移在线监测于投用前完成验收。", _in(90)), *more],
    )  # fmt: skip
    opine(stage, case, "ee.reviewer", "support", days=days, reasons="修复目标与生态分区要求相符。")


def _clear(stage: Stage, case: Case, *, days: int) -> None:
    """Open the public notice and record the gates, so that nothing but the departments is waited for."""
    follow_ups.hear(stage, case, opened=days, days=7)
    gates.record_gates(case, stage)


def _countersigning(stage: Stage) -> None:
    case = accepted(stage, "huamu", "applicant3", days=14)
    _clear(stage, case, days=13)
    _speak_all(stage, case, days=4)
    with at(working_days_ago(1, 16, 5)):
        decisions.propose(case.pk, by=stage.person("office"), outcome="approve", reasons=APPROVE)


def _approved(stage: Stage) -> None:
    case = accepted(stage, "yunhua", "applicant", days=38)
    _clear(stage, case, days=37)
    _speak_all(stage, case, days=26, more=follow_ups.conditions())
    with at(working_days_ago(25, 10)):
        decisions.propose(case.pk, by=stage.person("office"), outcome="approve", reasons=APPROVE)
    with at(working_days_ago(24, 14, 30)):
        decisions.countersign(case.pk, by=stage.person("nr.head"))


def _refused(stage: Stage) -> None:
    case = accepted(stage, "jinliu", "applicant2", days=30)
    opine(
        stage, case, "em.reviewer", "object", days=24, ground="煤矿安全生产条例第三十六条",
        reasons="突出矿井防突系统未经验收，复产条件不具备，设计依据不足。",
    )  # fmt: skip
    with at(working_days_ago(22, 10)):
        decisions.propose(case.pk, by=stage.person("office"), outcome="refuse", reasons=REFUSE)
    with at(working_days_ago(21, 11)):
        decisions.countersign(case.pk, by=stage.person("ee.head"))


def _revising(stage: Stage) -> None:
    """Two departments agreed, the third wants a change: the company changes that part only."""
    case = accepted(stage, "shiquan", "applicant3", days=12)
    opine(stage, case, "nr.reviewer", "support", days=8, reasons="开采方案与储量核实结果一致。")
    opine(stage, case, "ee.reviewer", "support", days=6, reasons="修复目标与生态分区要求相符。")
    items = [{"section": "safety", "text": "补充最终边坡在暴雨工况下的稳定性计算，并相应调整监测点。"}]
    with at(working_days_ago(3, 10, 30)):
        due = timezone.localdate() + dt.timedelta(days=21)
        revisions.ask_revision(case.pk, by=stage.person("office"), items=items, due_on=due)


def _acceptance(stage: Stage) -> None:
    """A part of the approved plan is done: the company asks for its stage acceptance."""
    mine, by = stage.mines["yunhua"], stage.person("applicant")
    first = timezone.localdate().year + 1
    with at(working_days_ago(6, 9)):
        case = cases.open_case(
            mine.pk, "restoration-stage-acceptance", by=by, title_zh=f"{mine.name_zh}矿区生态修复阶段验收",
            title_en=f"{mine.name_en}: stage acceptance of restoration",
        )  # fmt: skip
        contents.fill(case, contents.acceptance(first), by=by)
        for document in case.frozen.documents:
            if document.is_required:
                dossiers.upload(case.pk, document.code, by=by, file=paper(document.name_zh, mine.name_zh))
    with at(working_days_ago(5, 15)):
        cases.submit(case.pk, by=by)
    with at(working_days_ago(4, 9, 30)):
        intake.accept(case.pk, by=stage.person("clerk"))


def _in(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)

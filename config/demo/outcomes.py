"""What decisions lead to: an amendment that carries one obligation over and ends another, and the matters of mine safety.

A restart and a safety design of invented coal mines wait for the departments of emergency management and mine safety.
"""

import datetime as dt

from config.demo import checks as gates
from config.demo import dossiers, follow_ups, mines, stories
from config.demo.moments import at, working_days_ago
from config.demo.papers import paper
from governance.approval.models import Case, Opinion, Seat
from governance.approval.services.cases import cases, intake, links
from governance.approval.services.decisions import decisions
from governance.approval.services.dossiers import dossiers as papers
from governance.approval.services.obligations import obligation_carrying
from governance.approval.services.seats import opinions
from registry.matters.models import Obligation
from registry.mines.models import Mine
from registry.scope.models import Organisation

KEPT, DROPPED = "雨季前完成排洪沟清淤并经验收。", "试用期内每月报送爆破振动监测结果。"
ENDING = "变更后改用非爆破剥离工艺，爆破振动监测不再适用，予以终止。"
CHANGE = "剥离工艺由爆破改为连续松动，年度进度不变，修复与安全措施不减。（演示）"
ROWS = (
    mines.Row("duanya", "断崖沟煤矿", "Duanyagou Colliery", "150627", (109.98, 39.62), "cangwu", "suspended", "underground", "coal", "1.2", "340", 0.9, "high"),
    mines.Row("mulin", "牧林井煤矿", "Mulinjing Colliery", "150626", (108.72, 39.12), "cangwu", "new", "underground", "coal", "2.4", "480", 1.0, "low"),
    mines.Row("songtan", "松滩露天煤矿", "Songtan Open-pit", "152502", (115.72, 43.58), "qingling", "producing", "open_pit", "coal", "3", "110", 1.0),
)  # fmt: skip
#: The mines are registered before every story; their numbers follow those of the others.
BEFORE, FIRST = 230, 27


def play(stage: stories.Stage, bodies: dict[str, Organisation]) -> None:
    """Register the mines and play the three stories."""
    with at(working_days_ago(BEFORE)):
        stage.mines |= {row.key: mines.register(place, row, bodies) for place, row in enumerate(ROWS, FIRST)}
    amend(stage)
    review(stage, "duanya", "restart-after-stoppage", "停产整顿后恢复生产验收", "restart after the stoppage", days=5)
    review(stage, "mulin", "safety-design-coal", "煤矿安全设施设计审查", "safety facility design", days=8)


def amend(stage: stories.Stage) -> Case:
    """A plan with two obligations, amended: one is carried over, the other ended with its reason."""
    plan = stories.accepted(stage, "songtan", "applicant", days=62)
    due = working_days_ago(0).date()
    conditions = [
        opinions.Condition(KEPT, due + dt.timedelta(days=40), "验收意见书"),
        opinions.Condition(DROPPED, due + dt.timedelta(days=75), "监测月报"),
    ]
    _decide(stage, plan, days=60, conditions=conditions)
    with at(working_days_ago(30, 9)):
        case = links.open_amendment(
            plan.pk, by=stage.person("applicant"), scope=Case.Scope.MAJOR, title_zh=f"{plan.title_zh}（变更）",
            title_en=f"{plan.title_en} (amendment)",
        )  # fmt: skip
        _hand_in(stage, case, "applicant")
    _accept(stage, case, "applicant", days=26)
    ends = dict(Obligation.objects.filter(matter=plan.matter, text=DROPPED).values_list("pk", "text"))
    choices = {pk: obligation_carrying.Wish(is_carried=False, reason=ENDING) for pk in ends}
    _decide(stage, case, days=24, choices=choices)
    return case


def review(stage: stories.Stage, key: str, code: str, title_zh: str, title_en: str, *, days: int) -> Case:
    """A case of mine safety that waits for its departments."""
    mine, by = stage.mines[key], stage.person("applicant2")
    with at(working_days_ago(days + 3, 9)):
        case = cases.open_case(
            mine.pk, code, by=by, title_zh=f"{mine.name_zh}{title_zh}", title_en=f"{mine.name_en}: {title_en}"
        )
        is_pit = mine.method != Mine.Method.UNDERGROUND
        first = working_days_ago(0).year + 1
        dossiers.fill(case, dossiers.open_pit(first) if is_pit else dossiers.underground(first), by=by)
        _hand_in(stage, case, "applicant2")
    _accept(stage, case, "applicant2", days=days)
    return case


def _hand_in(stage: stories.Stage, case: Case, who: str) -> None:
    for document in case.frozen.documents:
        if document.is_required:
            file = paper(document.name_zh, case.mine.name_zh)
            papers.upload(case.pk, document.code, by=stage.person(who), file=file)


def _accept(stage: stories.Stage, case: Case, who: str, *, days: int) -> None:
    with at(working_days_ago(days + 2, 15)):
        cases.submit(case.pk, by=stage.person(who))
    with at(working_days_ago(days, 9, 30)):
        intake.accept(case.pk, by=stage.person("clerk"))
    case.refresh_from_db()


def _decide(
    stage: stories.Stage,
    case: Case,
    *,
    days: int,
    conditions: list[opinions.Condition] | None = None,
    choices: dict[int, obligation_carrying.Wish] | None = None,
) -> None:
    """Hear the public, record the gates, let the departments speak, and sign; `days` ago the notice opened."""
    follow_ups.hear(stage, case, opened=days, days=7)
    gates.record_gates(case, stage)
    people = {
        "natural_resources": "nr.reviewer", "emergency_management": "em.reviewer", "ecology_environment": "ee.reviewer"
    }  # fmt: skip
    with at(working_days_ago(days - 12, 15)):
        for seat in Seat.objects.filter(round__case=case, state=Seat.State.OPEN).order_by("position"):
            sets = conditions if seat.function == "emergency_management" else None
            opinions.give(
                seat.pk, by=stage.person(people[seat.function]),
                kind=Opinion.Kind.CONDITIONS if sets else Opinion.Kind.SUPPORT, conditions=sets or [],
                reasons="经审查，符合本部门职责范围内的要求。（演示）",
            )  # fmt: skip
    with at(working_days_ago(days - 13, 10)):
        decisions.propose(
            case.pk, by=stage.person("office"), outcome="approve", reasons=stories.APPROVE, choices=choices
        )
    with at(working_days_ago(days - 14, 15)):
        decisions.countersign(case.pk, by=stage.person("nr.head"))

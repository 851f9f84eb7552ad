"""A year of decided cases on further invented mines, so that what joint review saves can be measured and drawn."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from config.demo import checks as gates
from config.demo import follow_ups, mines, stories
from config.demo.moments import at, working_days_ago
from governance.approval.models import Case
from governance.approval.services.clocks import clocks
from governance.approval.services.decisions import decisions
from governance.approval.services.seats import opinions
from registry.messages.services import notifications
from registry.scope.models import Organisation

#: No story is older; the mines are registered before.
BEFORE = 230
WHO = ("nr.reviewer", "em.reviewer", "ee.reviewer")
SAID = ("开采方案与储量核实结果一致。", "安全设施与灾害防治措施满足要求。", "修复目标与生态分区要求相符。")
CONDITION = "按季度报送边坡位移和地下水位监测成果。"
GROUND = "煤矿安全生产条例第三十六条"
OBJECTION = "水文地质条件未查清，防治水设计依据不足。"


class Past(NamedTuple):
    """One decided case: who applied, when it was accepted, after how many working days the departments spoke.

    `after` counts the days from the acceptance for natural resources, emergency management and ecology; `signed` the days
    to the second signature, `paused` those of an expert review in between.
    """

    mine: mines.Row
    applicant: str
    accepted: int
    after: tuple[int, int, int]
    signed: int
    paused: int = 0
    refused: bool = False


def _row(
    key: str, zh: str, en: str, region: str, place: tuple[float, float], holder: str, kind: str, size: str
) -> mines.Row:
    method, mineral = kind.split("/")
    return mines.Row(key, zh, en, region, place, holder, "producing", method, mineral, size, "150", 1.0)


PAST = (
    Past(_row("past1", "白鹿滩露天煤矿", "Bailutan Open-pit", "150622", (111.02, 39.62), "qingling", "open_pit/coal", "5"), "applicant", 210, (8, 12, 10), 19),
    Past(_row("past2", "柳条沟煤矿", "Liutiaogou Colliery", "150627", (109.62, 39.52), "cangwu", "underground/coal", "1.8"), "applicant2", 196, (11, 17, 9), 24, paused=4),
    Past(_row("past3", "乌兰坡铁矿", "Wulanpo Iron Mine", "150222", (110.35, 41.12), "shiquan", "open_pit/iron", "1.6"), "applicant3", 184, (7, 9, 13), 17),
    Past(_row("past4", "东沙梁露天煤矿", "Dongshaliang Open-pit", "150621", (109.85, 40.22), "qingling", "open_pit/coal", "3"), "applicant", 158, (6, 11, 8), 15),
    Past(_row("past5", "鹰嘴崖铜矿", "Yingzuiya Copper Mine", "150424", (118.32, 43.48), "shiquan", "underground/copper", "0.9"), "applicant3", 147, (12, 19, 11), 28, paused=5),
    Past(_row("past6", "黑水淖煤矿", "Heishuinao Colliery", "150626", (108.62, 38.85), "cangwu", "underground/coal", "2.1"), "applicant2", 133, (6, 8, 0), 14, refused=True),
    Past(_row("past7", "石门坎石灰石矿", "Shimenkan Limestone Quarry", "150303", (106.82, 39.36), "shiquan", "open_pit/limestone", "1"), "applicant3", 96, (5, 7, 9), 13),
    Past(_row("past8", "清水塬露天煤矿", "Qingshuiyuan Open-pit", "150622", (110.72, 39.95), "qingling", "open_pit/coal", "4"), "applicant", 70, (7, 10, 9), 16),
)  # fmt: skip


def play(stage: stories.Stage, bodies: dict[str, Organisation], past: Sequence[Past] = PAST) -> list[Case]:
    """Register the mines and decide one case on each, on the days it happened."""
    first = len(mines.ROWS) + 1
    with at(working_days_ago(BEFORE)):
        stage.mines |= {one.mine.key: mines.register(place, one.mine, bodies) for place, one in enumerate(past, first)}
    cases = [_decided(stage, one) for one in past]
    for username in stage.people:
        notifications.mark_all_read(by=stage.person(username))
    return cases


def _decided(stage: stories.Stage, one: Past) -> Case:
    case = stories.accepted(stage, one.mine.key, one.applicant, days=one.accepted)
    if not one.refused:
        follow_ups.hear(stage, case, opened=one.accepted - 1, days=7)
        gates.record_gates(case, stage)
    spoken = sorted((after, who, text) for who, after, text in zip(WHO, one.after, SAID, strict=True) if after)
    for place, (after, who, text) in enumerate(spoken, 1):
        if place == len(spoken) and one.paused:
            _expert_review(stage, case, one)
        _speak(stage, case, who, one, after, text)
    signed = one.accepted - one.signed
    outcome, reasons = ("refuse", stories.REFUSE) if one.refused else ("approve", stories.APPROVE)
    with at(working_days_ago(signed + 1, 10)):
        decisions.propose(case.pk, by=stage.person("office"), outcome=outcome, reasons=reasons)
    with at(working_days_ago(signed, 15)):
        decisions.countersign(case.pk, by=stage.person("nr.head"))
    follow_ups.deliver(stage, case, one.applicant)
    return case


def _expert_review(stage: stories.Stage, case: Case, one: Past) -> None:
    """Stop the clocks until the day before the last opinion."""
    held = one.accepted - max(one.after) + 1
    with at(working_days_ago(held + one.paused, 9)):
        clocks.pause(
            case.pk, by=stage.person("office"), reason="组织专家评审边坡与防治水设计。", reason_code="expert-review",
            notice="专家评审所需时间不计入期限，现书面告知。（演示）", expected_days=20, told_by="协治办",
        )  # fmt: skip
    with at(working_days_ago(held, 9)):
        clocks.resume(case.pk, by=stage.person("office"))


def _speak(stage: stories.Stage, case: Case, who: str, one: Past, after: int, text: str) -> None:
    days = one.accepted - after
    if who != "em.reviewer":
        stories.opine(stage, case, who, "support", days=days, reasons=text)
    elif one.refused:
        stories.opine(stage, case, who, "object", days=days, ground=GROUND, reasons=OBJECTION)
    else:
        due = working_days_ago(0).date() + dt.timedelta(days=120 + one.accepted)
        conditions = [opinions.Condition(CONDITION, due)]
        stories.opine(stage, case, who, "conditions", days=days, reasons=text, conditions=conditions)

"""The gates of the demonstration's cases, recorded by the departments through the service."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils import timezone

from config.demo.moments import at
from config.demo.papers import paper
from governance.approval.models import Case
from governance.approval.services.checks import checks
from registry.scope.models import User


class People(Protocol):
    """Who acts in a story."""

    def person(self, username: str) -> User:
        """A person, with rights read afresh."""
        ...


@dataclass(frozen=True)
class Gate:
    """Who records a gate, how many days before its record it happened, and on what evidence."""

    who: str
    days_before: int
    text: str
    village_representatives: str = ""
    experts: str = ""


GATES: dict[str, Gate] = {
    "gate-publicity": Gate(
        "nr.reviewer", 24, "修复方案已在矿区影响范围内的嘎查村公告栏和旗政府网站公示10个工作日，公示照片存档。（演示）"
    ),
    "gate-village-hearing": Gate(
        "nr.reviewer",
        16,
        "已召开座谈会听取村民委员会、集体经济组织和村民代表意见，31人到会签名，意见已在方案中说明。（演示）",
    ),
    "gate-security": Gate(
        "fund", 6, "银行保函原件已核对，金额不低于首个五年的治理恢复费用，有效期覆盖方案服务期。（演示）"
    ),
    "gate-restoration-money": Gate("fund", 5, "专户对账单已核对，本年度应提取的矿区生态修复费用已足额提取。（演示）"),
    "gate-major-hazard": Gate("em.reviewer", 4, "查询隐患台账并经现场复核，没有尚未销号的重大事故隐患。（演示）"),
    "gate-site-visit": Gate(
        "nr.reviewer",
        2,
        "会同生态环境部门现场核查，逐区测量复核，专家和村民代表到场签名。（演示）",
        village_representatives="乌兰（青岭村）\n巴图（青岭村）",
        experts="专家甲（水工环地质）\n专家乙（土地复垦）\n专家丙（植被恢复）",
    ),
    "gate-owed-reclamation": Gate(
        "nr.reviewer", 3, "核对历年土地复垦验收台账，该采矿权人没有应复垦而未复垦的土地。（演示）"
    ),
}


def record_gates(case: Case, stage: People, *, when: dt.datetime | None = None, but: Collection[str] = ()) -> None:
    """Record every gate that the case asks for as passed, one after the other, from `when` on.

    Without `when` the first is recorded on the morning after the acceptance. Gates named in `but` stay open.
    """
    moment = min(when or _morning_after(case), timezone.now())
    for code in checks.recorded_codes(case):
        gate = GATES.get(code)
        if gate is None or code in but:
            continue
        with at(moment):
            day = timezone.localdate() - dt.timedelta(days=gate.days_before)
            given: dict[str, Any] = {"village_representatives": gate.village_representatives, "experts": gate.experts}
            file = paper("现场核查记录及签到表", case.mine.name_zh) if gate.experts else None
            checks.record(
                case.pk, code, by=stage.person(gate.who), state="pass", happened_on=day, text=gate.text, file=file,
                **(given if gate.experts else {}),
            )  # fmt: skip
        moment += dt.timedelta(minutes=7)


def _morning_after(case: Case) -> dt.datetime:
    accepted = timezone.localtime(case.accepted_at or timezone.now())
    return accepted.replace(hour=10, minute=5) + dt.timedelta(days=1)

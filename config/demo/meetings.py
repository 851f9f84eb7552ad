"""Conflicts of the demonstration and a sitting of the committee, played through the services."""

import datetime as dt
from typing import Protocol

from django.utils import timezone

from config.demo.checks import People
from config.demo.moments import at, working_days_ago
from governance.approval.models import Case, Conflict, Seat
from governance.approval.services.conflicts import conflict_acts
from governance.approval.services.conflicts.case_agenda import of_conflict
from governance.approval.services.seats import opinions
from governance.committee.models import Meeting
from governance.committee.services import agendas, meeting_votes, meetings
from registry.mines.models import Mine

MEMBERS = ("member", "member2", "member3")
STATEMENTS = {
    "em.reviewer": "边坡水压不降下来，稳定系数达不到设计要求，必须先疏干再开采。（演示）",
    "ee.reviewer": "泉水和第四系含水层是下游牧民的饮水水源，降深过大不可逆。（演示）",
}
OPTION = "分三期降低水位，每期降深不超过三米，观测井水位低于限值即停止疏干并报告。（演示）"


class Stage(People, Protocol):
    """People and mines on whom the stories are played."""

    mines: dict[str, Mine]


def play(stage: Stage) -> None:
    """A closed sitting that upheld an objection, and contradictory conditions in an open conflict."""
    stopped = _latest(stage, "hongshi", Case.State.STOPPED)
    if stopped is not None:
        uphold(stage, stopped)
    reviewed = _latest(stage, "chisong", Case.State.REVIEW)
    if reviewed is not None:
        contradict(stage, reviewed)


def _latest(stage: Stage, key: str, state: str) -> Case | None:
    return Case.objects.filter(mine=stage.mines[key], state=state).order_by("-pk").first()


def contradict(stage: Stage, case: Case, *, days: int = 3) -> Conflict:
    """Safety and ecology set conditions on drainage that contradict each other; both gave reasons, one option lies."""
    said = (
        ("em.reviewer", "emergency_management", "safety", "开采前将采场和边坡疏干至坑底标高以下五米。（演示）"),
        ("ee.reviewer", "ecology_environment", "ecology", "疏干排水不得使第四系含水层水位下降超过五米。（演示）"),
    )
    for number, (who, function, side, text) in enumerate(said):
        with at(working_days_ago(days - number, 10, 20)):
            seat = Seat.objects.get(round__case=case, function=function, state=Seat.State.OPEN)
            due = timezone.localdate() + dt.timedelta(days=180)
            condition = opinions.Condition(text, due, topic="drainage", side=side)
            opinions.give(
                seat.pk, by=stage.person(who), kind="conditions", reasons="附条件同意。", conditions=[condition]
            )
    conflict = Conflict.objects.get(case=case, key="topic:drainage")
    for number, (who, text) in enumerate(STATEMENTS.items()):
        with at(working_days_ago(1, 10 + number, 40)):
            conflict_acts.state(conflict.pk, by=stage.person(who), text=text)
    with at(working_days_ago(1, 15)):
        conflict_acts.propose_option(conflict.pk, by=stage.person("office"), text=OPTION)
    return conflict


def uphold(stage: Stage, case: Case, *, days: int = 1) -> Meeting:
    """The office takes the objection to the committee, which upholds it by an open vote; the minutes are signed."""
    office, conflict = stage.person("office"), Conflict.objects.get(case=case, key="opinions")
    held_at = working_days_ago(days, 17)
    with at(working_days_ago(days, 16)):
        conflict_acts.state(conflict.pk, by=stage.person("em.reviewer"), text="补充勘探完成前不能同意。（演示）")
        reason = "两部门意见不一致，部门之间未能协商一致。（演示）"
        conflict_acts.raise_level(conflict.pk, by=office, reason=reason)
        conflict_acts.raise_level(conflict.pk, by=office, reason="否决意见只能由委员会表决处理。（演示）")
    with at(working_days_ago(days, 16, 10)):
        question = f"{case.mine.name_zh}：是否维持应急管理部门的反对意见？"
        meeting = meetings.call(
            by=office, kind="committee", title_zh="矿区协同治理委员会专题会议（演示）",
            title_en="Special sitting of the committee (demo)", held_at=held_at, place="办公楼三层会议室",
            items=[agendas.Draft(case.pk, *of_conflict(conflict), question=question, settlement="upheld")],
        )  # fmt: skip
    members = [stage.person(name) for name in MEMBERS]
    with at(held_at):
        present = [one.pk for one in [*members, stage.person("em.head"), stage.person("nr.head")]]
        meetings.open_sitting(meeting.pk, by=office, present=present, chair_id=members[0].pk)
        item = meeting.items.get()
        for person, choice in zip(members, ("for", "for", "abstain"), strict=True):
            meeting_votes.vote(item.pk, by=person, choice=choice)
    with at(working_days_ago(days, 17, 30)):
        text = "水文地质补充勘探未完成，反对意见成立，予以维持；企业完成补勘后可重新申报。（演示）"
        meeting_votes.close_item(item.pk, by=members[0], text=text)
        minutes = "会议听取了应急管理部门和自然资源部门的意见，经表决维持反对意见。（演示）"
        return meetings.close(meeting.pk, by=members[0], minutes=minutes)

"""Cases with conflicts, and the committee that settles them."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from governance.approval.models import Case, Conflict, ConflictKind
from governance.approval.services.conflicts import conflict_acts
from governance.approval.services.conflicts.case_agenda import of_check, of_conflict
from governance.approval.services.seats import opinions
from governance.committee.models import AgendaItem, Meeting
from governance.committee.services import agendas, meeting_votes, meetings
from registry.scope.models import Organisation, Role, User
from tests.factories import cases as stages
from tests.factories import organisations
from tests.factories.memberships import member
from tests.factories.procedures import refreeze

WORDS = "理由充分，依据明确，写满十个字以上。"
NR, EM, EE = "natural_resources", "emergency_management", "ecology_environment"


@dataclass
class Table:
    """A scene with its committee."""

    scene: stages.Scene
    committee: Organisation
    members: list[User] = field(default_factory=list)


def table(here: stages.Scene | None = None, *, members: int = 3) -> Table:
    """A committee above the office of the scene, with members."""
    here = here or stages.scene()
    body = organisations.committee(here.mine.region_code, name_zh="测试委员会", name_en="Test committee")
    here.office.parent = body
    here.office.save(update_fields=["parent"])
    return Table(here, body, [member(Role.COMMITTEE_MEMBER, body) for _number in range(members)])


def topic(code: str = "drainage") -> ConflictKind:
    """A kind of conflict of the catalogue."""
    found = ConflictKind.objects.filter(code=code).first()
    return found or ConflictKind.objects.create(
        code=code,
        name_zh="疏干排水",
        name_en="Drainage",
        safety_zh="降低边坡水压，疏干采场",
        safety_en="depressurise the slope, dewater the mine",
        ecology_zh="含水层和泉水水位下降",
        ecology_en="aquifer and springs fall",
        settlement_zh="分阶段降水位并设观测井限值",
        settlement_en="staged drawdown with an observation-well limit",
        source_zh="本平台设计",
        source_en="design of this platform",
        certainty="design",
        valid_from=dt.date(2026, 1, 1),
    )


def overcomable(case: Case, **vote: str) -> Case:
    """Let the frozen procedure name the committee as the body that may overcome a veto."""
    rules = {"quorum": "1/2", "majority": "1/2", "tie": "rejected", "ballot": "open", **vote}
    return refreeze(case, veto_settler="committee", **({"vote": rules} if vote else {}))


def objected(here: stages.Scene, case: Case | None = None, *, others: str = "support") -> Conflict:
    """A stopped case: ecology supported, emergency management objected."""
    case = case or stages.in_review(here)
    refreeze(case, veto_settler="", vote={})
    stages.speak(here, case, EE, others, **({"conditions": [_condition()]} if others == "conditions" else {}))
    stages.speak(here, case, EM, "object", ground="煤矿安全生产条例第三十六条", reasons="边坡角大于设计最大值。")
    return case.conflicts.get()


def _condition() -> opinions.Condition:
    return opinions.Condition("补充监测井两口", dt.date(2099, 1, 1))


def contradicted(here: stages.Scene, case: Case | None = None) -> Conflict:
    """A case in which safety and ecology set conditions that contradict each other."""
    case = case or stages.in_review(here)
    kind = topic()
    for function, side, text in ((EM, "safety", "开采前疏干至底板以下"), (EE, "ecology", "水位降深不超过五米")):
        given = opinions.Condition(text, dt.date(2099, 1, 1), topic=kind.code, side=side)
        stages.speak(here, case, function, "conditions", conditions=[given])
    return case.conflicts.get(kind="conditions")


def raised(conflict: Conflict, here: stages.Scene, level: str = "committee") -> Conflict:
    """The conflict at the level of a joint meeting or of the committee."""
    conflict.refresh_from_db()
    while conflict.level != level:
        conflict = conflict_acts.raise_level(conflict.pk, by=here.officer, reason=WORDS)
    return conflict


def draft(conflict: Conflict, settlement: str = "", falls: tuple[int, ...] = ()) -> agendas.Draft:
    """An item on a conflict."""
    return agendas.Draft(
        conflict.case_id, *of_conflict(conflict), question=f"如何处理？{WORDS}", settlement=settlement, falls=falls
    )


def lifting(case: Case, code: str) -> agendas.Draft:
    """An item on a failed check."""
    return agendas.Draft(case.pk, *of_check(code), question="是否解除该项核查？影响轻微。")


def of_item(item: AgendaItem) -> Conflict:
    """The conflict that an item of an agenda is about."""
    return Conflict.objects.get(pk=item.subject)


def asked(conflict: Conflict, settlement: str = "upheld") -> dict[str, Any]:
    """The same as the API takes it."""
    named = {"matter": conflict.case_id, "topic": "conflict", "subject": conflict.pk}
    return {**named, "question": WORDS, "settlement": settlement}


def field_of(conflict: Conflict) -> str:
    """How the page names the question about a conflict."""
    return f"{conflict.case_id}-conflict-{conflict.pk}-"


def planned(at: Table, *drafts: agendas.Draft, kind: str = "committee", **given: Any) -> Meeting:
    """A meeting that was called."""
    return meetings.call(
        by=at.scene.officer,
        kind=kind,
        title_zh="测试会议",
        title_en="Test sitting",
        held_at=timezone.now() + dt.timedelta(days=1),
        items=drafts,
        **given,
    )


def sitting(at: Table, *drafts: agendas.Draft, absent: int = 0, **given: Any) -> Meeting:
    """A sitting that was opened; the last `absent` members did not come, the first takes the chair."""
    meeting = planned(at, *drafts, **given)
    came = at.members[: len(at.members) - absent]
    return meetings.open_sitting(meeting.pk, by=at.scene.officer, present=[one.pk for one in came], chair_id=came[0].pk)


def voted(at: Table, meeting: Meeting, *choices: str, text: str = WORDS) -> Meeting:
    """Everybody voted on the first item, and it was closed."""
    item = meeting.items.get()
    for person, choice in zip(at.members, choices, strict=False):
        meeting_votes.vote(item.pk, by=person, choice=choice)
    meeting_votes.close_item(item.pk, by=at.scene.officer, text=text)
    meeting.refresh_from_db()
    return meeting


def closed(at: Table, meeting: Meeting) -> Meeting:
    """A meeting whose minutes are signed."""
    return meetings.close(meeting.pk, by=at.scene.officer, minutes=WORDS)

"""Checks of a case: what its procedure asks for, and the records that let it pass."""

from typing import Any

from django.utils import timezone

from governance.models import Case, CheckKind, CheckLift, CheckRecord, Meeting
from governance.policies.checks import RECORDERS, THE_OFFICE
from governance.services import checks
from registry.models import Organisation, Role
from tests.factories.cases import Scene
from tests.factories.memberships import member

GATES = tuple(RECORDERS)
EVIDENCE = "材料齐全，已核对原件，符合要求。"


def kinds(*codes: str) -> list[CheckKind]:
    """The catalogue rows of the codes, with names that the tests know."""
    made = [
        CheckKind(
            code=code,
            group=next((group for group in ("spatial", "indicator") if code.startswith(f"{group}-")), "gate"),
            name_zh=f"核查{code}",
            name_en=f"Check {code}",
            source_zh="《矿产资源法》第四十六条",
            source_en="Mineral Resources Law art. 46",
            certainty="verified",
            valid_from="2026-01-01",
            is_recorded=code in RECORDERS,
        )
        for code in codes
    ]
    texts = ["name_zh", "name_en", "source_zh", "source_en", "certainty"]
    CheckKind.objects.bulk_create(made, update_conflicts=True, unique_fields=["code"], update_fields=texts)
    return list(CheckKind.objects.filter(code__in=codes))


def ask(case: Case, *codes: str, liftable: tuple[str, ...] = (), params: dict[str, Any] | None = None) -> Case:
    """Let the frozen procedure of the case ask for these checks and no others."""
    kinds(*codes)
    case.procedure_copy["checks"] = [
        {
            "code": code,
            "lifted_by": "committee" if code in liftable else "",
            "params": (params or {}).get(code, {}),
            "applies": {},
        }
        for code in codes
    ]
    case.save(update_fields=["procedure_copy"])
    return case


def record(case: Case, code: str, *, state: str = "pass", **fields: Any) -> CheckRecord:
    """A record laid down beside the service, in the name of the office."""
    given = {"happened_on": timezone.localdate(), "text": EVIDENCE, "by": case.opened_by, "organisation": case.office}
    return CheckRecord.objects.create(case=case, code=code, state=state, **(given | fields))


def pass_all(case: Case, scene: Scene) -> Case:
    """Let every check of the case pass: all gates recorded in one insert."""
    CheckRecord.objects.bulk_create(
        CheckRecord(
            case=case,
            code=code,
            state="pass",
            happened_on=timezone.localdate(),
            text=EVIDENCE,
            by=scene.officer,
            organisation=_body(scene, code),
        )
        for code in checks.recorded_codes(case)
    )
    return case


def _body(scene: Scene, code: str) -> Organisation:
    named = [scene.departments[name] for name in RECORDERS.get(code, ()) if name in scene.departments]
    return named[0] if named else scene.office


def lift(case: Case, code: str) -> CheckLift:
    """The committee's vote that lifts a check on the present revision."""
    chair = member(Role.COMMITTEE_MEMBER, case.office)
    meeting = Meeting.objects.create(
        kind="committee", committee=case.office, office=case.office, title_zh="测试会议", title_en="Test sitting",
        held_at=timezone.now(), called_by=chair, chair=chair,
    )  # fmt: skip
    item = meeting.items.create(case=case, check_code=code, question="是否解除？", outcome="adopted")
    revision = case.revisions.order_by("-number")[0]
    return CheckLift.objects.create(
        case=case, revision=revision, code=code, item=item, reason="影响轻微且有补偿措施。", by=chair
    )


__all__ = ["EVIDENCE", "GATES", "THE_OFFICE", "ask", "kinds", "lift", "pass_all", "record"]

"""Checks of a case: what its procedure asks for, and the records that let it pass."""

import datetime as dt
import json
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from governance.approval.models import Case, CheckKind, CheckLift, CheckRecord, IndicatorThreshold
from governance.approval.policies.checks import RECORDERS
from governance.approval.rules.indicators.thresholds import UNITS
from governance.approval.selectors.checks import checks as selectors
from governance.approval.services.checks import checks
from governance.committee.models import Meeting
from registry.layers.models import MapLayer
from registry.matters.models import PublicNotice
from registry.mines.models import Mine
from registry.scope.models import Organisation, Role
from tests.factories.memberships import member
from tests.factories.procedures import refreeze
from tests.factories.scenes import Scene

GATES = tuple(RECORDERS)
EVIDENCE = "材料齐全，已核对原件，符合要求。"


def kinds(*codes: str) -> None:
    """Make the catalogue rows of the codes that are not loaded: as they ship, or invented where none ships."""
    CheckKind.objects.bulk_create([CheckKind(**(_shipped().get(code) or _invented(code))) for code in codes],
                                  ignore_conflicts=True)  # fmt: skip


@cache
def _shipped() -> dict[str, dict[str, Any]]:
    rows = json.loads((settings.DATA_DIR / "catalogues.json").read_text(encoding="utf-8"))["check_kinds"]
    return {row["code"]: row for row in rows}


def _invented(code: str) -> dict[str, Any]:
    return {
        "code": code, "group": selectors.group_of(code), "name_zh": f"核查{code}", "name_en": f"Check {code}",
        "source_zh": "测试", "source_en": "Test", "certainty": "design", "valid_from": "2026-01-01",
    }  # fmt: skip


def ask(case: Case, *codes: str, liftable: tuple[str, ...] = (), params: dict[str, Any] | None = None) -> Case:
    """Let the frozen procedure of the case ask for these checks and no others."""
    kinds(*codes)
    checks = [
        {
            "code": code,
            "lifted_by": "committee" if code in liftable else "",
            "params": (params or {}).get(code, {}),
            "applies": {},
        }
        for code in codes
    ]
    return refreeze(case, checks=checks)


def record(case: Case, code: str, *, state: str = "pass", **fields: Any) -> CheckRecord:
    """A record laid down beside the service, in the name of the office."""
    given = {"happened_on": timezone.localdate(), "text": EVIDENCE, "by": case.opened_by, "organisation": case.office}
    return CheckRecord.objects.create(case=case, code=code, state=state, **(given | fields))


def pass_all(case: Case, scene: Scene) -> Case:
    """Let every check of the case pass, with few queries: gates recorded, layers that are empty where the mine lies.

    The mine moves to a place of its own, so that mines of one test never overlap; where no threshold is loaded the
    indicators get one that only advises.
    """
    codes = [one.code for one in case.frozen.checks]
    groups = {selectors.group_of(code) for code in codes}
    if "spatial" in groups:
        _clear_land(case, scene)
    if "indicator" in groups and not IndicatorThreshold.objects.filter(code__in=UNITS).exists():
        IndicatorThreshold.objects.bulk_create(_advice(code, unit) for code, unit in UNITS.items())
    if recorded := checks.recorded_codes(case):
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
            for code in recorded
        )
    if "gate-notice" in codes:
        today = timezone.localdate()
        PublicNotice.objects.create(
            matter=case.matter, text_zh="公示", text_en="Notice", opened_by=scene.officer,
            opens_on=today - dt.timedelta(days=12), closes_on=today - dt.timedelta(days=1),
        )  # fmt: skip
    return case


def _clear_land(case: Case, scene: Scene) -> None:
    """Layers of every kind that cover the nation and hold nothing, and a boundary that no other mine touches."""
    MapLayer.objects.bulk_create(
        (
            MapLayer(
                kind=kind, name_zh="空图层", name_en="Empty layer", source="Test", data_date=timezone.localdate(),
                certainty="design", is_simulated=case.mine.is_simulated, feature_count=0, content_hash="0" * 64,
                west=73, south=3, east=135, north=54,
            )
            for kind in MapLayer.Kind
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    west, south = 85 + case.mine_id % 300 * 0.02, 33 + case.mine_id // 300 % 100 * 0.02
    ring = [[west, south], [west + 0.01, south], [west + 0.01, south + 0.01], [west, south + 0.01], [west, south]]
    Mine.objects.filter(pk=case.mine_id).update(
        boundary={"type": "Polygon", "coordinates": [ring]},
        longitude=west + 0.005, latitude=south + 0.005, version=F("version") + 1,
    )  # fmt: skip
    for held in (case.mine, scene.mine):
        if held.pk == case.mine_id:
            held.refresh_from_db()


def _advice(code: str, unit: str) -> IndicatorThreshold:
    return IndicatorThreshold(
        code=code, name_zh=code, name_en=code, unit=unit, minimum=0, blocks=False, certainty="design",
        source_zh="测试", source_en="Test", valid_from=dt.date(2020, 1, 1),
    )  # fmt: skip


def _body(scene: Scene, code: str) -> Organisation:
    named = [scene.departments[name] for name in RECORDERS.get(code, ()) if name in scene.departments]
    return named[0] if named else scene.office


def lift(case: Case, code: str, *, revision: int | None = None) -> CheckLift:
    """The committee's vote that lifts a check, on the present revision unless another is named."""
    chair = member(Role.COMMITTEE_MEMBER, case.office)
    meeting = Meeting.objects.create(
        kind="committee", committee=case.office, office=case.office, title_zh="测试会议", title_en="Test sitting",
        held_at=timezone.now(), called_by=chair, chair=chair,
    )  # fmt: skip
    item = meeting.items.create(matter=case.matter, topic="check", code=code, question="是否解除？", outcome="adopted")
    frozen = case.revisions.filter(number=revision) if revision else case.revisions.order_by("-number")
    return CheckLift.objects.create(
        case=case, revision=frozen[0], code=code, item=item, reason="影响轻微且有补偿措施。", by=chair
    )

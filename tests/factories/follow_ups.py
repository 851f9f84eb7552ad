"""What comes after a decision: obligations, notices, comments, and the procedures of linked cases."""

import datetime as dt
import json
import tempfile
from pathlib import Path
from typing import Any

from django.utils import timezone

from governance.approval.models import Case, Decision, Procedure
from governance.approval.services.obligations import obligation_making
from governance.approval.services.procedures import procedures
from registry.matters.models import Obligation, PublicComment, PublicNotice
from registry.scope.models import Organisation
from registry.scope.rules.grants import System
from tests.factories.procedures import content


def procedure_of_kind(kind: str, code: str) -> Procedure:
    """A procedure of a kind, like the joint approval but for its code."""
    found = Procedure.objects.filter(kind=kind).first()
    if found is None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "procedures.json"
            path.write_text(json.dumps({"procedures": [content(code=code, version=1)]}), encoding="utf-8")
            procedures.load(path)
        Procedure.objects.filter(code=code).update(kind=kind)
        found = Procedure.objects.get(code=code)
    return found


def amendment_procedure() -> Procedure:
    """How an approved plan is amended."""
    return procedure_of_kind("amendment", "plan-amendment")


def reconsideration_procedure() -> Procedure:
    """How a decision is reconsidered."""
    return procedure_of_kind("reconsideration", "reconsideration")


def ensured(case: Case) -> list[Obligation]:
    """The obligations of a decided case."""
    obligation_making.create_from(case.decisions.get(state="signed"), by=System("tests"))
    return list(Obligation.objects.filter(matter=case.matter).order_by("pk"))


def decision_of(row: Obligation) -> Decision:
    """The signed decision of the case that left the obligation."""
    return Decision.objects.get(case=row.matter_id, state="signed")


def obligation(decision: Decision, verifier: Organisation, *, days: int = 90, **fields: Any) -> Obligation:
    """One more obligation of a decision, due in so many days."""
    case = decision.case
    given = {"text": "排土场边坡位移在线监测完成验收", "due_on": timezone.localdate() + dt.timedelta(days=days)}
    return Obligation.objects.create(
        matter=case.matter, source=decision.document_number, mine=case.mine, region_code=case.region_code,
        holder=case.applicant, verifier=verifier, **(given | fields),
    )  # fmt: skip


def notice(case: Case, *, opened: int = 0, days: int = 10, **fields: Any) -> PublicNotice:
    """A notice that opened so many days ago for so many days."""
    first = timezone.localdate() - dt.timedelta(days=opened)
    given = {"text_zh": "现将该矿方案予以公示，公众可提出意见。", "opened_by": case.opened_by}
    return PublicNotice.objects.create(
        matter=case.matter, opens_on=first, closes_on=first + dt.timedelta(days=days), **(given | fields)
    )


def comment(on: PublicNotice, **fields: Any) -> PublicComment:
    """A comment with a name that must never be published."""
    given = {"text": "希望控制扬尘。", "name": "秘密姓名", "contact": "13800000000"}
    return PublicComment.objects.create(notice=on, **(given | fields))

"""Procedures, loaded the way the product loads them."""

import json
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings

from governance.approval.models import Case, Procedure
from governance.approval.services.procedures import procedures
from tests.factories import rules
from tests.factories.rules import CODE


def data_file() -> Path:
    """The procedures that the product carries."""
    return Path(settings.DATA_DIR) / "procedures.json"


def joint_procedure() -> Procedure:
    """The joint approval of the mining plan and the restoration plan, in force."""
    rules.loaded()
    return Procedure.objects.filter(code=CODE).order_by("-version")[0]


def refreeze(case: Case, **changes: Any) -> Case:
    """Change what a case froze of its procedure, which no service does."""
    case.procedure_copy |= changes
    case.save(update_fields=["procedure_copy"])
    vars(case).pop("frozen", None)
    return case


def content(**changes: Any) -> dict[str, Any]:
    """What the product's procedure says, with changes, ready to be published."""
    loaded: dict[str, Any] = json.loads(data_file().read_text(encoding="utf-8"))["procedures"][0]
    return {**loaded, **changes}


def procedure_of(asked: list[str], *, documents: list[dict[str, Any]] | None = None) -> Procedure:
    """A procedure in force whose dossier holds these sections only, each seat reading those of them it knows."""
    loaded = content()
    seats = [{**seat, "sections": [key for key in seat["sections"] if key in asked]} for seat in loaded["seats"]]
    held = loaded["documents"][:2] if documents is None else documents
    code = "-".join(["only", *map(str, asked)])[:40] if asked else "documents-only"
    given = {**loaded, "code": code, "name_zh": "测试程序", "name_en": "Test procedure", "sections": asked}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "procedures.json"
        path.write_text(json.dumps({"procedures": [{**given, "seats": seats, "documents": held}]}), encoding="utf-8")
        procedures.load(path)
    return Procedure.objects.get(code=code)

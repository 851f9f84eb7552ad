"""Procedures, loaded the way the product loads them."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from governance.models import Procedure
from governance.services import procedures

CODE = "mining-and-restoration-plan"


def data_file() -> Path:
    """The procedures that the product carries."""
    return Path(settings.DATA_DIR) / "procedures.json"


def joint_procedure() -> Procedure:
    """The joint approval of the mining plan and the restoration plan, in force."""
    procedures.load(data_file())
    return Procedure.objects.filter(code=CODE).order_by("-version")[0]


def content(**changes: Any) -> dict[str, Any]:
    """What the product's procedure says, with changes, ready to be published."""
    loaded: dict[str, Any] = json.loads(data_file().read_text(encoding="utf-8"))["procedures"][0]
    return {**loaded, **changes}

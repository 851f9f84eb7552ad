"""The rules that the product carries, as the template of the test databases holds them."""

import io

from django.core.management import call_command

from governance.approval.models import (
    CheckKind,
    ConflictKind,
    IndicatorThreshold,
    Procedure,
    ProcedureCheck,
    ProcedureDocument,
    ProcedureSeat,
)
from registry.matters.models import PauseReason

LISTS = (PauseReason, ConflictKind, CheckKind, IndicatorThreshold)
CODE = "mining-and-restoration-plan"


def loaded() -> None:
    """Load them where a test with transactions of its own has emptied the tables."""
    if not Procedure.objects.filter(code=CODE).exists():
        call_command("load_rules", stdout=io.StringIO())


def emptied() -> None:
    """Take every rule away, as a new installation has none."""
    for table in (ProcedureSeat, ProcedureDocument, ProcedureCheck, Procedure, *LISTS):
        table.objects.all().delete()

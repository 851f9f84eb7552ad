"""Load, write and freeze versions of procedures."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from governance.approval.models import Procedure, ProcedureCheck, ProcedureDocument, ProcedureSeat
from governance.approval.rules.checks import profiles as profile_rules
from governance.approval.selectors.checks import profiles
from governance.approval.services.procedures import procedure_faults
from registry.audit.services import audit
from registry.base.rules.errors import Incomplete
from registry.base.services import units
from registry.mines.models import Mine
from registry.scope.models.actors import Actor
from registry.scope.rules.grants import System

LOADER = System("procedures")
#: What a procedure, its seats and its documents say; the frozen copy of a case has the same keys.
FIELDS = (
    "name_zh", "name_en", "legal_basis_zh", "legal_basis_en", "certainty", "sections", "intake_days", "decision_days",
    "extension_days", "day_type", "corrections_allowed", "conflict_settler_zh", "conflict_settler_en", "remedies_zh",
    "remedies_en", "kind", "applies", "variants", "section_rules", "extension_by", "delivery_days", "notice_days",
    "reconsideration_days", "veto_settler", "vote",
)  # fmt: skip
SEAT_FIELDS = (
    "function", "power", "ground_zh", "ground_en", "certainty", "sections", "days", "day_type", "silence",
    "deemed_basis_zh", "deemed_basis_en", "applies",
)  # fmt: skip
DOCUMENT_FIELDS = ("code", "name_zh", "name_en", "is_required", "source", "applies")
CHECK_FIELDS = ("code", "lifted_by", "params", "applies")


def snapshot(procedure: Procedure, mine: Mine | None = None) -> dict[str, Any]:
    """The frozen copy that a case keeps: the procedure with its seats, documents and checks, in order, as plain JSON.

    With a mine, only what counts for it: rows for other stages, methods, minerals or sizes are left out and the variant
    that fits is laid over the periods. Copies frozen before a field was added lack it: read those with `get`.
    """
    whole = _whole(procedure)
    return whole if mine is None else profile_rules.resolve(whole, profiles.of(mine))


def counts_for(procedure: Procedure, mine: Mine) -> bool:
    """Whether the procedure is meant for such a mine."""
    return not procedure.applies or profile_rules.counts(procedure.applies, profiles.of(mine))


def _whole(procedure: Procedure) -> dict[str, Any]:
    seats = procedure.seats.order_by("position", "id")
    documents = procedure.documents.order_by("position", "id")
    checks = procedure.checks.order_by("position", "id")
    return {
        "id": procedure.pk,
        "code": procedure.code,
        "version": procedure.version,
        **{name: getattr(procedure, name) for name in FIELDS},
        "seats": [
            {**{name: getattr(seat, name) for name in SEAT_FIELDS}, "position": place}
            for place, seat in enumerate(seats)
        ],
        "documents": [{name: getattr(document, name) for name in DOCUMENT_FIELDS} for document in documents],
        "checks": [{name: getattr(check, name) for name in CHECK_FIELDS} for check in checks],
    }


@units.unit()
def load(path: Path, *, by: Actor = LOADER) -> list[Procedure]:
    """Load every version in `path` that is not there yet and return the new ones; a second run changes nothing."""
    contents = json.loads(path.read_text(encoding="utf-8"))["procedures"]
    made = []
    for content in sorted(contents, key=lambda one: (one["code"], one["version"])):
        if not Procedure.objects.filter(code=content["code"], version__gte=content["version"]).exists():
            made.append(write_version(content, version=content["version"], by=by))
    return made


def content(procedure: Procedure) -> dict[str, Any]:
    """What a version says, as `load` reads it and an editor changes it."""
    whole = _whole(procedure)
    seats = [{name: seat[name] for name in SEAT_FIELDS} for seat in whole["seats"]]
    said = {name: whole[name] for name in (*FIELDS, "documents", "checks")}
    return {"code": procedure.code, "valid_from": procedure.valid_from.isoformat(), **said, "seats": seats}


@dataclass(frozen=True)
class Parts:
    """One version before it is written."""

    procedure: Procedure
    seats: list[ProcedureSeat]
    documents: list[ProcedureDocument]
    checks: list[ProcedureCheck]


def parts_of(content: Mapping[str, Any], *, version: int) -> Parts:
    """The unsaved rows of a content whose first day is a date; raises `Incomplete` when it is none."""
    first_day = as_day(content.get("valid_from"))
    if first_day is None:
        raise Incomplete({"valid_from": [_("Enter a valid date.")]})
    procedure = Procedure(
        code=content["code"],
        version=version,
        valid_from=first_day,
        **{name: content[name] for name in FIELDS if name in content},
    )
    seats = [
        ProcedureSeat(procedure=procedure, position=place, **{name: seat[name] for name in SEAT_FIELDS if name in seat})
        for place, seat in enumerate(content.get("seats", []))
    ]
    documents = [
        ProcedureDocument(procedure=procedure, position=place, **{n: row[n] for n in DOCUMENT_FIELDS if n in row})
        for place, row in enumerate(content.get("documents", []))
    ]
    checks = [
        ProcedureCheck(procedure=procedure, position=place, **{n: row[n] for n in CHECK_FIELDS if n in row})
        for place, row in enumerate(content.get("checks", []))
    ]
    return Parts(procedure, seats, documents, checks)


def write_version(content: Mapping[str, Any], *, version: int, by: Actor) -> Procedure:
    """Write one version with its seats, documents and checks, end the one before, and record the act.

    Raises `Incomplete` with every fault. The caller has checked the right.
    """
    parts = parts_of(content, version=version)
    procedure_faults.ensure(parts.procedure, parts.seats, parts.documents, parts.checks)
    procedure, first_day = parts.procedure, parts.procedure.valid_from
    before = Procedure.objects.filter(code=procedure.code, version__lt=version).order_by("-version").first()
    procedure.save()
    ProcedureSeat.objects.bulk_create(parts.seats)
    ProcedureDocument.objects.bulk_create(parts.documents)
    ProcedureCheck.objects.bulk_create(parts.checks)
    if before is not None:
        before.valid_to = first_day - dt.timedelta(days=1)
        before.save(update_fields=["valid_to", "updated_at"])
    earlier = snapshot(before) if before else {}
    audit.record("procedures.publish", procedure, by=by, before=earlier, after=snapshot(procedure))
    return procedure


def as_day(value: Any) -> dt.date | None:
    """The date that was given, as a date or in ISO form; None when it is none."""
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, dt.date) else None

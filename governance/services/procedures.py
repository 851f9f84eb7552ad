"""Load, publish and freeze procedures."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import Procedure, ProcedureDocument, ProcedureSeat
from governance.policies.procedures import ProcedurePolicy
from governance.services import sections
from registry.actors import Actor
from registry.errors import Incomplete, WrongState
from registry.models import User
from registry.policies.base import ensure
from registry.rules.grants import System
from registry.services import audit

LOADER = System("procedures")
#: What a procedure, its seats and its documents say; the frozen copy of a case has the same keys.
FIELDS = (
    "name_zh", "name_en", "legal_basis_zh", "legal_basis_en", "certainty", "sections", "intake_days", "decision_days",
    "extension_days", "day_type", "corrections_allowed", "conflict_settler_zh", "conflict_settler_en", "remedies_zh",
    "remedies_en",
)  # fmt: skip
SEAT_FIELDS = (
    "function", "power", "ground_zh", "ground_en", "certainty", "sections", "days", "day_type", "silence",
)  # fmt: skip
DOCUMENT_FIELDS = ("code", "name_zh", "name_en", "is_required", "source")


def snapshot(procedure: Procedure) -> dict[str, Any]:
    """The frozen copy that a case keeps: the procedure with its seats and documents, in order, as plain JSON."""
    seats = procedure.seats.order_by("position", "id")
    documents = procedure.documents.order_by("position", "id")
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
    }


@transaction.atomic
def load(path: Path, *, by: Actor = LOADER) -> list[Procedure]:
    """Load every version in `path` that is not there yet and return the new ones; a second run changes nothing."""
    contents = json.loads(path.read_text(encoding="utf-8"))["procedures"]
    made = []
    for content in sorted(contents, key=lambda one: (one["code"], one["version"])):
        if not Procedure.objects.filter(code=content["code"], version__gte=content["version"]).exists():
            made.append(_publish(content, version=content["version"], by=by))
    return made


@transaction.atomic
def publish_version(procedure_id: int, *, by: User, content: Mapping[str, Any]) -> Procedure:
    """Publish the next version from `content["valid_from"]` on; the version before ends the day before.

    Open cases go on under the copy they froze. Raises `Incomplete` with every fault, `WrongState` when a later version
    exists already.
    """
    before = ProcedurePolicy().access(by, procedure_id, lock=True)
    ensure(ProcedurePolicy().check(by, "publish", before))
    newest = Procedure.objects.filter(code=before.code).order_by("-version")[0]
    if newest.pk != before.pk:
        message = _("Version %(version)s of this procedure was published in the meantime.")
        raise WrongState(message % {"version": newest.version}, current=str(newest.version))
    first_day = _day(content.get("valid_from"))
    if first_day is None or first_day <= max(before.valid_from, timezone.localdate()):
        raise Incomplete({"valid_from": [_("A new version starts on a later day: at the earliest tomorrow.")]})
    return _publish({**content, "code": before.code}, version=before.version + 1, by=by)


def _publish(content: Mapping[str, Any], *, version: int, by: Actor) -> Procedure:
    """Write one version with its seats and documents, end the one before, and record the act."""
    first_day = _day(content["valid_from"])
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
    _check(procedure, seats, documents)
    before = Procedure.objects.filter(code=procedure.code, version__lt=version).order_by("-version").first()
    procedure.save()
    ProcedureSeat.objects.bulk_create(seats)
    ProcedureDocument.objects.bulk_create(documents)
    if before is not None:
        before.valid_to = first_day - dt.timedelta(days=1)
        before.save(update_fields=["valid_to", "updated_at"])
    earlier = snapshot(before) if before else {}
    audit.record("procedures.publish", procedure, by=by, before=earlier, after=snapshot(procedure))
    return procedure


def _check(procedure: Procedure, seats: list[ProcedureSeat], documents: list[ProcedureDocument]) -> None:
    """Raise `Incomplete` with every fault of the procedure, its seats and its documents."""
    faults: dict[str, list[Any]] = {}
    _collect(faults, "", procedure)
    for place, seat in enumerate(seats):
        _collect(faults, f"seats-{place}-", seat, "procedure")
    for place, document in enumerate(documents):
        _collect(faults, f"documents-{place}-", document, "procedure")
    if not all(_are_sections(keys) for keys in (procedure.sections, *[seat.sections for seat in seats])):
        faults.setdefault("sections", []).append(_("Choose sections of the list."))
    functions = [seat.function for seat in seats]
    if not any(seat.power != ProcedureSeat.Power.ADVISES for seat in seats):
        faults.setdefault("seats", []).append(_("At least one department must decide or may veto."))
    if len(set(functions)) < len(functions):
        faults.setdefault("seats", []).append(_("A department has one seat only."))
    codes = [document.code for document in documents]
    if len(set(codes)) < len(codes):
        faults.setdefault("documents", []).append(_("Two documents carry the same code."))
    if procedure.decision_days is not None and procedure.decision_days < 1:
        faults.setdefault("decision_days", []).append(_("At least one day."))
    if any(seat.days is not None and seat.days < 1 for seat in seats):
        faults.setdefault("seats", []).append(_("Every department needs at least one day."))
    if faults:
        raise Incomplete(faults)


def _are_sections(keys: Any) -> bool:
    """Whether these are keys of sections, each once; a procedure may ask for none, a department read none."""
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        return False
    return len(set(keys)) == len(keys) and set(keys) <= sections.KINDS.keys()


def _collect(faults: dict[str, list[Any]], prefix: str, row: Any, *exclude: str) -> None:
    try:
        row.clean_fields(exclude={"valid_to", "sections", *exclude})
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            faults.setdefault(f"{prefix}{name}", []).extend(messages)


def _day(value: Any) -> dt.date | None:
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, dt.date) else None

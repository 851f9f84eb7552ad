"""What makes a version of a procedure faulty: every fault is told at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.approval.models import Procedure, ProcedureCheck, ProcedureDocument, ProcedureSeat
from governance.approval.rules.checks import profiles
from governance.approval.services.dossiers import sections
from registry.base.models import limits
from registry.base.rules.errors import Incomplete
from registry.mines.models import Mine

#: The values that a row may name for which mines it counts; the size "" is one that is not known.
APPLIES: dict[str, frozenset[str]] = {
    "stages": frozenset(Mine.Stage.values),
    "methods": frozenset(Mine.Method.values),
    "minerals": frozenset(("coal", "noncoal")),
    "sizes": frozenset(("small", "medium", "large", "")),
}
#: What a variant may say differently for some mines, beside for which.
VARIANT_DAYS = ("intake_days", "decision_days", "extension_days", "delivery_days", "notice_days")
VARIANT_WORDS = ("name_zh", "name_en", "certainty", "basis_zh", "basis_en")
#: The rules of a vote of the committee and what each may be.
VOTE: dict[str, frozenset[str]] = {
    "quorum": frozenset(("1/2", "2/3", "3/4")),
    "majority": frozenset(("1/2", "2/3")),
    "tie": frozenset(("rejected", "chair")),
    "ballot": frozenset(("open", "secret")),
    "of": frozenset(("cast", "members")),
}
Faults = dict[str, list[Any]]


def ensure(
    procedure: Procedure,
    seats: Sequence[ProcedureSeat],
    documents: Sequence[ProcedureDocument],
    checks: Sequence[ProcedureCheck],
) -> None:
    """Raise `Incomplete` with every fault of the procedure, its seats, its documents and its checks."""
    if faults := find(procedure, seats, documents, checks):
        raise Incomplete(faults)


def find(
    procedure: Procedure,
    seats: Sequence[ProcedureSeat],
    documents: Sequence[ProcedureDocument],
    checks: Sequence[ProcedureCheck],
) -> Faults:
    """Every fault, keyed by field; `part-place-field` for the rows."""
    faults: Faults = {}
    _own(faults, procedure)
    _rows(faults, "seats", seats)
    _rows(faults, "documents", documents)
    _rows(faults, "checks", checks)
    if not all(_are_sections(keys) for keys in (procedure.sections, *[seat.sections for seat in seats])):
        _add(faults, "sections", _("Choose sections of the list."))
    if not any(seat.power != ProcedureSeat.Power.ADVISES for seat in seats):
        _add(faults, "seats", _("At least one department must decide or may veto."))
    if _repeats([seat.function for seat in seats]):
        _add(faults, "seats", _("A department has one seat only."))
    if any(isinstance(seat.days, int) and seat.days < 1 for seat in seats):
        _add(faults, "seats", _("Every department needs at least one day."))
    if _repeats([document.code for document in documents]):
        _add(faults, "documents", _("Two documents carry the same code."))
    if _repeats([check.code for check in checks]):
        _add(faults, "checks", _("A check is listed twice."))
    return faults


def _own(faults: Faults, procedure: Procedure) -> None:
    _collect(faults, "", procedure)
    if isinstance(procedure.decision_days, int) and procedure.decision_days < 1:
        _add(faults, "decision_days", _("At least one day."))
    if not _is_applies(procedure.applies):
        _add(faults, "applies", _("Choose stages, methods, minerals and sizes of the lists."))
    rules = procedure.section_rules
    if (
        not isinstance(rules, dict)
        or not rules.keys() <= sections.KINDS.keys()
        or not all(map(_is_applies, rules.values()))
    ):
        _add(faults, "section_rules", _("Choose stages, methods, minerals and sizes of the lists."))
    if not isinstance(procedure.variants, list) or not all(map(_is_variant, procedure.variants)):
        _add(faults, "variants", _("A variant says for which mines it counts and which periods differ."))
    if not _is_vote(procedure.vote):
        _add(faults, "vote", _("Choose quorum, majority, tie and ballot of the lists."))
    if procedure.veto_settler == Procedure.VetoSettler.COMMITTEE and not procedure.vote:
        _add(faults, "vote", _("A committee that may overcome a veto needs the rules of its vote."))


def _rows(faults: Faults, part: str, rows: Sequence[ProcedureSeat | ProcedureDocument | ProcedureCheck]) -> None:
    for place, row in enumerate(rows):
        prefix = f"{part}-{place}-"
        _collect(faults, prefix, row)
        if not _is_applies(row.applies):
            _add(faults, f"{prefix}applies", _("Choose stages, methods, minerals and sizes of the lists."))
        if isinstance(row, ProcedureSeat) and row.silence == ProcedureSeat.Silence.CONSENTS:
            for name in ("deemed_basis_zh", "deemed_basis_en"):
                if not getattr(row, name):
                    _add(
                        faults,
                        f"{prefix}{name}",
                        _("Silence counts as consent only where an article says so: cite it."),
                    )
        if isinstance(row, ProcedureCheck) and not isinstance(row.params, dict):
            _add(faults, f"{prefix}params", _("Enter names and values."))


def _collect(faults: Faults, prefix: str, row: Any) -> None:
    """What the fields themselves refuse."""
    try:
        row.clean_fields(exclude={"valid_to", "sections", "procedure", "applies"})
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            faults.setdefault(f"{prefix}{name}", []).extend(messages)


def _are_sections(keys: Any) -> bool:
    """Whether these are keys of sections, each once; a procedure may ask for none, a department read none."""
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        return False
    return len(set(keys)) == len(keys) and set(keys) <= sections.KINDS.keys()


def _is_applies(given: Any) -> bool:
    """Whether this names mines by known stages, methods, minerals and sizes."""
    if not isinstance(given, Mapping) or not given.keys() <= profiles.KEYS.keys():
        return False
    return all(
        isinstance(values, list) and all(isinstance(value, str) and value in APPLIES[key] for value in values)
        for key, values in given.items()
    )


def _is_variant(given: Any) -> bool:
    if not isinstance(given, Mapping) or not _is_applies(given.get("applies")) or not given["applies"]:
        return False
    if not given.keys() <= {"applies", *VARIANT_DAYS, *VARIANT_WORDS}:
        return False
    days = [given[name] for name in VARIANT_DAYS if name in given]
    words = [given[name] for name in VARIANT_WORDS if name in given]
    are_days = all(isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= 32767 for number in days)
    are_words = all(isinstance(word, str) for word in words)
    return are_days and given.get("decision_days", 1) >= 1 and are_words and _are_possible(given)


def _are_possible(given: Mapping[str, Any]) -> bool:
    """Whether what a variant calls itself would fit the procedure's own columns."""
    named = [name for name in ("name_zh", "name_en", "certainty") if name in given]
    return not any(limits.against(limits.column(Procedure, name), given[name], is_needed=False) for name in named)


def _is_vote(given: Any) -> bool:
    if given == {}:
        return True
    return (
        isinstance(given, Mapping)
        and VOTE.keys() - {"of"} <= given.keys() <= VOTE.keys()
        and all(isinstance(value, str) and value in VOTE[name] for name, value in given.items())
    )


def _repeats(values: Sequence[str]) -> bool:
    given = [str(value) for value in values if value]
    return len(set(given)) < len(given)


def _add(faults: Faults, name: str, text: str) -> None:
    faults.setdefault(name, []).append(text)

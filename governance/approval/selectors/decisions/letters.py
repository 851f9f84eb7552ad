"""What a decision letter says: facts of the signed decision, from the rows it was made of."""

from typing import Any

from django.utils import translation

from governance.approval.models import Case, Decision, Procedure, Seat
from governance.approval.selectors.clocks import clocks
from registry.base.models.catalogues import Certainty
from registry.files.rules import typesetting

LONGEST_SUMMARY = 300


def content(decision: Decision, language: str) -> dict[str, Any]:
    """The words of the letter in one language; names that have no English keep their Chinese, as the original does."""
    with translation.override(language):
        return _content(decision, "zh" if language.startswith("zh") else "en")


def _content(decision: Decision, tongue: str) -> dict[str, Any]:
    case, copy = decision.case, decision.case.frozen
    title = case.title_zh if tongue == "zh" else case.title_en or case.title_zh
    signed_at = decision.countersigned_at
    return {
        "simulated": case.is_simulated,
        "approved": decision.outcome == Decision.Outcome.APPROVE,
        "office": typesetting.one_line(case.office.name),
        "signed_for": str(decision.countersigned_for or ""),
        "number": decision.document_number,
        "case_number": case.number,
        "revision": decision.revision.number,
        "title": typesetting.one_line(title),
        "recipient": typesetting.one_line(case.applicant.name),
        "mine": typesetting.one_line(case.mine.name),
        "mine_identifier": case.mine.identifier,
        "accepted_on": typesetting.day(case.accepted_at, tongue),
        "decided_on": typesetting.day(signed_at, tongue),
        "legal_basis": typesetting.paragraphs(copy.legal_basis(tongue)),
        "basis_is_verified": copy.certainty == Certainty.VERIFIED,
        "reasons": typesetting.paragraphs(decision.reasons),
        "conditions": [
            {"text": typesetting.one_line(condition.text), "due": typesetting.day(condition.due_on, tongue)}
            for condition in decision.conditions.all()
        ],
        "remedies": typesetting.paragraphs(_remedies(case, tongue)),
        "opinions": _opinions(case, tongue),
        "time": _time(case),
    }


def _remedies(case: Case, tongue: str) -> str:
    """The remedies of the frozen copy; a copy made before they were part of it takes those of its procedure."""
    told = case.frozen.remedies(tongue)
    return told or str(getattr(Procedure.objects.get(pk=case.procedure_id), f"remedies_{tongue}"))


def latest_seats(case: Case) -> list[Seat]:
    """One seat per department: the last in which it spoke, else its last one, in the order of the procedure."""
    rows = Seat.objects.filter(round__case=case).select_related("organisation", "opinion", "round")
    chosen: dict[int, Seat] = {}
    for seat in rows.order_by("round__number"):
        if seat.organisation_id not in chosen or hasattr(seat, "opinion"):
            chosen[seat.organisation_id] = seat
    return sorted(chosen.values(), key=lambda seat: (seat.position, seat.pk))


def _opinions(case: Case, tongue: str) -> list[dict[str, Any]]:
    readings = {reading.seat.pk: reading for reading in clocks.of_case(case) if reading.seat}
    proposals = {seat.function for seat in case.frozen.seats if seat.certainty != Certainty.VERIFIED}
    rows = []
    for seat in latest_seats(case):
        opinion, reading = getattr(seat, "opinion", None), readings.get(seat.pk)
        said = " ".join(filter(None, [opinion.ground, opinion.reasons])) if opinion else ""
        rows.append(
            {
                "department": typesetting.one_line(seat.organisation.name),
                "kind": opinion.kind if opinion else "silent",
                "summary": _shortened(typesetting.one_line(said)),
                "used": reading.shown.days_used if reading else None,
                "allowed": seat.days,
                "unit": seat.day_type,
                "is_proposal": seat.function in proposals,
            }
        )
    return rows


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SUMMARY else text[: LONGEST_SUMMARY - 1] + "…"


def _time(case: Case) -> dict[str, Any]:
    """Days used and allowed for the decision, and the measured comparison with reviewing one after the other."""
    readings = clocks.of_case(case)
    whole = next((reading.shown for reading in readings if reading.clock == clocks.Clock.DECISION), None)
    compared = clocks.counterfactual(case, readings)
    return {
        "used": whole.days_used if whole else None,
        "allowed": whole.days_allowed if whole else None,
        "unit": case.frozen.day_type,
        "serial": compared.seat_days,
        "passed": compared.days_passed,
    }

"""Who must act next: a case can never be stuck without a named holder."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from governance.models import Case, Seat
from governance.selectors.clocks import CaseClock, Clock
from registry.models import Organisation


@dataclass(frozen=True)
class Holder:
    """A body that holds the case: what it must do, and the clock it runs on (None where none runs)."""

    organisation: Organisation
    task: str
    clock: CaseClock | None
    seat: Seat | None = None

    @property
    def level(self) -> str:
        """How urgent, by its clock."""
        return self.clock.level if self.clock else "calm"


def who_is_blocking(case: Case, clocks: list[CaseClock]) -> list[Holder]:
    """The bodies that must act now; empty only when the case has ended."""
    decision = _clock(clocks, Clock.DECISION)
    state = Case.State(case.state)
    single: dict[Any, tuple[Organisation, str, CaseClock | None]] = {
        Case.State.DRAFT: (case.applicant, _("Complete the dossier and submit it"), None),
        Case.State.CORRECTING: (case.applicant, _("Supply what the intake clerk asked for and submit again"), None),
        Case.State.SUBMITTED: (case.office, _("Check completeness"), _clock(clocks, Clock.INTAKE)),
        Case.State.DECIDING: (case.office, _("Draft the decision"), decision),
        Case.State.STOPPED: (case.office, _("Draft the refusal"), decision),
    }
    if state in single:
        organisation, task, clock = single[state]
        return [Holder(organisation, task, clock)]
    if state == Case.State.REVIEW:
        open_seats = Seat.objects.filter(round__case=case, state=Seat.State.OPEN).select_related(
            "organisation", "officer"
        )
        by_seat = {reading.seat.pk: reading for reading in clocks if reading.seat}
        return [Holder(s.organisation, _("Give the opinion"), by_seat.get(s.pk), s) for s in open_seats]
    if state == Case.State.COUNTERSIGNING:
        seated = Organisation.objects.filter(seats__round__case=case).exclude(pk=case.office_id).distinct()
        return [Holder(organisation, _("Countersign the decision"), decision) for organisation in seated]
    return []


def _clock(clocks: list[CaseClock], which: Clock) -> CaseClock | None:
    return next((reading for reading in clocks if reading.clock == which), None)

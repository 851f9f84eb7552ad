"""The published result of an acceptance (Mineral Resources Law art. 48): zones, scope, visit; no names of people."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from governance.approval.models import Case, CheckAttendee, CheckRecord, Decision
from governance.approval.selectors.checks import gates
from restoration.acceptances.models import AcceptanceReport, AcceptanceZone
from restoration.acceptances.selectors import acceptances


@dataclass(frozen=True)
class Visit:
    """When the site was visited, and how many took part as what."""

    happened_on: dt.date
    experts: int
    villagers: int


@dataclass(frozen=True)
class Result:
    """What was accepted, or was not."""

    report: AcceptanceReport
    zones: Sequence[AcceptanceZone]
    is_accepted: bool
    visit: Visit | None


def of(case: Case, decision: Decision | None) -> Result | None:
    """The result of a decided acceptance; None for any other case."""
    if decision is None or "acceptance" not in case.frozen.sections:
        return None
    report = acceptances.revision(case.application, decision.revision.number)
    if report is None:
        return None
    zones = acceptances.read(report).rows["zones"]
    return Result(report, zones, decision.outcome == Decision.Outcome.APPROVE, visit(case))


def visit(case: Case) -> Visit | None:
    """The site visit that counts."""
    part = CheckAttendee.Part
    rows = CheckRecord.objects.filter(case=case, code=gates.SITE_VISIT, state="pass").annotate(
        experts=Count("attendees", filter=Q(attendees__part=part.EXPERT)),
        villagers=Count("attendees", filter=Q(attendees__part=part.VILLAGE)),
    )
    found = rows.order_by("-id").first()
    return Visit(found.happened_on, found.experts, found.villagers) if found else None

"""What everybody may see: accepted cases under review and signed decisions, nothing else.

Everything here fails closed: a draft, an application that was not accepted or withdrawn, and a decision without its
second signature do not exist for the public (Administrative Licensing Law arts 5 and 40; Regulation on the Disclosure
of Government Information arts 15, 16 and 26).
"""

import datetime as dt
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from governance.approval.models import Case, Clock, Decision
from governance.approval.selectors.clocks import clocks
from registry.base.models.querysets import holding
from registry.base.rules.errors import OutOfScope
from registry.matters.models import ClockEvent
from registry.mines.models import Mine
from registry.scope.models import Region

UNDER_REVIEW = (Case.State.REVIEW, Case.State.DECIDING, Case.State.STOPPED, Case.State.COUNTERSIGNING)
DECIDED = (Case.State.APPROVED, Case.State.REFUSED)
DECISION_ORDER = ("-countersigned_at", "-id")
MOST_MEASURED = 200
MINES_KEPT = 60


def decisions() -> QuerySet[Decision]:
    """The signed decisions with what a list row shows, latest first."""
    return (
        Decision.objects.filter(state=Decision.State.SIGNED, countersigned_at__isnull=False, case__state__in=DECIDED)
        .exclude(document_number="")
        .select_related("case__matter", "case__mine__region__parent", "case__applicant")
        .order_by(*DECISION_ORDER)
    )


def reviews() -> QuerySet[Case]:
    """The accepted cases on which nothing is decided yet, latest first."""
    rows = Case.objects.filter(state__in=UNDER_REVIEW, accepted_at__isnull=False)
    return rows.select_related("mine__region__parent", "applicant").order_by("-accepted_at", "-pk")


def access_case(number: str) -> Case:
    """The public case of that number; `OutOfScope` for everything that is not public."""
    signed = Exists(decisions().filter(case=OuterRef("pk")))
    rows = Case.objects.select_related("mine__region__parent", "applicant", "matter__responsible", "procedure")
    public = Q(state__in=UNDER_REVIEW, accepted_at__isnull=False) | Q(signed, state__in=DECIDED)
    case = rows.filter(public, matter__number=number).first() if "\x00" not in number else None
    if case is None:
        raise OutOfScope
    return case


def decision_of(case: Case) -> Decision | None:
    """The signed decision of a case with its conditions and letters."""
    related = ("revision", "countersigned_for", "drafted_for")
    return (
        decisions().filter(case=case).select_related("case__matter", "case__mine", "case__applicant", *related).first()
    )


def clock_events(case: Case) -> list[Any]:
    """What happened to the clocks of a public case, without starts and the end of the decision's, with seats."""
    rows = case.clock_events.exclude(clock=Clock.INTAKE).exclude(kind=ClockEvent.Kind.START)
    kept = rows.exclude(clock=Clock.DECISION, kind=ClockEvent.Kind.STOP)
    events = list(kept)
    seats = clocks.seats_of(events)
    for event in events:
        event.seat = seats.get(event.subject)
    return events


def by_code(code: str) -> Decision | None:
    """The signed decision that carries the verification code."""
    if not code or "\x00" in code:
        return None
    return decisions().filter(verification_code=code).select_related("case__matter__responsible", "revision").first()


def words_in(words: str, prefix: str, *own: str) -> Q:
    """Rows whose mine, place, number or title hold every one of the words; `prefix` leads to the case."""
    found = Q()
    for word in words.replace("\x00", "").split()[:6]:
        names = ("matter__number", "matter__title_zh", "matter__title_en", "mine__name_zh", "mine__name_en")
        one = holding(word, *(prefix + name for name in names), *own)
        places = Region.objects.filter(holding(word, "name_zh", "name_en"))
        for code in set(places.values_list("prefix", flat=True)[:40]):
            one |= Q(**{f"{prefix}region_code__startswith": code})
        found &= one
    return found


@dataclass(frozen=True)
class Notice:
    """One line of the latest disclosures."""

    kind: str
    on: dt.date
    case: Case
    decision: Decision | None

    @property
    def number(self) -> str:
        """The number that a reader quotes."""
        return self.decision.document_number if self.decision else self.case.number


def notices(kind: str = "", words: str = "", limit: int = 6) -> list[Notice]:
    """The latest signed decisions and accepted applications together, at most `limit`."""
    found: list[Notice] = []
    if kind != "review":
        rows = decisions().filter(words_in(words, "case__", "document_number"))
        found += [
            Notice(str(row.outcome), timezone.localtime(row.countersigned_at).date(), row.case, row)
            for row in rows[:limit]
        ]
    if kind != "decision":
        cases = reviews().filter(words_in(words, ""))[:limit]
        found += [Notice("review", timezone.localtime(case.accepted_at).date(), case, None) for case in cases]
    return sorted(found, key=lambda notice: (notice.on, notice.case.pk), reverse=True)[:limit]


@dataclass(frozen=True)
class Figures:
    """The figures of the front page, counted from the rows; None where nothing can be measured yet."""

    year: int
    under_review: int
    decided: int
    median_days: float | None
    mines: int


def figures() -> Figures:
    """Count what is open and decided, and the median of working days from acceptance to decision this year."""
    year = timezone.localdate().year
    this_year = decisions().filter(countersigned_at__year=year)
    used = [days for days in days_used(row.case for row in this_year[:MOST_MEASURED]).values() if days is not None]
    mines = cache.get_or_set("governance.public.mines", Mine.objects.count, MINES_KEPT)
    return Figures(
        year=year,
        under_review=reviews().count(),
        decided=this_year.count(),
        median_days=statistics.median(used) if used else None,
        mines=mines or 0,
    )


def days_used(cases: Iterable[Case]) -> dict[int, int | None]:
    """The days the decision clock of each case has used."""
    readings = clocks.of_cases(cases)
    return {
        pk: next((one.shown.days_used for one in found if one.clock == clocks.Clock.DECISION), None)
        for pk, found in readings.items()
    }


def places() -> list[Region]:
    """The cities, or provinces, in which something was decided."""
    codes = set(decisions().order_by().values_list("case__region_code", flat=True).distinct())
    prefixes = {code[:4] for code in codes}
    rows = Region.objects.filter(prefix__in=prefixes, level=Region.Level.CITY).order_by("code")
    found = list(rows)
    missing = {prefix[:2] for prefix in prefixes - {row.prefix for row in found}}
    return found + list(Region.objects.filter(prefix__in=missing, level=Region.Level.PROVINCE).order_by("code"))


def years() -> list[int]:
    """The years of the decisions, latest first."""
    return [day.year for day in decisions().order_by().datetimes("countersigned_at", "year", order="DESC")]

"""What governance shows on the registry's pages: the work list, the search, and a mine's cases."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from governance.approval.models import Case, Clock
from governance.approval.policies.cases import CasePolicy
from governance.approval.selectors.cases import cases as selectors
from governance.approval.selectors.clocks.clocks import of_cases
from governance.approval.services.cases.case_kind import TONES
from registry.calendar.rules import calendar_impacts
from registry.calendar.rules.working_days import WorkingDayTable
from registry.mines.models import Mine
from registry.mines.selectors import panels
from registry.scope.models import User
from registry.workspace.selectors import search, worklist


def moved(before: WorkingDayTable, after: WorkingDayTable) -> calendar_impacts.Impact:
    """The open clocks whose last day another working-day table moves."""
    rows = list(Case.objects.exclude(state__in=Case.ENDED).select_related("mine"))
    old, new = of_cases(rows, table=before), of_cases(rows, table=after)
    changed = [
        f"{case.number} {was.seat.organisation if was.seat else Clock(was.clock).label}{_(': ')}"
        f"{_day(was.shown.due)} → {_day(now.shown.due)}"
        for case in rows
        for was, now in zip(old[case.pk], new[case.pk], strict=True)
        if was.is_open and was.shown.due != now.shown.due
    ]
    return calendar_impacts.Impact(gettext_lazy("Cases"), len(changed), changed[:5])


def _day(day: dt.date | None) -> str:
    return formats.date_format(day, "DATE_FORMAT") if day else _("not yet announced")


def counters(user: User) -> list[worklist.Counter]:
    """Open cases in scope, counted by what is happening to them; nothing for people without any scope."""
    review = Q(state__in=[Case.State.REVIEW, Case.State.DECIDING, Case.State.COUNTERSIGNING])
    ended = Q(state__in=[Case.State.APPROVED, Case.State.REFUSED])
    found = (
        CasePolicy()
        .scope(user)
        .aggregate(all=Count("pk"), review=Count("pk", filter=review), ended=Count("pk", filter=ended))
    )
    if not found["all"]:
        return []
    url = reverse("governance:case_list")
    return [
        worklist.Counter(gettext_lazy("In joint review"), found["review"], "git-pull-request-arrow", url),
        worklist.Counter(gettext_lazy("Decided"), found["ended"], "stamp", url),
    ]


def find(user: User, words: str, limit: int) -> search.Group:
    """Cases by number, title, mine or company."""
    condition = Q(
        *((f"matter__{name}__icontains", words) for name in ("number", "title_zh", "title_en")), _connector=Q.OR
    )
    condition |= Q(mine__name_zh__icontains=words) | Q(mine__name_en__icontains=words)
    rows = list(selectors.listing(user).filter(condition | Q(applicant__name_zh__icontains=words))[: limit + 1])
    hits = [
        search.Hit(
            title=f"{case.number} {case.title_zh}",
            url=case.get_absolute_url(),
            detail=f"{case.mine.name} · {case.applicant.name}",
            mark=case.get_state_display(),
            is_simulated=case.is_simulated,
        )
        for case in rows[:limit]
    ]
    more = reverse("governance:case_list") if len(rows) > limit else ""
    return search.Group(gettext_lazy("Cases"), "git-pull-request-arrow", hits, more)


def mine_panel(mine: Mine, user: User) -> panels.Panel | None:
    """The cases of a mine that the user may see."""
    rows = list(selectors.listing(user).filter(mine=mine)[:10])
    if not rows:
        return None
    clocks = of_cases(rows)
    shown: list[dict[str, Any]] = [
        {"case": case, "tone": TONES[case.state], "clocks": clocks[case.pk]} for case in rows
    ]
    return panels.Panel(gettext_lazy("Joint approvals"), "governance/approval/_mine_cases.html", {"cases": shown})


def mine_timeline(mine: Mine, user: User) -> Sequence[panels.TimelineEntry]:
    """When the mine's cases were submitted, accepted and decided."""
    entries = []
    for case in selectors.listing(user).filter(mine=mine)[:20]:
        moments = (
            (case.submitted_at, _("Application submitted"), "info", "upload"),
            (case.accepted_at, _("Application accepted"), "info", "git-branch-plus"),
            (case.decided_at, case.get_state_display(), TONES[case.state], "stamp"),
        )
        entries += [
            panels.TimelineEntry(
                when=when, title=title, detail=case.number, url=case.get_absolute_url(), tone=tone, icon=icon
            )
            for when, title, tone, icon in moments
            if when is not None
        ]
    return entries

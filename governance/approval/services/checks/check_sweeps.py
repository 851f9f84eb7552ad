"""Run the checks of open cases again every night: notices end, obligations fall due, layers and mines change."""

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from governance.approval.models import Case, CheckRun
from governance.approval.policies import case_states
from governance.approval.selectors.checks import checks as selectors
from governance.approval.services.checks import checks
from registry.base.services import units
from registry.matters.services import matters
from registry.scope.rules.grants import System

SWEEPER = System("checks")


def sweep() -> int:
    """Look at every case whose checks nobody ran today; returns in how many a check says something else now."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = Case.objects.filter(state__in=case_states.CHECKED, check_runs__isnull=False)
    waiting = waiting.exclude(check_runs__at__gte=today).distinct()
    return sum(_again(pk) for pk in list(waiting.order_by("pk").values_list("pk", flat=True)))


def sweep_holds() -> int:
    """Look again at every case on whose mine a hold was placed or closed after its checks were run."""
    last = CheckRun.objects.filter(case=OuterRef("pk")).order_by("-id").values("at")[:1]
    rows = Case.objects.filter(state__in=case_states.CHECKED).annotate(run_at=Subquery(last))
    touched = Q(mine__holds__placed_at__gt=F("run_at")) | Q(mine__holds__closed_at__gt=F("run_at"))
    waiting = rows.filter(touched).order_by("pk").values_list("pk", flat=True).distinct()
    return sum(_again(case.pk) for case in rows.filter(pk__in=list(waiting)) if selectors.latest(case).is_outdated)


@units.unit()
def _again(case_id: int) -> bool:
    """Whether the case's checks had changed; a case that somebody holds is left to the next sweep."""
    locked = Case.objects.filter(pk__in=matters.lock_all([case_id], skip_locked=True))
    case = locked.select_related("mine", "applicant", "matter__responsible").first()
    return case is not None and checks.rerun(case, by=SWEEPER) is not None

"""Run the checks of open cases again every night: notices end, obligations fall due, layers and mines change."""

from django.utils import timezone

from governance.approval.models import Case
from governance.approval.policies import case_states
from governance.approval.services.checks import checks
from registry.base.services import units
from registry.scope.rules.grants import System

SWEEPER = System("checks")


def sweep() -> int:
    """Look at every case whose checks nobody ran today; returns in how many a check says something else now."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = Case.objects.filter(state__in=case_states.CHECKED, check_runs__isnull=False)
    waiting = waiting.exclude(check_runs__at__gte=today).distinct()
    return sum(_again(pk) for pk in list(waiting.order_by("pk").values_list("pk", flat=True)))


@units.unit()
def _again(case_id: int) -> bool:
    """Whether the case's checks had changed; a case that somebody holds is left to the next sweep."""
    locked = Case.objects.select_for_update(no_key=True, of=("self",), skip_locked=True)
    case = locked.select_related("mine", "applicant", "office").filter(pk=case_id).first()
    return case is not None and checks.rerun(case, by=SWEEPER) is not None

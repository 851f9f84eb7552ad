"""Sweeps of governance: what the law does by itself."""

from celery import shared_task

from governance.approval.services.cases import intake, successions
from governance.approval.services.checks import check_sweeps
from governance.approval.services.conflicts import conflicts
from governance.approval.services.decisions import letters
from governance.approval.services.savings import figures
from governance.approval.services.seats import silences
from registry.matters.services import obligation_reminders, queues, reminders


@shared_task(time_limit=120, ignore_result=True)
def sweep_intake() -> int:
    """Accept by silence what was not checked in time; returns how many."""
    return intake.sweep()


@shared_task(time_limit=600, soft_time_limit=580, ignore_result=True)
def sweep_reminders() -> int:
    """Hand over what closed bodies held, count the silence that an article gives a meaning to, and remind who holds."""
    successions.sweep()
    return silences.sweep() + reminders.sweep()


@shared_task(time_limit=240, soft_time_limit=230, ignore_result=True)
def sweep_letters() -> int:
    """Make the letters of signed decisions that are not made yet; returns how many."""
    return letters.render_pending()


@shared_task(time_limit=240, soft_time_limit=230, ignore_result=True)
def sweep_queue() -> int:
    """Make those entries of the work queue anew that an older case, calendar or clock made; returns how many cases."""
    conflicts.set_due_dates()
    return queues.sweep()


@shared_task(time_limit=240, soft_time_limit=230, ignore_result=True)
def sweep_obligations() -> int:
    """Remind of obligations that are soon due or overdue; returns how many reminders went out."""
    return obligation_reminders.send_due()


@shared_task(time_limit=240, soft_time_limit=230, ignore_result=True)
def sweep_figures() -> int:
    """Make those figures of decided cases anew that are missing or that an older calendar made; returns how many."""
    return figures.refresh_all()


@shared_task(time_limit=3600, soft_time_limit=3580, ignore_result=True)
def sweep_checks() -> int:
    """Run the checks again that a passed day has changed; returns in how many cases."""
    return check_sweeps.sweep()


@shared_task(time_limit=600, soft_time_limit=580, ignore_result=True)
def sweep_hold_checks() -> int:
    """Run the checks again where a hold was placed or closed after they were run; returns in how many cases."""
    return check_sweeps.sweep_holds()

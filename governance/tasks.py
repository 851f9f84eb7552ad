"""Sweeps of governance: what the law does by itself."""

from celery import shared_task

from governance.models import Case
from governance.services import figures, intake, letters, obligation_reminders, queues, reminders


@shared_task(time_limit=120, ignore_result=True)
def sweep_intake() -> int:
    """Accept by silence what was not checked in time; returns how many."""
    waiting = Case.objects.filter(state=Case.State.SUBMITTED).values_list("pk", flat=True)
    return sum(1 for pk in list(waiting) if intake.deem_accepted(pk) is not None)


@shared_task(time_limit=600, soft_time_limit=580, ignore_result=True)
def sweep_reminders() -> int:
    """Remind who holds a case, his head and his superior, and count the silence that an article gives a meaning to."""
    return reminders.sweep_silence() + reminders.sweep()


@shared_task(time_limit=240, soft_time_limit=230, ignore_result=True)
def sweep_letters() -> int:
    """Make the letters of signed decisions that are not made yet; returns how many."""
    return letters.render_pending()


@shared_task(time_limit=240, soft_time_limit=230, ignore_result=True)
def sweep_queue() -> int:
    """Make those entries of the work queue anew that an older case, calendar or clock made; returns how many cases."""
    return queues.sweep()


@shared_task(time_limit=240, soft_time_limit=230, ignore_result=True)
def sweep_obligations() -> int:
    """Remind of obligations that are soon due or overdue; returns how many reminders went out."""
    return obligation_reminders.send_due()


@shared_task(time_limit=240, soft_time_limit=230, ignore_result=True)
def sweep_figures() -> int:
    """Make those figures of decided cases anew that are missing or that an older calendar made; returns how many."""
    return figures.refresh_all()

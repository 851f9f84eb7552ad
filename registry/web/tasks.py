"""The heartbeat of kept answers: those too old to be repeated are forgotten."""

from celery import shared_task

from registry.web.services import idempotency


@shared_task(time_limit=120, ignore_result=True)
def sweep_kept_answers() -> int:
    """Forget answers to repeated API requests that are too old to be repeated; returns how many."""
    return idempotency.sweep_expired()

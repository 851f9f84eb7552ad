"""The registry's heartbeat: every task sweeps a table and may be lost or doubled without harm."""

from celery import shared_task

from registry.services import attachment_sweeps, idempotency, outbox


@shared_task(time_limit=60, soft_time_limit=55, ignore_result=True)
def sweep_outbox() -> int:
    """Send the messages that are due; returns how many were sent."""
    return outbox.sweep()


@shared_task(time_limit=240, soft_time_limit=230, ignore_result=True)
def sweep_attachments() -> int:
    """Let the scanner judge the files in quarantine; returns how many were judged."""
    return attachment_sweeps.sweep_quarantine()


@shared_task(time_limit=240, soft_time_limit=230, ignore_result=True)
def sweep_unlinked_attachments() -> int:
    """Remove uploads that nothing was made of, and files that no row knows; returns how many."""
    return attachment_sweeps.sweep_unlinked() + attachment_sweeps.sweep_stray_files()


@shared_task(time_limit=120, ignore_result=True)
def sweep_kept_answers() -> int:
    """Forget answers to repeated API requests that are too old to be repeated; returns how many."""
    return idempotency.sweep_expired()

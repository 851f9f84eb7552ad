"""The heartbeat of messages: what is due goes out."""

from celery import shared_task

from registry.messages.services import outbox


@shared_task(time_limit=60, soft_time_limit=55, ignore_result=True)
def sweep_outbox() -> int:
    """Send the messages that are due; returns how many were sent."""
    return outbox.sweep()

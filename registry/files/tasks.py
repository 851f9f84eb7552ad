"""The heartbeat of files: judged when they arrived, removed when nothing was made of them."""

from celery import shared_task

from registry.files.services import attachment_sweeps


@shared_task(time_limit=240, soft_time_limit=230, ignore_result=True)
def sweep_attachments() -> int:
    """Let the scanner judge the files in quarantine; returns how many were judged."""
    return attachment_sweeps.sweep_quarantine()


@shared_task(time_limit=240, soft_time_limit=230, ignore_result=True)
def sweep_unlinked_attachments() -> int:
    """Remove uploads that nothing was made of, and files that no row knows; returns how many."""
    return attachment_sweeps.sweep_unlinked() + attachment_sweeps.sweep_stray_files()

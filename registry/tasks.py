"""The registry's heartbeat: every task sweeps a table and may be lost or doubled without harm."""

import contextlib

from celery import shared_task
from kombu.exceptions import OperationalError

from registry.services import attachment_sweeps, idempotency, outbox
from registry.services.imports import runs


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


@shared_task(time_limit=3600, soft_time_limit=3500, ignore_result=True)
def sweep_imports() -> int:
    """Carry out the registers that were handed in, and take up those whose worker was killed."""
    return runs.sweep()


@shared_task(time_limit=3600, soft_time_limit=3500, ignore_result=True)
def run_import(run_id: int) -> None:
    """Carry out one register now; the sweep does the same for one whose message was lost."""
    runs.execute(run_id)


def nudge_imports(run_id: int) -> None:
    """Ask the worker to begin at once; without a broker the sweep begins a little later."""
    with contextlib.suppress(OSError, OperationalError):
        run_import.apply_async([run_id], ignore_result=True, retry=False)

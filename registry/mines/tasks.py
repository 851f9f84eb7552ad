"""The heartbeat of the room: files that were handed in are carried out, and holds end with their last day."""

import contextlib

from celery import shared_task
from kombu.exceptions import OperationalError

from registry.mines.services import holds
from registry.mines.services.imports import runs


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


@shared_task(time_limit=300, soft_time_limit=280, ignore_result=True)
def sweep_holds() -> int:
    """Note the end of every hold whose last day has passed."""
    return holds.end_lapsed()

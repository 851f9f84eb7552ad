"""The heartbeat of imports: registers that were handed in are carried out by a worker."""

import contextlib

from celery import shared_task
from kombu.exceptions import OperationalError

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

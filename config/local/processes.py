"""Starting, watching and ending child processes, so that none outlives its parent."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import psutil

from config.local.accounts import Account

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def spawn(
    command: Sequence[str],
    *,
    log: IO[bytes] | None,
    cwd: Path,
    env: Mapping[str, str],
    account: Account | None = None,
    death_signal: signal.Signals | None = None,
    group: int | None = 0,
) -> "subprocess.Popen[bytes]":
    """Start `command` in a process group of its own, out of the terminal's reach, or in ours when `group` is None.

    With `death_signal` the kernel sends that signal when we die, however we die (Linux).
    """
    parent = os.getpid()

    def bind_to_parent() -> None:
        if death_signal is not None and _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    switch: dict[str, Any] = {} if group is None else {"process_group": group}
    if account is not None:
        switch |= {"user": account.uid, "group": account.gid, "extra_groups": []}
    return subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=log or subprocess.DEVNULL,
        stderr=subprocess.STDOUT if log else subprocess.DEVNULL,
        cwd=cwd,
        env=dict(env),
        preexec_fn=bind_to_parent if death_signal is not None else None,
        **switch,
    )


def is_alive(pid: int, name: str) -> bool:
    """Say whether `pid` is a live process called `name` (a zombie is not, nor one that reused the number)."""
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and process.name().startswith(name)
    except psutil.Error:
        return False


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Poll `condition` until it holds or `seconds` have passed."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.03)
    return True


def tail(log: Path, lines: int = 12) -> str:
    """Return the last lines of a log file."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""


def end(process: "subprocess.Popen[bytes]", number: signal.Signals | None, patience: float) -> None:
    """Ask a child to end (or take it as asked), kill it when it does not; returns once it is gone."""
    if number is not None and process.poll() is None:
        process.send_signal(number)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(10)


def descendants(pid: int) -> list[psutil.Process]:
    """Return the processes below `pid`."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []


def kill_all(family: list[psutil.Process]) -> None:
    """Kill those of `family` that are still there, after a moment's grace."""
    for survivor in psutil.wait_procs(family, timeout=3)[1]:
        with contextlib.suppress(psutil.Error):
            survivor.kill()


def note(folder: Path, name: str, pid: int) -> None:
    """Keep a child's number and birth, so that a later start can end it if we cannot."""
    folder.mkdir(exist_ok=True)
    with contextlib.suppress(psutil.Error):
        (folder / name).write_text(f"{pid} {psutil.Process(pid).create_time()}")


def end_leftovers(folder: Path) -> None:
    """End the children an earlier run noted and left behind (it was killed), and forget them."""
    for kept in folder.glob("*"):
        family = []
        with contextlib.suppress(psutil.Error, ValueError):
            pid, born = kept.read_text().split()
            process = psutil.Process(int(pid))
            if process.create_time() == float(born):
                family = [process, *process.children(recursive=True)]
                process.terminate()
        kill_all(family)
        kept.unlink(missing_ok=True)


def die_with_parent(number: signal.Signals) -> None:
    """Ask the kernel to send us `number` when our parent dies (Linux)."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0)

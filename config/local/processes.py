"""Starting, watching and ending child processes, so that none outlives its parent."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

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
    group: int = 0,
) -> "subprocess.Popen[bytes]":
    """Start `command` in a process group of its own (or in `group`), out of the terminal's reach.

    With `death_signal` the kernel sends that signal when we die, however we die (Linux).
    """
    parent = os.getpid()

    def bind_to_parent() -> None:
        if death_signal is not None and _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    switch: dict[str, Any] = {}
    if account is not None:
        switch = {"user": account.uid, "group": account.gid, "extra_groups": []}
    return subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=log or subprocess.DEVNULL,
        stderr=subprocess.STDOUT if log else subprocess.DEVNULL,
        cwd=cwd,
        env=dict(env),
        process_group=group,
        preexec_fn=bind_to_parent if death_signal is not None else None,
        **switch,
    )


def is_alive(pid: int, name: str) -> bool:
    """Say whether `pid` is a live process called `name` (a zombie is not, nor one that reused the number)."""
    import psutil

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


def end(process: "subprocess.Popen[bytes]", number: signal.Signals, patience: float) -> None:
    """Ask a child to end, kill it when it does not; returns once it is gone."""
    for sign, seconds in ((number, patience), (signal.SIGKILL, 5.0)):
        if process.poll() is not None:
            return
        try:
            os.kill(process.pid, sign)
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
        except ProcessLookupError:
            return

"""Saying what goes on: one line per step, seconds counted while it lasts, and advice when it fails."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from config.local import advice

Result = TypeVar("Result")

_PLAIN_INTERVAL = 10.0


class StepFailed(Exception):
    """A step failed; the message is ready for the person at the terminal."""


class _Ticker(threading.Thread):
    """Show the seconds of a running step: in place on a terminal, a plain line now and then elsewhere."""

    def __init__(self, title: str) -> None:
        super().__init__(daemon=True)
        self.title = title
        self.began = time.monotonic()
        self.done = threading.Event()
        self.terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"

    def run(self) -> None:
        """Tick until the step is over."""
        wait = 0.2 if self.terminal else _PLAIN_INTERVAL
        marks = itertools.cycle("⠋⠙⠸⠴⠦⠇" if _can_print("⠋") else "|/-\\")
        while not self.done.wait(wait):
            seconds = time.monotonic() - self.began
            if self.terminal:
                sys.stdout.write(f"\r  {next(marks)} {self.title} {seconds:4.0f} s ")
            else:
                sys.stdout.write(
                    f"    … {self.title}: {seconds:.0f} s\n" if _can_print("…") else f"    {seconds:.0f} s\n"
                )
            sys.stdout.flush()

    def finish(self, mark: str) -> None:
        """Write the step's last line."""
        self.done.set()
        self.join()
        seconds = time.monotonic() - self.began
        start = "\r\033[K" if self.terminal else ""
        sys.stdout.write(f"{start}  {mark} {self.title} ({seconds:.1f} s)\n")
        sys.stdout.flush()


def step(title: str, work: Callable[[], Result]) -> Result:
    """Run `work` as one named step with its seconds shown; turn what it raises into advice."""
    ticker = _Ticker(title)
    if not ticker.terminal:
        print(f"  - {title}", flush=True)
    ticker.start()
    try:
        result = work()
    except StepFailed:
        ticker.finish("x")
        raise
    except KeyboardInterrupt:
        ticker.finish("x")
        raise
    except Exception as error:
        ticker.finish("x")
        raise StepFailed(advice.explain(title, str(error) or type(error).__name__)) from error
    ticker.finish("✓" if _can_print("✓") else "+")
    return result


def command(title: str, arguments: Sequence[str], *, cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Run a program as one step; its output is shown only when it fails."""

    def work() -> str:
        try:
            done = subprocess.run(
                list(arguments),
                cwd=cwd,
                env=dict(env) if env is not None else None,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
            )
        except FileNotFoundError as missing:
            raise StepFailed(advice.explain(title, f"{arguments[0]}: not found")) from missing
        if done.returncode:
            raise StepFailed(advice.explain(title, done.stdout))
        return done.stdout

    return step(title, work)


def _can_print(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True

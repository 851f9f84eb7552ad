"""The demonstration's processes: started in order, watched, restarted, and ended in the reverse order."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from config.local import paths, processes

_MOST_RESTARTS = 5
_CALM = 60.0


class Stopped(Exception):
    """A signal asks us to end."""


class GaveUp(Exception):
    """A process keeps ending by itself."""


@dataclasses.dataclass
class Program:
    """One of our own programs and its running process."""

    name: str
    command: list[str]
    patience: float
    process: subprocess.Popen[bytes] | None = None
    failures: list[float] = dataclasses.field(default_factory=list)


class EmbeddedServer(Protocol):
    """A database or broker of ours."""

    def ended(self) -> bool:
        """Say whether it has ended by itself."""

    def revive(self) -> None:
        """Start it again where it was."""


@dataclasses.dataclass
class Supervisor:
    """Web, worker and beat in our own process group, so that Ctrl-C reaches all of them."""

    folder: Path
    env: Mapping[str, str]
    programs: list[Program]
    servers: list[EmbeddedServer]
    echo: Callable[[str], None] = print

    def start(self) -> None:
        """Start every program."""
        for program in self.programs:
            self._launch(program)

    def watch(self) -> None:
        """Restart what ends by itself, until a signal comes."""
        while True:
            time.sleep(0.5)
            self.check()

    def check(self, patience: int = _MOST_RESTARTS) -> None:
        """Restart every program that has ended; give up on one that has ended more than `patience` times of late."""
        for server in self.servers:
            if server.ended():
                self.echo(f"  {server.__class__.__module__.rpartition('.')[2]} ended; starting it again.")
                server.revive()
        for program in self.programs:
            if program.process is None or program.process.poll() is None:
                continue
            now = time.monotonic()
            program.failures = [moment for moment in program.failures if now - moment < _CALM] + [now]
            if len(program.failures) > patience:
                raise GaveUp(
                    f"{program.name} ended with {program.process.returncode}:\n{processes.tail(self.log(program.name))}"
                )
            self.echo(f"  {program.name} ended with {program.process.returncode}; starting it again.")
            self._launch(program)

    def stop(self) -> None:
        """End all programs: all are asked at once, and those that do not follow are killed with their children."""
        running = [p for p in reversed(self.programs) if p.process is not None and p.process.poll() is None]
        children = [child for p in running if p.process for child in processes.descendants(p.process.pid)]
        for program in running:
            if program.process is not None:
                with contextlib.suppress(ProcessLookupError):
                    program.process.send_signal(signal.SIGTERM)
        for program in running:
            if program.process is not None:
                processes.end(program.process, None, program.patience)
        processes.kill_all(children)

    def log(self, name: str) -> Path:
        """Return where a program writes what it has to say."""
        return self.folder / "log" / f"{name}.log"

    def _launch(self, program: Program) -> None:
        with self.log(program.name).open("ab") as log:
            program.process = processes.spawn(
                program.command,
                log=log,
                cwd=paths.ROOT,
                env=self.env,
                death_signal=signal.SIGTERM,
                group=None,
            )
        processes.note(self.folder / "pids", program.name, program.process.pid)


def programs(port: int, data: Path) -> list[Program]:
    """Return the web server, the worker and beat."""
    python = sys.executable
    celery = [python, "-m", "celery", "--app", "config.celery:app", "--quiet"]
    return [
        Program(
            "web",
            [
                python,
                "-m",
                "gunicorn",
                "--config",
                "python:config.gunicorn",
                "--bind",
                f"127.0.0.1:{port}",
                "config.wsgi:application",
            ],
            10,
        ),
        Program(
            "worker",
            [*celery, "worker", "--loglevel", "INFO", "--concurrency", "2", "--without-gossip", "--without-mingle"],
            10,
        ),
        Program("beat", [*celery, "beat", "--loglevel", "INFO", "--schedule", str(data / "beat"), "--pidfile", ""], 5),
    ]


def obey_signals() -> None:
    """Make every way of asking us to end an exception in the main thread; a second asking changes nothing."""

    def stop(number: int, frame: object) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(signal.Signals(number).name)

    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, stop)
    if os.environ.get("MAKELEVEL"):
        processes.die_with_parent(signal.SIGTERM)

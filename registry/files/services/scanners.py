"""Virus scanners that can be plugged in: clamd over its INSTREAM command, or none at all."""

import socket
import struct
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Protocol

from django.conf import settings

_CHUNK = 64 * 1024


class Finding(StrEnum):
    """What a scanner says: *clean*, *infected*, or *unscannable* (it will never be able to judge this file)."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNSCANNABLE = "unscannable"


@dataclass(frozen=True)
class Verdict:
    """The finding and its detail: a signature name, or why it was judged so."""

    finding: Finding
    detail: str = ""


class ScannerUnavailable(Exception):
    """The scanner gave no answer now; the file stays in quarantine and is tried again."""


class Scanner(Protocol):
    """Judges one file; `is_immediate` says that it can do so within the request."""

    is_immediate: bool

    def scan(self, file: IO[bytes]) -> Verdict:
        """Return the verdict on the whole file, or raise `ScannerUnavailable`."""


class AcceptingScanner:
    """Used when no scanner is configured: everything passes, and the record says that nobody looked."""

    is_immediate = True

    def scan(self, file: IO[bytes]) -> Verdict:
        return Verdict(Finding.CLEAN, "no_scanner")


class ClamdScanner:
    """Speaks to clamd: `host:port`, `[v6]:port` or the path of a unix socket."""

    is_immediate = False

    def __init__(self, address: str, *, timeout: float = 30, deadline: float = 120) -> None:
        self.address = address.removeprefix("tcp://").removeprefix("unix://")
        self.timeout = timeout
        self.deadline = deadline

    def scan(self, file: IO[bytes]) -> Verdict:
        file.seek(0)
        try:
            with self._connect() as connection:
                self._send(connection, file)
                reply = self._receive(connection)
        except OSError as error:
            raise ScannerUnavailable(f"{type(error).__name__}: {error}") from error
        return _read(reply)

    def _connect(self) -> socket.socket:
        if self.address.startswith("/"):
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(self.timeout)
            try:
                connection.connect(self.address)
            except OSError:
                connection.close()
                raise
            return connection
        host, _, port = self.address.rpartition(":")
        if not port.isdigit():
            raise ScannerUnavailable(f"CLAMD_ADDRESS names no port: {self.address}")
        return socket.create_connection((host.strip("[]"), int(port)), self.timeout)

    def _send(self, connection: socket.socket, file: IO[bytes]) -> None:
        """Send the stream in length-prefixed blocks; clamd may hang up early, and its answer says why."""
        until = time.monotonic() + self.deadline
        try:
            connection.sendall(b"zINSTREAM\0")
            while block := file.read(_CHUNK):
                if time.monotonic() > until:
                    raise TimeoutError("The scan took too long.")
                connection.sendall(struct.pack("!I", len(block)) + block)
            connection.sendall(struct.pack("!I", 0))
        except (BrokenPipeError, ConnectionResetError):
            return

    def _receive(self, connection: socket.socket) -> str:
        until = time.monotonic() + self.deadline
        reply = b""
        while not reply.endswith(b"\0") and len(reply) < 4096:
            if time.monotonic() > until:
                raise TimeoutError("The scanner did not answer in time.")
            block = connection.recv(1024)
            if not block:
                break
            reply += block
        return reply.rstrip(b"\0\r\n").decode("utf-8", errors="replace").strip()


def _read(reply: str) -> Verdict:
    if "size limit exceeded" in reply.lower():
        return Verdict(Finding.UNSCANNABLE, "too_large_for_scanner")
    prefix, _, result = reply.partition("stream: ")
    if prefix:
        raise ScannerUnavailable(reply[:200])
    if result == "OK":
        return Verdict(Finding.CLEAN, "scanned")
    if result.endswith(" FOUND"):
        return Verdict(Finding.INFECTED, result.removesuffix(" FOUND").strip()[:120])
    raise ScannerUnavailable(reply[:200] or "The scanner closed the connection without an answer.")


def configured() -> Scanner:
    """The scanner of this installation."""
    address = getattr(settings, "CLAMD_ADDRESS", "")
    return ClamdScanner(address) if address else AcceptingScanner()

"""A clamd on the loopback that speaks INSTREAM and finds the EICAR test string."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class Clamd:
    """What the server does: `limit` is its StreamMaxLength, `answer` a fixed reply ("" hangs up without one)."""

    address: str = ""
    limit: int = 1_000_000
    answer: str | None = None
    received: list[bytes] = field(default_factory=list)

    def serve(self, connection: socket.socket) -> None:
        """Answer one INSTREAM command."""
        with connection, contextlib.suppress(OSError):
            connection.settimeout(10)
            assert _exactly(connection, 10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack("!I", _exactly(connection, 4))[0]:
                content += _exactly(connection, length)
                if len(content) > self.limit:
                    connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            self.received.append(content)
            found = "stream: Eicar-Signature FOUND" if EICAR in content else "stream: OK"
            answer = found if self.answer is None else self.answer
            if answer:
                connection.sendall(answer.encode() + b"\0")


def _exactly(connection: socket.socket, length: int) -> bytes:
    content = b""
    while len(content) < length:
        block = connection.recv(length - len(content))
        if not block:
            raise ConnectionError
        content += block
    return content


@contextlib.contextmanager
def running(*, unix_path: str = "", **settings: object) -> Iterator[Clamd]:
    """Run the server on a free port, or on a unix socket, until the block ends."""
    listener = socket.socket(socket.AF_UNIX if unix_path else socket.AF_INET)
    listener.bind(unix_path or ("127.0.0.1", 0))
    listener.listen()
    clamd = Clamd(address=unix_path or f"127.0.0.1:{listener.getsockname()[1]}", **settings)  # type: ignore[arg-type]

    def accept() -> None:
        while True:
            try:
                connection, _address = listener.accept()
            except OSError:
                return
            clamd.serve(connection)

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield clamd
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)

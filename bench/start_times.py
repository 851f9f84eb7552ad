"""How long `make demo` takes on a fresh clone, the first time and the second.

The clone is made from this repository's HEAD into a scratch folder with an empty home; package downloads count.
Run it on a quiet machine: `make bench ARGS=start_times`.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import harness

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 600.0
#: The second start must stay under this.
SECOND_START_LIMIT = 15.0
#: What a package manager needs to know of this machine's network; everything else of the environment is left out.
KEPT = ("SSL_CERT_FILE", "PIP_CERT", "NODE_EXTRA_CA_CERTS", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start_and_stop(clone: Path, environment: dict[str, str]) -> float:
    """Start the demonstration, wait for its word that it is ready, end it, and return the seconds to ready."""
    began = time.monotonic()
    process = subprocess.Popen(
        ["make", "demo", f"PORT={_free_port()}", f"PYTHON={sys.executable}"],
        cwd=clone,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said: list[str] = []
    try:
        for line in process.stdout or ():
            said.append(line)
            if "is ready" in line:
                return time.monotonic() - began
            if time.monotonic() - began > LONGEST:
                break
        raise SystemExit("The demonstration did not start:\n" + "".join(said[-30:]))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=60)


def main() -> None:
    """Measure both starts."""
    with tempfile.TemporaryDirectory() as scratch:
        clone, home = Path(scratch) / "clone", Path(scratch) / "home"
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone)], check=True)
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment |= {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "dumb"}
        first = _start_and_stop(clone, environment)
        harness.emit("start_times", "first start of a fresh clone", first, "s")
        second = _start_and_stop(clone, environment)
        harness.emit("start_times", "second start", second, "s", ratio=SECOND_START_LIMIT / second, floor=1.0)


if __name__ == "__main__":
    main()

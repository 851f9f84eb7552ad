"""What to do when a step fails: the causes people meet, told by what the output says."""

from __future__ import annotations

import re

_LAST_LINES = 15

#: (what the output says, what to do), the first match counts.
_CAUSES: tuple[tuple[str, str], ...] = (
    (
        r"No space left on device|Disk quota exceeded|ENOSPC",
        "The disk is full. About 1.5 GB are needed; free some space, or put the data elsewhere: "
        "make demo DATA=/other/disk",
    ),
    (
        r"ensurepip is not available|No module named venv|No module named ensurepip",
        "This Python cannot make virtual environments. On Debian or Ubuntu: apt-get install python3-venv",
    ),
    (
        r"THESE PACKAGES DO NOT MATCH THE HASHES|EINTEGRITY",
        "A downloaded package is not the one this version was tested with. Look whether a proxy or mirror alters "
        "downloads, empty its cache and run the command again.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT",
        "The package index shows a certificate this machine does not trust. Behind an inspecting proxy set PIP_CERT "
        "and NODE_EXTRA_CA_CERTS to its certificate.",
    ),
    (
        r"from versions: none|Temporary failure in name resolution"
        r"|Name or service not known|NewConnectionError|ConnectTimeout"
        r"|Network is unreachable|Connection refused|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRE|ProxyError|Max retries"
        r"|Read timed out|getaddrinfo",
        "The package index cannot be reached. Check the network; behind a proxy set HTTPS_PROXY, with a mirror of "
        "your own configure pip and npm for it, then run the command again: finished steps are not repeated.",
    ),
    (
        r"No matching distribution found|not a supported wheel|Could not find a version",
        "A package does not exist for this Python or machine, or the package index does not have it. "
        "Linux (x86-64, arm64) and macOS with Python 3.11 to 3.13 are supported.",
    ),
    (
        r"Address already in use|Errno 98|Errno 48|EADDRINUSE",
        "The port is taken by another program. Choose another one: make demo PORT=8100",
    ),
    (
        r"Permission denied|Operation not permitted|Read-only file system|EACCES|EPERM|Errno 13|Errno 30",
        "Something may not be written or read. Is the clone yours, and were earlier runs made by another user (sudo)? "
        "Then: make clean as that user, or choose another folder: make demo DATA=/some/dir",
    ),
    (
        r"GLIBC_|symbol not found|ld-linux|ld-musl|cannot execute binary|Exec format error",
        "The embedded servers need glibc 2.28 or newer (not musl). Use your own servers: set DATABASE_URL and "
        "REDIS_URL, or run docker compose up.",
    ),
    (
        r"could not create shared memory|No space left on device.*shm|could not resize shared memory",
        "PostgreSQL gets too little shared memory. In a container, start it with --shm-size=256m.",
    ),
    (
        r"Inconsistent.*Migration|relation .* already exists|column .* does not exist",
        "The kept database belongs to another version of the program. Start afresh: make clean "
        "(this deletes its data).",
    ),
    (
        r"heap out of memory|MemoryError|Cannot allocate memory|Killed",
        "The machine ran out of memory; about 1 GB is needed.",
    ),
)
_UNKNOWN = (
    "Run the command again; if it fails the same way, make clean starts from nothing. "
    "Please report it with the lines above."
)


def explain(title: str, output: str) -> str:
    """Return the end of a failed step's output and what to do about it."""
    lines = [line for line in output.strip().splitlines() if line.strip()][-_LAST_LINES:]
    shown = "\n".join(f"    {line}" for line in lines)
    return f"{title} failed:\n{shown}\n\n  What to do: {_remedy(output)}"


def _remedy(output: str) -> str:
    return next((text for pattern, text in _CAUSES if re.search(pattern, output, re.IGNORECASE)), _UNKNOWN)

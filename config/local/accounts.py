"""Which system account runs the database: PostgreSQL refuses root, so root hands it to another one."""

import dataclasses
import os
import pwd
import subprocess
from pathlib import Path

_NAME = "pgserver"


@dataclasses.dataclass(frozen=True)
class Account:
    """A system account, by number."""

    uid: int
    gid: int


def database_account() -> Account | None:
    """Return the account to switch to, or None when we are not root and simply stay who we are."""
    if os.geteuid() != 0:
        return None
    entry = _find(_NAME) or _create(_NAME) or _find("nobody")
    if entry is None:
        raise PermissionError("PostgreSQL refuses to run as root and no other account exists; run as a plain user.")
    return Account(entry.pw_uid, entry.pw_gid)


def hand_over(folder: Path, account: Account | None) -> None:
    """Give `folder` and what is in it to `account`, and let it get there."""
    if account is None:
        return
    make_reachable(folder)
    if folder.stat().st_uid != account.uid:
        for place in [folder, *folder.rglob("*")]:
            os.chown(place, account.uid, account.gid, follow_symlinks=False)


def make_reachable(folder: Path) -> None:
    """Let other accounts pass through the parents of `folder` (search permission only, nothing becomes listable)."""
    for parent in folder.resolve().parents:
        mode = parent.stat().st_mode
        if not mode & 0o001:
            parent.chmod(mode | 0o001)


def _find(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _create(name: str) -> pwd.struct_passwd | None:
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return _find(name)

"""The suite's PostgreSQL server: who holds it, the databases on it, and the two roles that use them."""

import contextlib
import fcntl
import hashlib
import os
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from config.local import postgres

ROOT = Path(__file__).resolve().parents[2]
#: Who the tests are: no superuser, owns no table. What makes and clones databases is the owner of the address.
APPLICATION = "xiezhi_test_application"
_GRANTS = f"""
GRANT USAGE ON SCHEMA public TO {APPLICATION};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APPLICATION};
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {APPLICATION};
"""
#: This process in the list of those that hold databases.
_token = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"


def run_folder() -> Path:
    """Return where the suite keeps its server."""
    return Path(os.environ.get("XIEZHI_DATA") or ROOT / ".run").resolve()


def tag() -> str:
    """Return what tells the databases of this folder from those of another on the same server."""
    return hashlib.sha256(os.fsencode(run_folder())).hexdigest()[:6]


def maintenance_url() -> str:
    """Return the server to test on: DATABASE_URL when given, else the embedded one."""
    return os.environ.get("DATABASE_URL") or postgres.url(run_folder() / "test-pg")


def address(database: str = "", *, role: str = "") -> str:
    """Return the server's address with another database or role; its own when none is given."""
    text, mark, query = maintenance_url().partition("?")
    if database:
        text = f"{text.rsplit('/', 1)[0]}/{database}"
    if role:
        scheme, _, rest = text.partition("://")
        password = urlsplit(text).password
        who = quote(role) + (f":{quote(unquote(password), safe='')}" if password else "")
        text = f"{scheme}://{who}@{rest.rpartition('@')[2]}"
    return text + mark + query


@contextlib.contextmanager
def server() -> Iterator[None]:
    """Hold the server: the first holder starts the embedded one, the last one stops it; what was left behind goes."""
    with _held(), _listed():
        yield


@contextlib.contextmanager
def _held() -> Iterator[None]:
    if os.environ.get("DATABASE_URL"):
        _prepare()
        yield
        return
    folder = run_folder()
    own = postgres.Server(folder / "test-pg", folder / "log" / "test-postgres.log", postgres.TEST_OPTIONS)
    with _open_lock("server-users") as users:
        with locked("server"):
            fcntl.flock(users, fcntl.LOCK_SH)
            if not own.ready():
                own.start(dies_with_parent=False)
        _prepare()
        try:
            yield
        finally:
            with locked("server"):
                fcntl.flock(users, fcntl.LOCK_UN)
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    own.stop()


def _prepare() -> None:
    """Make the role of the tests, and drop what killed processes have left."""
    with locked("server"):
        if not execute(f"SELECT 1 FROM pg_roles WHERE rolname = '{APPLICATION}'"):
            password = unquote(urlsplit(maintenance_url()).password or "").replace("'", "''")
            execute(f"CREATE ROLE {APPLICATION} LOGIN" + (f" PASSWORD '{password}'" if password else ""))
        for path in _holders().iterdir():
            with path.open("r+") as file, contextlib.suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                for name in file.read().split():
                    drop(name)
                path.unlink()


@contextlib.contextmanager
def _listed() -> Iterator[None]:
    """Keep a list of this process' databases for as long as it lives; the next one drops those of a dead process."""
    path = _holders() / _token
    if path.exists():  # this process holds the server already
        yield
        return
    with locked("server"):
        file = path.open("a")
        fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        for name in path.read_text().split():
            drop(name)
        path.unlink()
        file.close()


def note(name: str) -> None:
    """Note a database of this process, so that it never outlives it for long."""
    with (_holders() / _token).open("a") as file:
        file.write(f"{name}\n")


def _holders() -> Path:
    folder = run_folder() / "test-holders"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def names() -> set[str]:
    """Return the databases of the server."""
    return {row[0] for row in execute("SELECT datname FROM pg_database")}


def create(name: str) -> None:
    """Make an empty database."""
    execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")


def copy(source: str, name: str) -> None:
    """Make a database that is a copy of another; files are copied, for they need not survive the machine."""
    execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY FILE_COPY')


def drop(name: str) -> None:
    """Drop a database with everybody in it, if it is there."""
    execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def rename(name: str, to: str) -> None:
    """Rename a database that nobody is in."""
    execute(f'ALTER DATABASE "{name}" RENAME TO "{to}"')


def grant(database: str) -> None:
    """Let the role of the tests read and write every table of a database."""
    execute(_GRANTS, database=database)


def execute(statement: str, *, database: str = "") -> list[tuple[Any, ...]]:
    """Do one statement as the owner."""
    import psycopg2

    connection = psycopg2.connect(address(database))
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []
    finally:
        connection.close()


@contextlib.contextmanager
def _open_lock(name: str) -> Iterator[int]:
    folder = run_folder()
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / f".{re.sub(r'[^a-z0-9_-]', '', name)}.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def locked(name: str) -> Iterator[None]:
    """Hold one of the folder's locks; it ends with the process at the latest."""
    with _open_lock(name) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield

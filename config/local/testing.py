"""The test suite's databases: one template per set of migrations and rules, cloned for every test process.

The template holds what `manage.py load_rules` loads, and an audit trail that begins with the test.
"""

import contextlib
import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from config.local import postgres

ROOT = Path(__file__).resolve().parents[2]
#: The trail is append-only by trigger; only a template may forget how it was made.
_EMPTY_TRAIL = """
ALTER TABLE registry_auditevent DISABLE TRIGGER USER;
DELETE FROM registry_auditevent;
ALTER TABLE registry_auditevent ENABLE TRIGGER USER;
"""


class MigrationsBroken(Exception):
    """The template could not be migrated; the message says why."""


def run_folder() -> Path:
    """Return where the suite keeps its server."""
    return Path(os.environ.get("XIEZHI_DATA") or ROOT / ".run").resolve()


def maintenance_url() -> str:
    """Return the server to test on: DATABASE_URL when given, else the embedded one."""
    return os.environ.get("DATABASE_URL") or postgres.url(run_folder() / "test-pg")


@contextlib.contextmanager
def database(name: str) -> Iterator[str]:
    """Give a fresh migrated database for one test process; drop it and stop the last-used server at the end."""
    with _server(), _connect() as maintenance:
        with _locked("template"):
            template = _template(maintenance)
            _clone(maintenance, template, name)
        try:
            yield name
        finally:
            _execute(maintenance, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextlib.contextmanager
def _server() -> Iterator[None]:
    """Hold the embedded server: the first holder starts it, the last one stops it."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    folder = run_folder()
    server = postgres.Server(folder / "test-pg", folder / "log" / "test-postgres.log", postgres.TEST_OPTIONS)
    with _open_lock("server-users") as users:
        with _locked("server"):
            fcntl.flock(users, fcntl.LOCK_SH)
            if not server.ready():
                server.start(dies_with_parent=False)
        try:
            yield
        finally:
            with _locked("server"):
                fcntl.flock(users, fcntl.LOCK_UN)
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    server.stop()


@contextlib.contextmanager
def _connect(database: str = "") -> Iterator[Any]:
    import psycopg2

    connection = psycopg2.connect(_address(database))
    connection.autocommit = True
    try:
        yield connection
    finally:
        connection.close()


def _address(database: str) -> str:
    """The server's address with another database; its own when none is given."""
    address, mark, query = maintenance_url().partition("?")
    return (f"{address.rsplit('/', 1)[0]}/{database}" if database else address) + mark + query


def _template(maintenance: Any) -> str:
    """Return the template of today's migrations, migrating one if there is none; older ones go."""
    name = f"xiezhi_template_{_migrations_key()}"
    existing = {row[0] for row in _execute(maintenance, "SELECT datname FROM pg_database")}
    if name in existing:
        return name
    for old in existing:
        if old.startswith("xiezhi_template_"):
            _execute(maintenance, f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
    building = "xiezhi_template_building"
    _execute(maintenance, f"CREATE DATABASE \"{building}\" TEMPLATE template0 ENCODING 'UTF8'")
    env = os.environ | {
        "DATABASE_URL": _address(building),
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.test"),
    }
    for command in (["migrate", "--no-input", "-v", "0"], ["load_rules"]):
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *command], cwd=ROOT, env=env, capture_output=True, text=True
        )
        if done.returncode:
            raise MigrationsBroken(f"manage.py {command[0]} fails:\n{(done.stdout + done.stderr)[-3000:]}")
    with _connect(building) as made:
        _execute(made, _EMPTY_TRAIL)
    _execute(maintenance, f'ALTER DATABASE "{building}" RENAME TO "{name}"')
    return name


def _clone(maintenance: Any, template: str, name: str) -> None:
    _execute(maintenance, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _execute(maintenance, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _migrations_key() -> str:
    """Name the set of migrations, the settings' list of apps, the locked packages' own migrations and the rules."""
    digest = hashlib.sha256()
    watched = [*sorted(ROOT.glob("*/migrations/*.py")), *sorted(ROOT.glob("config/settings/*.py"))]
    rules = (
        "governance/services/catalogues.py",
        "governance/services/procedures.py",
        "governance/services/thresholds.py",
    )
    watched += [ROOT / name for name in rules]
    watched += [Path(__file__), *sorted(ROOT.glob("data/**/*")), *sorted(ROOT.glob("requirements/base.txt"))]
    for path in watched:
        if path.is_file():
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _execute(connection: Any, statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []


@contextlib.contextmanager
def _open_lock(name: str) -> Iterator[int]:
    folder = run_folder()
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / f".{name}.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _locked(name: str) -> Iterator[None]:
    with _open_lock(name) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield

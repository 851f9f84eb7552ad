"""The suite's two first templates: the migrated database, and the one that also holds the rules of the product.

The rules are what `manage.py load_rules` loads; the audit trail begins with the test.
"""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from config.local import databases, templates, watching

maintenance_url = databases.maintenance_url
#: What decides how the tables look.
_SCHEMA = ("*/migrations", "config/settings", "config/local/testing.py", "requirements/base.txt")
#: What decides what a service writes.
ROOMS = ("config", "governance", "restoration", "safety", "funds", "registry")
SOURCES = (*ROOMS, "templates", "data", "requirements/base.txt")
#: The trail is append-only by trigger; only a template may forget how it was made.
_EMPTY_TRAIL = """
ALTER TABLE registry_auditevent DISABLE TRIGGER USER;
DELETE FROM registry_auditevent;
ALTER TABLE registry_auditevent ENABLE TRIGGER USER;
"""


@cache
def migrated() -> templates.Template:
    """Return the template of today's migrations."""
    return templates.Template("migrated", watching.key(*_SCHEMA), _migrate)


@cache
def ruled() -> templates.Template:
    """Return the template that holds the rules as well."""
    return templates.Template("ruled", watching.key(*SOURCES), _load_rules, after=migrated())


@contextlib.contextmanager
def database(name: str) -> Iterator[str]:
    """Give a fresh database with the rules; drop it and stop the last-used server at the end."""
    with databases.server():
        templates.clone(ruled(), name)
        yield name


def _migrate(name: str, _files: Path) -> None:
    _manage(name, "migrate", "--no-input", "-v", "0")
    databases.grant(name)


def _load_rules(name: str, _files: Path) -> None:
    _manage(name, "load_rules")
    databases.execute(_EMPTY_TRAIL, database=name)


def _manage(name: str, *command: str) -> None:
    """Run a command as the owner; what it says when it fails is the reason why there is no template."""
    env = os.environ | {
        "DATABASE_URL": databases.address(name),
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.test"),
    }
    done = subprocess.run(
        [sys.executable, str(watching.ROOT / "manage.py"), *command],
        cwd=watching.ROOT, env=env, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise templates.TemplateBroken(f"manage.py {command[0]} fails:\n{(done.stdout + done.stderr)[-3000:]}")

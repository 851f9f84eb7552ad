"""The template database of a stage: played once, with the files that it wrote and its handle."""

import contextlib
import pickle
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache as memory
from django.db import connections, transaction
from django.test import override_settings
from django.utils import timezone, translation

from config.local import databases, testing, watching
from config.local.templates import Template
from registry.calendar.selectors import calendars
from tests.stages.counters import counting_on
from tests.stages.declared import STAGES, Stage
from tests.stages.handles import kept, read

#: Whatever may change what a stage holds; clocks count days, so it is played anew each day.
_SOURCES = (*testing.SOURCES, "locale", "tests/factories", "tests/stages", "tests/permissions", "tests/browser")
MEDIA, HANDLE = "media", "handle.pickle"


@cache
def template(name: str) -> Template:
    """Return the template of a stage; a stage that goes on from another begins with a copy of that one's."""
    stage = STAGES[name]
    after = template(stage.after) if stage.after else testing.ruled()

    def build(database: str, files: Path) -> None:
        _play(stage, database, files)

    return Template(f"stage_{name}", _key(), build, after)


@cache
def _key() -> str:
    return watching.key(*_SOURCES, also=[timezone.localdate().isoformat()])


def _play(stage: Stage, database: str, files: Path) -> None:
    """Play the stage in the house's language; rows and files are its own."""
    before, counted = pickle.loads((files / HANDLE).read_bytes()) if stage.after else (None, {})
    with (
        override_settings(MEDIA_ROOT=files / MEDIA, **stage.settings),
        connected_to(database),
        counting_on(counted) as reached,
        translation.override(settings.LANGUAGE_CODE),
        contextlib.nullcontext() if stage.commits else transaction.atomic(),
    ):
        played = kept(stage.play(*([read(before)] if stage.after else [])))
        if not stage.commits:
            connections["default"].run_on_commit = []
    (files / HANDLE).write_bytes(pickle.dumps((played, reached)))


@contextlib.contextmanager
def connected_to(database: str) -> Iterator[None]:
    """Use a connection to another database; the one of the tests waits untouched, whatever its transaction."""
    others, at = connections["default"], connections.settings["default"]
    before = at["NAME"], at["USER"]
    at["NAME"], at["USER"] = database, databases.APPLICATION
    connections["default"] = connections.create_connection("default")
    forget()
    try:
        yield
    finally:
        connections["default"].close()
        at["NAME"], at["USER"] = before
        connections["default"] = others
        forget()


def forget() -> None:
    """Forget what this process keeps of rows: keys of one database mean other rows in another."""
    memory.clear()
    calendars.forget()


def handle_of(files: Path) -> Any:
    """Return the handle that lies with the files of a stage."""
    return pickle.loads((files / HANDLE).read_bytes())[0]

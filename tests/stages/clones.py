"""The databases of one test process: the one it stands in, and those it left and may come back to."""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connections
from django.test import override_settings

from config.local import databases, testing
from config.local.templates import clone, keep_only
from tests.stages import templates
from tests.stages.declared import STAGES

#: Tests come grouped by stage, so a process seldom comes back.
KEPT = 3


@dataclass
class Clone:
    """A copy of a stage's template in this process, the keys of its rows, and its files."""

    database: str
    files: Path
    handle: Any = None


class Clones:
    """Clones stages as tests meet them, and points the connection at the one that is wanted."""

    def __init__(self, prefix: str, folder: Path, blocker: Any) -> None:
        self.prefix, self.folder, self.blocker = prefix, folder, blocker
        self.made = 0
        self.held: dict[str, Clone] = {}
        self.current = ""

    def enter(self, stage: str) -> Clone:
        """Stand in a clone of the stage; the empty name is the database that holds the rules only."""
        if stage != self.current or stage not in self.held:
            connections["default"].close()
            found = self.held.pop(stage, None) or self.make(stage)
            self.held[stage] = found
            self._point_at(found.database)
            self.current = stage
            for old in [*self.held][:-KEPT]:
                self.spoil(old)
        return self.held[stage]

    def spoil(self, stage: str) -> None:
        """Give up the clone of a stage: somebody has committed to it."""
        if found := self.held.pop(stage, None):
            if stage == self.current:
                connections["default"].close()
            self.drop(found)

    @staticmethod
    def drop(clone: Clone) -> None:
        """Take a clone away with its files."""
        databases.drop(clone.database)
        shutil.rmtree(clone.files, ignore_errors=True)

    def make(self, stage: str) -> Clone:
        """Clone a stage without standing in it."""
        self.made += 1
        made = Clone(f"{self.prefix}_{self.made}", self.folder / str(self.made))
        if not stage:
            made.files.mkdir(parents=True)
            clone(testing.ruled(), made.database)
        else:
            if stage not in STAGES:
                raise LookupError(f"There is no stage {stage!r}; tests/stages declares {', '.join(STAGES)}.")
            clone(templates.template(stage), made.database, made.files)
            made.handle = templates.handle_of(made.files)
        return made

    @contextlib.contextmanager
    def beside(self, stage: str) -> Iterator[Clone]:
        """Stand in a clone for several tests, in the middle of whatever the others do; its files are their media."""
        clone = self.make(stage)
        try:
            with (
                self.blocker.unblock(),
                templates.connected_to(clone.database),
                override_settings(MEDIA_ROOT=clone.files / templates.MEDIA),
            ):
                yield clone
        finally:
            self.drop(clone)

    @staticmethod
    def _point_at(database: str) -> None:
        settings = connections.settings["default"]
        settings["NAME"], settings["USER"] = database, databases.APPLICATION
        templates.forget()


@contextlib.contextmanager
def opened(prefix: str, folder: Path, blocker: Any) -> Iterator[Clones]:
    """Hold the server and its clones for one test process."""
    with databases.server():
        keep_only({"migrated", "ruled", *(f"stage_{name}" for name in STAGES)})
        clones = Clones(prefix, folder, blocker)
        try:
            yield clones
        finally:
            connections.close_all()
            for stage in [*clones.held]:
                clones.spoil(stage)

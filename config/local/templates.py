"""Template databases: each is made once of a set of sources, kept with its files, and cloned as often as wanted."""

import dataclasses
import shutil
import traceback
from collections.abc import Callable
from pathlib import Path

from config.local import databases

#: What could not be built in this process, and why: it is not tried again for every test.
_broken: dict[str, str] = {}


class TemplateBroken(Exception):
    """A template could not be built; the message says why."""


@dataclasses.dataclass(frozen=True)
class Template:
    """How a template is made: `build` gets a database that is a copy of `after`, and a folder for its files."""

    name: str
    key: str
    build: Callable[[str, Path], None]
    after: "Template | None" = None

    @property
    def database(self) -> str:
        """The name of its database; other sources have another."""
        return f"{_prefix()}{self.name}_{self.key}"

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return _folder() / f"{self.name}_{self.key}"


def clone(template: Template, name: str, files: Path | None = None) -> None:
    """Make the database `name` a copy of the template, built when it is missing, and copy its files beside it."""
    databases.note(name)
    _copy(template, name, files)


def _copy(template: Template, name: str, files: Path | None) -> None:
    with databases.locked(f"template-{template.name}"):
        _ensure(template)
        databases.drop(name)
        databases.copy(template.database, name)
        if files is not None:
            shutil.copytree(template.folder, files, dirs_exist_ok=True)


def _ensure(template: Template) -> None:
    """Build the template when it is missing; the caller holds its lock."""
    if template.database in _broken:
        raise TemplateBroken(_broken[template.database])
    if template.folder.is_dir() and template.database in databases.names():
        return
    _drop_older(template)
    building, files = f"xiezhi_{databases.tag()}_building_{template.name}", _folder() / f".{template.name}"
    databases.drop(building)
    shutil.rmtree(files, ignore_errors=True)
    try:
        if template.after is None:
            files.mkdir(parents=True)
            databases.create(building)
        else:
            _copy(template.after, building, files)
        template.build(building, files)
    except TemplateBroken as broken:
        _broken[template.database] = str(broken)
        databases.drop(building)
        raise
    except Exception as error:
        _broken[template.database] = f"The template {template.name} cannot be built:\n{traceback.format_exc()}"
        databases.drop(building)
        raise TemplateBroken(_broken[template.database]) from error
    databases.drop(template.database)
    shutil.rmtree(template.folder, ignore_errors=True)
    files.rename(template.folder)
    databases.rename(building, template.database)


def keep_only(names: set[str]) -> None:
    """Take away the templates of names that no source declares any more."""
    for database in databases.names():
        name = database.removeprefix(_prefix()).rpartition("_")[0]
        if database.startswith(_prefix()) and name not in names:
            with databases.locked(f"template-{name}"):
                databases.drop(database)
                shutil.rmtree(_folder() / database.removeprefix(_prefix()), ignore_errors=True)


def _drop_older(template: Template) -> None:
    """Take away what was made of other sources under this name."""
    for database in databases.names():
        if database.startswith(f"{_prefix()}{template.name}_") and _named(database, template.name):
            databases.drop(database)
    for folder in _folder().glob(f"{template.name}_*"):
        if _named(folder.name, template.name):
            shutil.rmtree(folder, ignore_errors=True)


def _named(text: str, name: str) -> bool:
    """Whether `text` is the name and a key, not a longer name."""
    return "_" not in text.rpartition(f"{name}_")[2]


def _prefix() -> str:
    return f"xiezhi_{databases.tag()}_template_"


def _folder() -> Path:
    return databases.run_folder() / "test-templates"

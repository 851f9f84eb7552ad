"""Lets every test begin at its stage: the clone it stands in, its handle, and tests of a stage one after the other."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase, override_settings
from django.utils import translation

from config.local import templates
from tests.stages import approval, attacks, demonstration
from tests.stages.clones import Clones, opened
from tests.stages.declared import STAGES
from tests.stages.handles import read
from tests.stages.templates import MEDIA

#: The modules that declare stages.
DECLARING = (approval, attacks, demonstration)


def pytest_configure(config: pytest.Config) -> None:
    """Know the marker; a database that a test has committed to is thrown away, so it need not be emptied."""
    config.addinivalue_line("markers", "stage(name): the stage of tests/stages at which the test begins")
    TransactionTestCase._fixture_teardown = lambda self: None  # type: ignore[method-assign]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put tests of a stage together, those last that spoil its clone, and enter the stage before anything else."""
    order = {name: place for place, name in enumerate(["", *STAGES])}
    for item in items:
        if item.get_closest_marker("django_db"):
            item.fixturenames.insert(0, "stage_clone")  # type: ignore[attr-defined]
    items.sort(key=lambda item: (order.get(stage_of(item), -1), commits(item)))


def stage_of(item: pytest.Item) -> str:
    """The stage at which a test begins: as marked, else the scene or the committee if it takes a part of one."""
    marker = item.get_closest_marker("stage")
    if marker:
        return str(marker.args[0])
    names: list[str] = item.fixturenames  # type: ignore[attr-defined]
    return "" if "played" not in names else "table" if "at" in names else "scene"


def commits(item: pytest.Item) -> bool:
    """Whether the test has transactions of its own."""
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Clones]:
    """Hold the server, and the clones that this process makes of templates."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    folder = tmp_path_factory.mktemp("stages")
    with (
        opened(f"xiezhi_test_{os.getpid()}_{worker}", folder, django_db_blocker) as clones,
        override_settings(MEDIA_ROOT=folder / MEDIA),
        django_db_blocker.unblock(),
    ):
        try:
            clones.enter("")
        except templates.TemplateBroken as broken:
            pytest.exit(str(broken), returncode=3)
        yield clones


@pytest.fixture
def stage_clone(
    request: pytest.FixtureRequest, django_db_setup: Clones, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[Any]:
    """Stand in a clone of the test's stage, in the house's language; its files are linked into a folder of its own."""
    stage = stage_of(request.node)
    translation.activate(settings.LANGUAGE_CODE)
    with django_db_blocker.unblock():
        if not connection.in_atomic_block or stage != django_db_setup.current:
            try:
                clone = django_db_setup.enter(stage)
            except templates.TemplateBroken as broken:
                pytest.fail(str(broken), pytrace=False)
        else:
            clone = django_db_setup.held[stage]
        if (clone.files / MEDIA).is_dir():
            own = tmp_path_factory.mktemp(MEDIA)
            shutil.copytree(clone.files / MEDIA, own, copy_function=_linked, dirs_exist_ok=True)
            with override_settings(MEDIA_ROOT=own):
                yield clone
        else:
            yield clone
        if commits(request.node):
            django_db_setup.spoil(stage)


def _linked(source: str, target: str) -> None:
    """Storage never writes into a file that is there, and taking a name away leaves the other."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, Path(target))


@pytest.fixture
def played(stage_clone: Any) -> Any:
    """The handle of the stage, its rows read now."""
    return read(stage_clone.handle)


@pytest.fixture
def here(played: Any) -> Any:
    """The bodies and people of the stage."""
    return played.here


@pytest.fixture
def case(played: Any) -> Any:
    """The case of the stage."""
    return played.case


@pytest.fixture
def at(played: Any) -> Any:
    """The committee of the stage."""
    return played.table


@pytest.fixture
def conflict(played: Any) -> Any:
    """The conflict of the stage."""
    return played.conflict

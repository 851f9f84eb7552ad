"""What every test stands on: the database of this test process, and which tests a machine can run."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from config.local import testing


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Give this process its own clone of the migrated template."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    session = getattr(request.config, "workerinput", {}).get("testrunuid", str(os.getpid()))[:12]
    with contextlib.ExitStack() as stack:
        try:
            name = stack.enter_context(testing.database(f"xiezhi_test_{session}_{worker}"))
        except testing.MigrationsBroken as broken:
            pytest.exit(str(broken), returncode=3)
        stack.enter_context(django_db_blocker.unblock())
        connections["default"].close()
        connections.settings["default"]["NAME"] = name
        connections["default"].settings_dict["NAME"] = name
        yield
        connections.close_all()


def chromium() -> str | None:
    """Return the path of a Chromium the browser tests can drive."""
    return os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests where there is no browser; in CI that is a failure instead."""
    if chromium() or os.environ.get("CI"):
        return
    skip = pytest.mark.skip(reason="No Chromium on this machine (Debian: apt-get install chromium).")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(skip)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Say plainly in CI that the browser is missing."""
    if item.get_closest_marker("browser") and not chromium():
        pytest.fail("CI must run the browser tests, and there is no Chromium.")

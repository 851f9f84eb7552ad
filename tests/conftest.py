"""What every test stands on: its stage, and which tests a machine can run."""

import gc
import os
import shutil
from copy import copy
from typing import Any

import pytest
from django.test import client
from django.test.utils import ContextList

pytest_plugins = ["tests.stages.plugin", "tests.times"]


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


def _first_drawn(store: dict[str, Any], signal: Any, sender: Any, template: Any, context: Any, **kwargs: Any) -> None:
    """Remember what the page was given; Django copies that for each of its hundred parts, longer than drawing takes."""
    if "context" not in store:
        store["templates"], store["context"] = [template], ContextList([copy(context)])


client.store_rendered_templates = _first_drawn


def pytest_collection_finish() -> None:
    """Let the collector of garbage leave alone what was there before the first test, and come by less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)

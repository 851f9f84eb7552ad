"""A served demonstration, one Chromium, and pages that note everything they should not do."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import override_settings
from django.test.testcases import LiveServerThread

from config.local import testing
from tests.browser import stage as stages
from tests.browser.pages import Browser
from tests.conftest import chromium

ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def stage(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[stages.Stage]:
    """The demonstration in a database of its own, so that what the browser commits disturbs no other test."""
    if not (ROOT / "static_build" / "dist" / "app.js").is_file():
        pytest.fail("The front end is not built: make test builds it, or run node frontend/build.mjs.")
    media = tmp_path_factory.mktemp("media")
    # Playwright keeps an event loop in this thread; the tests still read the database between two clicks.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with (
        testing.database(f"xiezhi_browser_{os.getpid()}") as name,
        override_settings(MEDIA_ROOT=media, DEMO=True, DEMO_PASSWORD=stages.PASSWORD),
        django_db_blocker.unblock(),
    ):
        try:
            with _connected_to(name):
                yield stages.load()
        finally:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextlib.contextmanager
def _connected_to(name: str) -> Iterator[None]:
    """A connection of the stage's own; the one of the other tests waits untouched, whatever its transaction."""
    others, before = connections["default"], connections.settings["default"]["NAME"]
    connections.settings["default"]["NAME"] = name
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"]["NAME"] = before
        connections["default"] = others


@pytest.fixture(scope="package")
def address(stage: stages.Stage) -> Iterator[str]:
    """Where the product answers."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.fixture(scope="package")
def browser(stage: stages.Stage, address: str) -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium(),
            args=[
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        )  # fmt: skip
        made = Browser(launched, address, stage)
        yield made
        made.close()
        launched.close()


@pytest.fixture(autouse=True)
def nothing_unwanted(browser: Browser) -> Iterator[None]:
    """No violation of the content security policy, no foreign request, no error in any page of the test."""
    browser.unwanted.clear()
    connections["default"].close()  # each test reads through a fresh connection: an idle one may be gone
    yield
    assert browser.unwanted == []

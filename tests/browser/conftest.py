"""A served demonstration, one Chromium, and pages that note everything they should not do."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test import override_settings
from django.test.testcases import LiveServerThread

from tests.browser import stage as stages
from tests.browser.pages import Browser
from tests.conftest import chromium
from tests.stages.clones import Clones
from tests.stages.handles import read

ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def stage(django_db_setup: Clones) -> Iterator[stages.Stage]:
    """The demonstration in a clone of its own, so that what the browser commits disturbs no other test."""
    if not (ROOT / "static_build" / "dist" / "app.js").is_file():
        pytest.fail("The front end is not built: make test builds it, or run node frontend/build.mjs.")
    # Playwright keeps an event loop in this thread; the tests still read the database between two clicks.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with override_settings(DEMO=True, DEMO_PASSWORD=stages.PASSWORD):
        try:
            with django_db_setup.beside("demonstration") as clone:
                yield read(clone.handle)
        finally:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


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

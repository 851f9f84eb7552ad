"""Every kind of page: accessible in both themes, both languages, wide and narrow, and never wider than the window."""

import pytest

from tests.browser.kinds import KINDS, Kind
from tests.browser.pages import NARROW, SMALLEST, WIDE, Browser, axe, overflow, violations

#: Every value of every factor meets every other value of the next one; the two halves together are all eight.
LOOKS = {
    "zh-hans": ((WIDE, "light"), (NARROW, "dark")),
    "en": ((WIDE, "dark"), (NARROW, "light")),
}


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_page_is_accessible_and_keeps_inside_its_window(browser: Browser, kind: Kind) -> None:
    found: dict[str, list[str]] = {}
    for language, looks in LOOKS.items():
        for width, theme in looks:
            page = browser.page(kind.who, width=width, theme=theme)
            page.goto(kind.path(browser.stage, language), wait_until="load")
            faults = axe(page) + overflow(page) + violations(page)
            if width == NARROW:
                page.set_viewport_size({"width": SMALLEST, "height": 800})
                faults += [f"at {SMALLEST}: {fault}" for fault in overflow(page)]
            if faults:
                found[f"{language} {theme} {width}"] = faults
    assert found == {}

"""Every kind of page: accessible in both themes, both languages, wide and narrow, and never wider than the window."""

import pytest

from tests.browser.kinds import KINDS, Kind
from tests.browser.pages import HEIGHT, NARROW, SMALLEST, WIDE, Browser, axe, overflow, violations

#: Each language in one theme, drawn at the first width, looked at by axe there, and measured at all of them.
LOOKS = {
    "zh-hans": ("light", (WIDE, NARROW, SMALLEST)),
    "en": ("dark", (NARROW, SMALLEST, WIDE)),
}


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_page_is_accessible_and_keeps_inside_its_window(browser: Browser, kind: Kind) -> None:
    found: dict[str, list[str]] = {}
    for language, (theme, widths) in LOOKS.items():
        page = browser.page(kind.who, width=widths[0], theme=theme)
        page.goto(kind.path(browser.stage, language), wait_until="load")
        faults = axe(page) + violations(page)
        for width in widths:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            faults += [f"at {width}: {fault}" for fault in overflow(page)]
        if faults:
            found[f"{language} {theme}"] = faults
    assert found == {}

"""Language and theme: switching keeps the page, and what was chosen stays."""

from tests.browser.pages import Browser
from tests.browser.play import Play


def test_switching_the_language_keeps_the_page(browser: Browser) -> None:
    page = Play(browser, "zh-hans").open("nr.reviewer", "registry:mine_list")
    page.goto(page.url + "?q=青岭&order=name")
    page.locator(".mg-topbar button:has(.mg-lang)").click()
    with page.expect_navigation():
        page.locator(".mg-topbar a[hreflang=en]").click()
    assert "/en/mines/?" in page.url
    assert "order=name" in page.url
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("main [name=q]").input_value() == "青岭"


def test_switching_the_theme_keeps_the_page_and_stays(browser: Browser) -> None:
    page = Play(browser, "en").open("nr.reviewer", "registry:mine_list")
    before = page.url
    page.locator(".mg-topbar button:has(.mg-t-light)").click()
    page.locator("[data-set-theme=dark]").click()
    assert page.url == before
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.reload()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_switching_the_theme_without_script_keeps_the_page(browser: Browser) -> None:
    page = Play(browser, "en", script=False).open("nr.reviewer", "registry:mine_list")
    page.locator(".mg-topbar button:has(.mg-t-light)").focus()
    with page.expect_navigation():
        page.locator("button[name=theme][value=dark]").click()
    assert page.url.endswith("/en/mines/")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"

"""Pages of one Chromium: signed in, watched, measured."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from playwright.sync_api import BrowserContext, Page

from tests.browser.stage import Stage

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW, SMALLEST = 1440, 390, 320
HEIGHT = 900
#: The browser's own notes of answers that are meant: a refused form, a page that does not exist, a lost race.
_MEANT = ("status of 422", "status of 409", "status of 404", "status of 403", "status of 400")
_LISTEN = """
window.__violations = [];
document.addEventListener('securitypolicyviolation', (e) => {
  window.__violations.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`);
});
"""
_RUN_AXE = """
axe.run(document, {runOnly: {type: 'tag', values: %s}, resultTypes: ['violations']}).then((found) =>
  found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`))
"""
_OVERFLOW = """
async () => {
  await Promise.all(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished));
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide + 1) return [];
  const inside = (el) => { for (let p = el.parentElement; p && p !== document.body; p = p.parentElement) {
    if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(p).overflowX)) return true; } return false; };
  const out = [...document.body.querySelectorAll('*')].filter((el) =>
    el.getBoundingClientRect().right > wide + 1 && !inside(el));
  return [`${document.documentElement.scrollWidth} > ${wide}`,
    ...out.slice(0, 5).map((el) => `${el.tagName}.${el.className}`)];
}
"""


@dataclass
class Browser:
    """Contexts by person and look, made once and used again."""

    chromium: Any
    address: str
    stage: Stage
    unwanted: list[str] = field(default_factory=list)
    _pages: dict[tuple[Any, ...], Page] = field(default_factory=dict)

    def page(
        self, who: str = "", *, width: int = WIDE, theme: str = "light", script: bool = True, own: str = ""
    ) -> Page:
        """A page of the person (of nobody when empty); `own` keeps it apart from others of the same kind."""
        key = (who, script, own)
        if key not in self._pages or self._pages[key].is_closed():
            self._pages[key] = self._open(who, script)
        page = self._pages[key]
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.context.add_cookies([{"name": "theme", "value": theme, "url": self.address}])
        return page

    def _open(self, who: str, script: bool) -> Page:
        context: BrowserContext = self.chromium.new_context(
            base_url=self.address, java_script_enabled=script, reduced_motion="reduce", locale="en"
        )
        context.set_default_timeout(20_000)
        if who:
            context.add_cookies(
                [{"name": name, "value": value, "url": self.address} for name, value in self._signed_in(who).items()]
            )
        page = context.new_page()
        page.add_init_script(_LISTEN)
        page.on("pageerror", lambda error: self.unwanted.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._said(page, message))
        page.on("request", lambda request: self._asked(page, request.url))
        return page

    def _signed_in(self, who: str) -> dict[str, str]:
        client = Client()
        client.force_login(self.stage.person(who), backend="django.contrib.auth.backends.ModelBackend")
        return {name: morsel.value for name, morsel in client.cookies.items()}

    def _said(self, page: Page, message: Any) -> None:
        if message.type in ("error", "warning") and not any(text in message.text for text in _MEANT):
            self.unwanted.append(f"{page.url}: {message.type}: {message.text}")

    def _asked(self, page: Page, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and not url.startswith(self.address):
            self.unwanted.append(f"{page.url} asked for {url}")

    def close(self) -> None:
        """Close every context."""
        for page in self._pages.values():
            page.context.close()


def violations(page: Page) -> list[str]:
    """What the content security policy stopped on this page."""
    found: list[str] = page.evaluate("() => window.__violations || []")
    return found


def axe(page: Page) -> list[str]:
    """What axe finds; it comes in through the debugger, which the content security policy does not touch."""
    session = page.context.new_cdp_session(page)
    try:
        session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
        answer = session.send(
            "Runtime.evaluate",
            {"expression": _RUN_AXE % TAGS, "awaitPromise": True, "returnByValue": True},
        )
    finally:
        session.detach()
    if "exceptionDetails" in answer:
        return [str(answer["exceptionDetails"])]
    found: list[str] = answer["result"]["value"]
    return found


def overflow(page: Page) -> list[str]:
    """What is wider than the window, empty when nothing is."""
    found: list[str] = page.evaluate(_OVERFLOW)
    return found

"""The steps of a joint approval, as people click them."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page

from governance.approval.models import Case
from tests.browser.pages import WIDE, Browser
from tests.browser.stage import PASSWORD
from tests.factories.attachments import PDF

REASONS = "各部门意见一致,方案符合法律规定,同意实施。"


@dataclass
class Play:
    """One run of the flow: a language, a width, a browser."""

    browser: Browser
    language: str = "zh-hans"
    width: int = WIDE
    script: bool = True

    def address(self, route: str, *arguments: object) -> str:
        """The address of a page in the language of the run."""
        with translation.override(self.language):
            return reverse(route, args=arguments)

    def open(self, who: str, route: str, *arguments: object) -> Page:
        """Let a person open a page."""
        page = self.browser.page(who, width=self.width, script=self.script)
        page.goto(self.address(route, *arguments))
        return page

    def case_page(self, who: str, case: Case) -> Page:
        """Let a person open the page of the case."""
        return self.open(who, "governance:case_detail", case.pk)

    def sign_in(self, username: str) -> Page:
        """Sign in through the form, in a browser of one's own."""
        page = self.browser.page("", width=self.width, script=self.script, own=f"{username}{self.language}{self.width}")
        page.goto(self.address("registry:sign_in"))
        page.fill("#id_username", username)
        page.fill("#id_password", PASSWORD)
        press(page, "form:has(#id_password) button[type=submit]")
        assert "/sign-in" not in page.url
        return page

    def start(self, page: Page, mine: int) -> Case:
        """Open an application for a mine."""
        page.goto(self.address("governance:case_start"))
        page.select_option("#id_mine", str(mine))
        press(page, "main form button[type=submit]")
        assert "/dossier/" in page.url
        return Case.objects.latest("pk")

    def write(self, page: Page, case: Case, text: str) -> None:
        """Change one text of a section and go on."""
        page.goto(self.address("governance:dossier_edit", case.pk, "mining"))
        page.fill("#dossier-form [name=sequence]", text)
        press(page, "#dossier-form button[name=next]")
        assert "/dossier/mining/" not in page.url

    def hand_in(self, page: Page, case: Case) -> None:
        """Upload every document that is asked for; each goes up at once and is listed."""
        page.goto(self.address("governance:dossier_documents", case.pk))
        for document in case.frozen.documents:
            if document.is_required:
                code = document.code
                file: Any = {"name": f"{code}.pdf", "mimeType": "application/pdf", "buffer": PDF}
                page.set_input_files(f"#up-{code}", file)
                page.locator(f"#files-{code} li").first.wait_for()

    def submit(self, page: Page, case: Case) -> None:
        """Declare and submit."""
        page.goto(self.address("governance:dossier_check", case.pk))
        page.check("#id_declared")
        press(page, f"form[action$='/cases/{case.pk}/dossier/submit/'] button.btn-primary[type=submit]")
        assert page.url.endswith(f"/cases/{case.pk}/")

    def accept(self, who: str, case: Case) -> None:
        """The clerk accepts, after the question."""
        page = self.case_page(who, case)
        self.confirm(page, "accept")

    def confirm(self, page: Page, key: str) -> None:
        """Press a button that asks first."""
        page.locator(f"mg-confirm:has(#ask-{key}) > form button").click()
        if self.script:
            press(page, f"#ask-{key} button[value=yes]")

    def support(self, who: str, case: Case) -> None:
        """A department supports."""
        page = self.case_page(who, case)
        page.check("#opinion input[value=support]")
        press(page, "#opinion button.btn-primary")

    def conditions(self, who: str, case: Case, text: str) -> None:
        """A department supports with a condition."""
        page = self.case_page(who, case)
        page.check("#opinion input[value=conditions]")
        page.fill("#opinion [name=condition_0]", text)
        page.fill("#opinion [name=due_0]", "2099-01-01")
        press(page, "#opinion button.btn-primary")

    def object(self, who: str, case: Case, ground: str) -> None:
        """A department refuses."""
        page = self.case_page(who, case)
        page.check("#opinion input[value=object]")
        page.fill("#opinion [name=ground]", ground)
        page.fill("#opinion [name=reasons]", "边坡稳定性计算依据不足,属重大事故隐患情形。")
        press(page, "#opinion button.btn-primary")

    def propose(self, who: str, case: Case, outcome: str) -> None:
        """The office drafts the decision."""
        page = self.case_page(who, case)
        page.check(f"#proposal input[value={outcome}]")
        page.fill("#proposal [name=reasons]", REASONS)
        press(page, "#proposal button.btn-primary")

    def countersign(self, who: str, case: Case) -> Page:
        """A head of another office signs."""
        page = self.case_page(who, case)
        self.confirm(page, "countersign")
        return page


def press(page: Page, selector: str) -> None:
    """Click and wait for the page that comes."""
    with page.expect_navigation(wait_until="load"):
        page.locator(selector).first.click()


def download(page: Page, click: Callable[[], None]) -> bytes:
    """The content of what a click downloads."""
    with page.expect_download() as caught:
        click()
    return caught.value.path().read_bytes()


def words(pdf: bytes) -> str:
    """The text of a PDF, without blanks."""
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(read.stdout.decode().split())

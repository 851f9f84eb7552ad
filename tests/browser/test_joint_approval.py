"""A joint approval played in the browser from the sign-in to the verified letter, and the ways it can go otherwise."""

import shutil

import pytest
from django.utils import timezone

from config.demo import checks as gates
from config.demo import dossiers, follow_ups
from governance.approval.models import Case, MiningScheme, Seat
from governance.approval.selectors.checks import checks
from governance.approval.services.cases import cases as case_service
from governance.approval.services.cases import intake
from governance.approval.services.dossiers import dossiers as service
from registry.scope.models import User
from tests.browser.pages import NARROW, WIDE, Browser, overflow, violations
from tests.browser.play import Play, download, press, words
from tests.factories.attachments import upload

RUNS = [("zh-hans", WIDE), ("en", NARROW)]


@pytest.mark.parametrize(("language", "width"), RUNS)
def test_a_plan_is_approved_by_everybody(browser: Browser, language: str, width: int) -> None:
    play, stage = Play(browser, language, width), browser.stage
    company = play.sign_in("applicant")
    case = play.start(company, stage.mines["beichuan"].pk)
    dossiers.fill(case, dossiers.open_pit(), by=stage.person("applicant"))
    play.write(company, case, "首采区位于矿田西部,由西向东推进,工作线南北布置。")
    play.hand_in(company, case)
    play.submit(company, case)
    play.accept("clerk", case)
    assert clear(browser, case) == 0
    play.support("nr.reviewer", case)
    play.conditions("ee.reviewer", case, "在排土场下游新增地下水监测井两口。")
    play.support("em.reviewer", case)
    play.propose("office", case, "approve")
    signed = play.countersign("nr.head", case)
    case.refresh_from_db()
    assert case.state == Case.State.APPROVED
    assert "工作线南北布置" in MiningScheme.objects.get(application=case.application, revision=1).sequence
    decision = case.decisions.get()
    code = "zh-hans" if language == "zh-hans" else "en"
    letter = download(signed, lambda: signed.locator(f"a[href$='/letter/{code}/']").click())
    assert letter.startswith(b"%PDF")
    if shutil.which("pdftotext"):  # Debian: poppler-utils
        assert decision.document_number.replace(" ", "") in words(letter)
    company.goto(play.address("registry:notification_list"))
    assert case.number in company.locator("#inbox li").first.inner_text() or decision.document_number in (
        company.locator("#inbox").inner_text()
    )
    _everybody_sees(play, case)


def _everybody_sees(play: Play, case: Case) -> None:
    decision = case.decisions.get()
    reader = play.open("", "governance:public_case", case.number)
    assert decision.document_number in reader.locator("main").inner_text()
    assert "在排土场下游新增地下水监测井两口" in reader.locator("main").inner_text()
    assert overflow(reader) + violations(reader) == []
    reader.goto(play.address("governance:verify"))
    reader.fill("main [name=code]", decision.verification_code)
    press(reader, "main form:has([name=code]) button[type=submit]")
    assert decision.document_number in reader.locator("h1").inner_text()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_plan_is_refused_by_one_department(browser: Browser, language: str) -> None:
    play = Play(browser, language, NARROW)
    case = in_review(browser)
    play.object("em.reviewer", case, "煤矿安全生产条例第三十六条")
    case.refresh_from_db()
    assert case.state == Case.State.STOPPED
    late = play.case_page("nr.reviewer", case)
    assert late.locator("#opinion").count() == 0
    office = play.case_page("office", case)
    assert "煤矿安全生产条例第三十六条" in office.locator("main").inner_text()
    play.propose("office", case, "refuse")
    signed = play.countersign("ee.head", case)
    case.refresh_from_db()
    assert case.state == Case.State.REFUSED
    assert overflow(signed) == []
    reader = play.open("", "governance:public_case", case.number)
    assert case.decisions.get().document_number in reader.locator("main").inner_text()


def test_an_opinion_by_keyboard_only(browser: Browser) -> None:
    case = in_review(browser)
    page = Play(browser, "en").case_page("nr.reviewer", case)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#main"
    _tab_to(page, "name", "kind")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.locator("#opinion input[value=support]").is_checked()
    _tab_to(page, "name", "reasons")
    page.keyboard.type("No overlap with protected land.")
    _tab_to(page, "innerText", "Sign and submit the opinion")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    seat = Seat.objects.get(round__case=case, function="natural_resources")
    assert seat.state == Seat.State.ANSWERED
    assert page.locator("#toasts .mg-toast").count() == 1
    finish(case)


def _tab_to(page: object, attribute: str, value: str) -> None:
    for _press in range(120):
        page.keyboard.press("Tab")  # type: ignore[attr-defined]
        found = page.evaluate(f"() => (document.activeElement.{attribute} || '').trim()")  # type: ignore[attr-defined]
        if found == value:
            return
    raise AssertionError(f"No way by keyboard to {value}.")


def test_everything_that_matters_works_without_script(browser: Browser) -> None:
    play, case = Play(browser, "zh-hans", script=False), in_review(browser)
    play.support("nr.reviewer", case)
    assert Seat.objects.get(round__case=case, function="natural_resources").state == Seat.State.ANSWERED
    finish(case)
    draft = browser.stage.filled("beichuan", "applicant")
    page = play.open("applicant", "governance:dossier_edit", draft.pk, "mining")
    page.fill("#dossier-form [name=sequence]", "没有脚本也能保存。")
    press(page, "#dossier-form .mg-actions button[name=save]")
    assert page.locator("#dossier-form [name=sequence]").input_value() == "没有脚本也能保存。"
    page.goto(play.address("governance:dossier_documents", draft.pk))
    page.set_input_files("#up-mining-plan", {"name": "p.pdf", "mimeType": "application/pdf", "buffer": upload().read()})
    press(page, "#doc-mining-plan noscript button, #doc-mining-plan button:not([formaction])")
    assert draft.documents.count() == 1
    finish(draft)


def test_the_second_of_two_officers_reads_who_was_first(browser: Browser) -> None:
    case = in_review(browser)
    play = Play(browser, "en")
    first, second = play.case_page("nr.reviewer", case), play.case_page("nr.head", case)
    for page in (first, second):
        page.check("#opinion input[value=support]")
    press(first, "#opinion button.btn-primary")
    press(second, "#opinion button.btn-primary")
    assert str(browser.stage.person("nr.reviewer")) in second.locator("main").inner_text()
    assert "This was changed after you opened it" in second.locator("main").inner_text()
    finish(case)


def test_an_old_page_of_the_clerk_shows_both_versions(browser: Browser) -> None:
    case = submitted(browser)
    page = Play(browser, "en").case_page("clerk", case)
    intake.accept(case.pk, by=browser.stage.person("clerk"))
    page.locator("mg-confirm:has(#ask-accept) > form button").click()
    press(page, "#ask-accept button[value=yes]")
    told = page.locator("main").inner_text()
    assert "This was changed after you opened it" in told
    assert "You did this already" in told, "who was first himself is not told of somebody else"
    finish(case)


def clear(browser: Browser, case: Case) -> int:
    """Close the public notice and record the gates; returns how many checks still stand in the way."""
    case.refresh_from_db()
    follow_ups.hear(browser.stage, case, opened=9, days=7)
    gates.record_gates(case, browser.stage, when=timezone.now())
    return len(checks.blocking(case))


def submitted(browser: Browser) -> Case:
    """A submitted application of the mine that these tests share."""
    by = browser.stage.person("applicant")
    case = browser.stage.filled("beichuan", "applicant")
    for document in case.frozen.documents:
        if document.is_required:
            service.upload(case.pk, document.code, by=by, file=upload())
    return case_service.submit(case.pk, by=by)


def in_review(browser: Browser) -> Case:
    """The same, accepted."""
    return intake.accept(submitted(browser).pk, by=browser.stage.person("clerk"))


def finish(case: Case) -> None:
    """Withdraw what is still open, so that the mine is free for the next test."""
    case.refresh_from_db()
    case_service.withdraw(case.pk, by=User.objects.get(username="applicant"), reason="测试结束")

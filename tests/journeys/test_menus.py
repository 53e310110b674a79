"""The main menu by keyboard, on a phone and on a desktop, with script and without."""

import pytest
from playwright.sync_api import Page

from tests.journeys.windows import Window

pytestmark = pytest.mark.usefixtures("public_pages")

FOCUSED = "() => document.activeElement.textContent.trim()"
MOST_STOPS = 30
SMALL = {"width": 320, "height": 700}


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what says these words has the focus; it must be in sight."""
    stops = []
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
        if stops[-1] == words:
            assert page.evaluate("() => document.activeElement.checkVisibility()")
            return
    raise AssertionError(f"“{words}” is not among the stops {stops}")


@pytest.mark.proof
def test_menu_stands_in_one_line_on_a_desktop(desktop: Window) -> None:
    desktop.go("/")

    tops = desktop.page.locator(".portal-nav__list > li").evaluate_all(
        "items => items.map(item => item.getBoundingClientRect().top)"
    )

    assert len(tops) >= 5
    assert len(set(tops)) == 1


@pytest.mark.proof
def test_group_opens_and_leads_on_by_keyboard(desktop: Window) -> None:
    desktop.go("/")
    tab_to(desktop.page, "Educators")
    desktop.page.keyboard.press("Enter")
    desktop.see("group-open")
    tab_to(desktop.page, "Coaches")
    with desktop.page.expect_navigation():
        desktop.page.keyboard.press("Enter")

    assert desktop.path == "/coaches/"
    desktop.picture("within-the-group", full_page=False)


@pytest.mark.long
def test_open_group_closes_with_escape_and_by_going_on(desktop: Window) -> None:
    group = desktop.page.locator(".portal-group")
    desktop.go("/")
    tab_to(desktop.page, "Educators")
    desktop.page.keyboard.press("Enter")
    tab_to(desktop.page, "Certified educators")
    desktop.page.keyboard.press("Escape")
    assert desktop.page.evaluate(FOCUSED) == "Educators"
    assert group.get_attribute("open") is None

    desktop.page.keyboard.press("Enter")
    tab_to(desktop.page, "Early childhood")
    assert group.get_attribute("open") is None


@pytest.mark.long
@pytest.mark.parametrize("size", [SMALL, {"width": 1280, "height": 800}], ids=["320", "1280"])
def test_menu_by_keyboard_without_script(without_script: Window, size: dict[str, int]) -> None:
    page = without_script.page
    page.set_viewport_size(size)
    without_script.go("/")
    if size is SMALL:
        tab_to(page, "Menu")
        page.keyboard.press("Enter")
        without_script.picture("menu-open", full_page=False)
    tab_to(page, "Educators")
    page.keyboard.press("Enter")
    without_script.picture("group-open", full_page=False)
    tab_to(page, "Coaches")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert without_script.path == "/coaches/"


@pytest.mark.long
def test_menu_in_spanish_reads_spanish(spanish: Window) -> None:
    spanish.go("/")

    assert spanish.page.get_by_text("Primera infancia").first.is_visible()
    spanish.see("spanish")

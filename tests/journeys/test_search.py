"""The search from the head of a page: with script and without, on a desktop and a phone, with and without results."""

import pytest

from tests.journeys.windows import Window

pytestmark = pytest.mark.usefixtures("public_pages")


def test_search_from_the_head_leads_to_marked_results(desktop: Window) -> None:
    desktop.go("/")
    desktop.page.fill("#site-search", "renew permit")
    desktop.click(desktop.page.get_by_role("search", name="Site").get_by_role("button"))

    assert desktop.path == "/search/"
    assert desktop.page.locator("main mark").count() > 2
    desktop.see("results")
    desktop.click(desktop.page.get_by_role("main").get_by_role("link", name="Renew").first)
    assert desktop.heading().startswith("Renew")


@pytest.mark.long
def test_titles_are_suggested_while_typing(desktop: Window) -> None:
    desktop.go("/")
    desktop.page.locator("#site-search").press_sequentially("renew", delay=20)

    option = desktop.page.locator("#site-search-titles option").first
    option.wait_for(state="attached")

    assert "Renew" in (option.get_attribute("value") or "")


@pytest.mark.long
def test_search_in_the_menu_of_a_phone_without_results_helps_on(phone: Window) -> None:
    phone.go("/")
    assert not phone.page.locator("#site-search").is_visible()
    phone.page.locator("summary", has_text="Menu").tap()
    phone.picture("menu", full_page=False)
    phone.page.fill("#site-search", "certifcates")
    with phone.page.expect_navigation():
        phone.page.keyboard.press("Enter")

    assert "Did you mean" in phone.text()
    phone.see("nothing-found")


def test_search_works_without_script(without_script: Window) -> None:
    without_script.go("/search/")
    without_script.picture("empty")
    without_script.page.fill("#search", "fees")
    with without_script.page.expect_navigation():
        without_script.page.keyboard.press("Enter")

    assert without_script.page.locator("main mark").count()

"""The search from the head of a page: with script and without, on a desktop and a phone, with and without results."""

import pytest
from playwright.sync_api import Route

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


@pytest.mark.proof
def test_search_works_without_script(without_script: Window) -> None:
    without_script.go("/search/")
    without_script.picture("empty")
    without_script.page.fill("#search", "fees")
    with without_script.page.expect_navigation():
        without_script.page.keyboard.press("Enter")

    assert without_script.page.locator("main mark").count()


def type_in_search(window: Window, words: str) -> None:
    """Go to the box in the head of the page by keyboard, and type there."""
    for _stop in range(30):
        window.page.keyboard.press("Tab")
        if window.page.evaluate("document.activeElement.id") == "site-search":
            break
    with window.page.expect_response("**/search/suggestions/**"):
        window.page.keyboard.type(words, delay=20)


def list_offered(window: Window) -> list[str]:
    """Return the titles that the browser offers below the box."""
    options = window.page.locator("#site-search-titles option")
    options.first.wait_for(state="attached")
    found: list[str] = options.evaluate_all("options => options.map(each => each.value)")
    return found


@pytest.mark.proof
def test_a_suggested_title_is_found_by_keyboard(desktop: Window) -> None:
    desktop.go("/coaches/")
    type_in_search(desktop, "renew")
    offered = list_offered(desktop)
    desktop.see("suggested")
    desktop.page.fill(
        "#site-search", offered[0]
    )  # as the browser's own list does when one is picked
    with desktop.page.expect_navigation():
        desktop.page.keyboard.press("Enter")

    assert desktop.path == "/search/"
    first = desktop.page.locator("main h2 a").first
    assert first.inner_text() in offered


@pytest.mark.long
def test_late_suggestions_are_not_shown_for_other_words(desktop: Window) -> None:
    desktop.go("/coaches/")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    desktop.page.route("**/search/suggestions/?q=fees", hold)
    desktop.page.fill("#site-search", "fees")
    desktop.page.wait_for_timeout(600)
    with desktop.page.expect_response("**/search/suggestions/?q=renew"):
        desktop.page.fill("#site-search", "renew")
    offered = list_offered(desktop)
    held[0].continue_()
    desktop.settle()

    assert list_offered(desktop) == offered


@pytest.mark.long
def test_suggestions_and_help_are_spanish_on_a_spanish_page(spanish: Window) -> None:
    spanish.go("/")
    type_in_search(spanish, "renovar")
    assert any("Renovar" in title for title in list_offered(spanish))

    spanish.page.fill("#site-search", "sertificado profesionl")
    with spanish.page.expect_navigation():
        spanish.page.keyboard.press("Enter")

    assert spanish.path == "/es/search/"
    assert "No se encontró" in spanish.text()
    spanish.see("nothing-found")


@pytest.mark.long
def test_help_for_nothing_found_leads_on_by_keyboard_without_script(
    without_script: Window,
) -> None:
    without_script.go("/search/?q=certifcates")
    without_script.picture("nothing-found")
    link = without_script.page.get_by_role("main").get_by_role("link").first
    wanted = link.inner_text()
    link.focus()
    with without_script.page.expect_navigation():
        without_script.page.keyboard.press("Enter")

    assert without_script.page.locator("main mark").count(), wanted
    without_script.picture("found")


@pytest.mark.long
def test_words_without_a_like_offer_the_menu_and_the_contact(phone: Window) -> None:
    phone.go("/search/?q=zzyzx")
    phone.see("nothing-alike")

    assert "Where most people go" in phone.text()
    phone.click(phone.page.get_by_role("main").get_by_role("link", name="Contact"))
    assert "contact" in phone.path

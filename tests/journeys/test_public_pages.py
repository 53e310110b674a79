"""One public page of each kind, as a visitor meets it, and the menu that leads there on a phone."""

import pytest

from tests.factories.records import make_held, make_named
from tests.journeys import applying
from tests.journeys.windows import Window

KINDS = {
    "hub": "/certified-educators/",
    "article": "/certified-educators/renewal-dates/",
    "help": "/help/",
}

pytestmark = pytest.mark.usefixtures("public_pages")


def test_page_of_each_kind_is_accessible(desktop: Window) -> None:
    for kind, path in KINDS.items():
        desktop.go(path)
        assert desktop.path == path
        desktop.see(kind)


@pytest.mark.long
def test_menu_of_a_phone_leads_to_a_hub(phone: Window) -> None:
    phone.go("/")
    phone.picture("home")
    phone.page.locator("summary", has_text="Menu").tap()
    phone.see("menu")
    phone.page.locator("summary", has_text="Educators").tap()
    phone.click(phone.page.get_by_role("navigation", name="Main").get_by_text("Coaches"))
    phone.picture("hub")

    assert phone.path == "/coaches/"


@pytest.mark.long
def test_look_up_without_a_result_says_what_to_try(desktop: Window) -> None:
    desktop.go("/look-up/?name=Nobodyofthatname")
    desktop.see("nothing-found")
    desktop.go("/look-up/?name=")
    desktop.see("look-up-refused")
    desktop.page.fill("[name=number]", "23456")
    applying.press(desktop, "Search by number")
    desktop.see("number-refused")
    desktop.go("/es/look-up/?name=Nobody&cursor=x")
    desktop.see("page-refused")


@pytest.mark.long
def test_name_typed_with_a_slip_leads_to_its_bearer_without_script(
    without_script: Window, desktop: Window
) -> None:
    make_held(make_named("Okafor", "Maren"))
    without_script.go("/look-up/?name=Okafro")
    without_script.click(without_script.page.get_by_role("link", name="Okafor"))
    assert "Maren Okafor" in without_script.text()

    desktop.go("/look-up/?name=Maren+Okafro")
    desktop.see("did-you-mean")
    assert "Okafor, Maren" in desktop.text()


@pytest.mark.long
def test_list_of_many_pages_is_paged_on_a_phone(phone: Window) -> None:
    phone.go("/coaches/approved-education/")
    phone.click(phone.page.get_by_role("link", name="Next"))
    phone.see("second-page")

    assert "Page 2 of" in phone.text()
    phone.click(phone.page.get_by_role("link", name="Previous"))
    assert "Page 1 of" in phone.text()


def test_missing_page_offers_the_search(phone: Window) -> None:
    phone.go("/no-such-page/")
    search = phone.page.get_by_role("main").get_by_role("combobox")
    search.fill("renew")
    with phone.page.expect_navigation():
        search.press("Enter")

    assert "renew" in phone.text()
    assert phone.path == "/search/"


STYLE = """([query, part, name]) => {
  const at = [...document.querySelectorAll(query)].find(each => each.checkVisibility());
  return getComputedStyle(at, part)[name];
}"""


@pytest.mark.long
def test_drawn_marks_are_seen_in_forced_colors(phone: Window) -> None:
    page = phone.page
    page.emulate_media(forced_colors="active")
    phone.go("/help/questions/")
    phone.picture("phone")
    way_back = [".usa-breadcrumb__list-item:nth-last-child(2) a", "::before", "backgroundColor"]
    ground = ["body", "", "backgroundColor"]

    assert page.evaluate(STYLE, way_back) != page.evaluate(STYLE, ground)
    assert "gradient" in page.evaluate(
        STYLE, [".portal-menu summary", "::before", "backgroundImage"]
    )
    page.set_viewport_size({"width": 1280, "height": 900})
    phone.picture("desktop")
    between = [".usa-breadcrumb__list-item", "::after", "backgroundColor"]
    assert page.evaluate(STYLE, between) != page.evaluate(STYLE, ground)

"""Ten public pages by keyboard, on a phone's width and a desktop's: the way through each, and what readers do there."""

import re
from typing import Any

import pytest
from django.conf import settings as site_settings
from playwright.sync_api import Page, expect

from content.notices.models import Level
from tests.factories.notices import make_notice
from tests.journeys.stops import walk_stops
from tests.journeys.windows import DESKTOP, PHONE, Window

pytestmark = [pytest.mark.proof, pytest.mark.usefixtures("public_pages")]


@pytest.fixture(autouse=True)
def _films_are_served(settings: Any) -> None:
    """Keep films and captions where the site serves them from."""
    storage = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {**site_settings.STORAGES, "default": {"BACKEND": storage}}


PAGES = {
    "home": "/",
    "hub": "/out-of-state/",
    "article": "/certified-educators/renewal-dates/",
    "service": "/certified-educators/renew-professional/",
    "catalogue": "/coaches/approved-education/",
    "library": "/district-resources/library/",
    "online-system": "/help/online-system/",
    "questions": "/help/questions/",
    "tutorial": "/help/tutorials/applying-online/",
    "look-up": "/look-up/",
}
COVER = """() => {
  const bar = document.createElement("div");
  bar.style.cssText = "position: fixed; inset: 0 0 auto; height: 60vh; z-index: 9";
  document.body.append(bar);
}"""


@pytest.mark.long
@pytest.mark.parametrize("name", PAGES)
def test_every_stop_of_a_page_is_seen_in_order(desktop: Window, name: str) -> None:
    make_notice("Our telephones rest on Friday", level=Level.ADVICE)
    for size in (PHONE, DESKTOP):
        desktop.page.set_viewport_size(size)
        desktop.go(PAGES[name])
        desktop.picture(f"{name}-{size['width']}")
        walk = walk_stops(desktop.page)

        assert walk.stops[0]["name"] == "Skip to main content"
        assert not walk.find_faults()


def test_a_covered_stop_is_found(desktop: Window) -> None:
    desktop.go("/out-of-state/")
    desktop.page.evaluate(COVER)

    assert any("under something else" in fault for fault in walk_stops(desktop.page).find_faults())


@pytest.mark.long
def test_skip_link_leads_past_the_frame_of_a_public_page(desktop: Window) -> None:
    desktop.page.set_viewport_size(PHONE)
    desktop.go("/coaches/")
    press(desktop.page, "Tab", "Enter", "Tab")

    assert desktop.page.evaluate("document.activeElement.closest('main') !== null")


def test_notice_is_put_away_by_keyboard(desktop: Window) -> None:
    make_notice("Our telephones rest on Friday", level=Level.ADVICE)
    desktop.go("/coaches/")
    reach(desktop.page, "Hide")
    with desktop.page.expect_navigation():
        press(desktop.page, "Enter")

    assert desktop.path == "/coaches/"
    expect(desktop.page.get_by_text("Our telephones rest")).to_have_count(0)


def test_catalogue_is_filtered_by_keyboard(desktop: Window) -> None:
    desktop.page.set_viewport_size(PHONE)
    desktop.go("/coaches/approved-education/")
    reach(desktop.page, "Words")
    desktop.page.keyboard.type("concussion")
    reach(desktop.page, "Show results")
    with desktop.page.expect_navigation():
        press(desktop.page, "Enter")
    desktop.see("filtered")

    assert desktop.page.url.endswith("#results")
    assert re.search(r"\d+ courses?", desktop.page.locator("#results").inner_text())
    assert "oncussion" in desktop.text()
    reach(desktop.page, "Show everything")


def press(page: Page, *keys: str) -> None:
    """Press keys one after another."""
    for key in keys:
        page.keyboard.press(key)


def reach(page: Page, name: str) -> None:
    """Press Tab until what begins with a name, or is labeled so, has the focus."""
    words = """() => {
      const at = document.activeElement;
      return (at.labels && at.labels.length ? at.labels[0] : at).textContent.replace(/\\s+/g, " ").trim();
    }"""
    stops = []
    for _stop in range(60):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(words))
        if stops[-1].startswith(name):
            return
    raise AssertionError(f"“{name}” is not among the stops {stops}")

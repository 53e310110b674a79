"""Cards with a picture beside cards without one: none leaves an empty box, on any screen."""

from typing import Any

import pytest

from tests.factories.pages import make_article
from tests.journeys.windows import Window

MOST_EMPTY = 70
BLANKS = """() => [...document.querySelectorAll('.portal-card')].map(
  card => card.getBoundingClientRect().bottom - card.lastElementChild.getBoundingClientRect().bottom
)"""
TEXT = "Renew the certificate that you hold, and keep its dates in view."


def make_cards(*drawings: str) -> list[tuple[str, Any]]:
    """Return a body of cards with one drawing each, or none."""
    link = {"text": "", "page": None, "address": "/help/"}
    cards = [
        {"title": f"Card {n}", "text": TEXT, "illustration": drawing, "link": link}
        for n, drawing in enumerate(drawings)
    ]
    return [("cards", {"heading": "Cards", "introduction": "", "cards": cards})]


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize(
    "drawings",
    [
        ("scene_coach", "", "scene_road", ""),
        ("whistle", "", "road"),
        ("scene_coach", "whistle", ""),
    ],
)
def test_cards_beside_cards_with_a_picture_are_not_left_empty(
    desktop: Window, width: int, drawings: tuple[str, ...]
) -> None:
    make_article(title="Cards", slug="cards", body=make_cards(*drawings))
    desktop.page.set_viewport_size({"width": width, "height": 900})

    desktop.go("/cards/")

    desktop.see(f"cards-{width}")
    assert max(desktop.page.evaluate(BLANKS)) < MOST_EMPTY


def test_cards_that_all_have_a_picture_keep_it_wide(desktop: Window) -> None:
    make_article(title="Cards", slug="cards", body=make_cards("scene_coach", "scene_road"))

    desktop.go("/cards/")

    pictures = desktop.page.locator(".portal-card > img")
    cards = desktop.page.locator(".portal-card")
    assert pictures.first.bounding_box()["width"] > cards.first.bounding_box()["width"] - 10

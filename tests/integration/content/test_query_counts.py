"""A page asks the database as often for twenty entries as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.pages import get_home, make_article, make_cards, make_hub
from tests.integration.content.conftest import Offer

pytestmark = pytest.mark.django_db


def count_queries(visitor: Client, address: str) -> int:
    """Return how many queries a page needs once caches are warm."""
    visitor.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(address).status_code == 200
    return len(queries)


@pytest.mark.proof
def test_body_with_twenty_cards_asks_as_often_as_with_one(visitor: Client) -> None:
    targets = [make_article(title=f"Target {n}") for n in range(20)]
    make_hub(title="One", slug="one", body=make_cards(1, page=targets[0]))
    many = make_cards(20, page=targets[0])
    for card, target in zip(many[0][1]["cards"], targets, strict=True):
        card["link"] = {**card["link"], "page": target}
    make_hub(title="Many", slug="many", body=many)

    assert count_queries(visitor, "/many/") == count_queries(visitor, "/one/")


@pytest.mark.proof
def test_hub_with_twenty_children_asks_as_often_as_with_one(visitor: Client) -> None:
    one, many = make_hub(title="One", slug="one"), make_hub(title="Many", slug="many")
    make_article(title="Child", parent=one)
    for n in range(20):
        make_article(title=f"Child {n}", parent=many)

    assert count_queries(visitor, "/many/") == count_queries(visitor, "/one/")


def test_home_with_twelve_audiences_asks_as_often_as_with_one(visitor: Client) -> None:
    targets = [make_article(title=f"Target {n}") for n in range(12)]
    home = get_home()
    counts = []
    for size in (1, 12):
        home.audiences = [
            ("card", {"title": target.title, "link": {"page": target}}) for target in targets[:size]
        ]
        home.save_revision().publish()
        counts.append(count_queries(visitor, "/"))

    assert counts[0] == counts[1]


def test_article_needs_few_queries(visitor: Client, offer: Offer) -> None:
    hub = make_hub(title="Coaches", slug="coaches", show_in_menus=True)
    make_article(title="Renew", slug="renew", parent=hub, body=[("text", "<p>Read.</p>")])

    assert count_queries(visitor, "/coaches/renew/") <= 13

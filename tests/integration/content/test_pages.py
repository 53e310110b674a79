"""Each page type as a visitor gets it."""

import re

import pytest
from django.test import Client

from content.pages.home import HomePage
from content.pages.hub import HubPage
from content.trees import synchronize_languages
from portal.users.models import User
from tests.factories.pages import get_home, make_article, make_cards, make_hub

pytestmark = pytest.mark.django_db

H1 = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
MAIN = re.compile(r"<main.*</main>", re.DOTALL)


def read_headings(html: str) -> list[str]:
    """Return the texts of all first-level headings."""
    return [heading.strip() for heading in H1.findall(html)]


def test_home_page_of_a_new_site_is_the_portals_own(visitor: Client) -> None:
    response = visitor.get("/")

    assert response.status_code == 200
    assert read_headings(response.content.decode()) == ["Educator Portal"]


def test_home_page_shows_audiences_and_the_way_to_the_look_up(visitor: Client) -> None:
    look_up = make_article(title="Look up a certificate", slug="look-up")
    home = get_home()
    home.heading, home.audiences_heading = "Welcome", "Who are you?"
    home.audiences = [
        (
            "card",
            {"title": "Coaches", "text": "", "illustration": "whistle", "link": {"page": look_up}},
        )
    ]
    home.look_up_heading, home.look_up_page = "Check a credential", look_up
    home.save_revision().publish()

    html = visitor.get("/").content.decode()

    assert read_headings(html) == ["Welcome"]
    assert '<a class="portal-card__link" href="/look-up/">Coaches</a>' in html
    assert '<h2 id="look-up">Check a credential</h2>' in html
    assert html.count('href="/look-up/"') >= 2


def test_hub_lists_its_public_children_in_the_order_of_the_tree(visitor: Client) -> None:
    hub = make_hub(title="Coaches", slug="coaches", children_heading="Choose")
    make_article(title="Renew a permit", parent=hub)
    make_article(title="First permit", parent=hub)
    make_article(title="Hidden draft", parent=hub).unpublish()

    html = visitor.get("/coaches/").content.decode()

    assert read_headings(html) == ["Coaches"]
    assert re.findall(r'portal-card__link" href="([^"]*)"', html) == [
        "/coaches/renew-a-permit/",
        "/coaches/first-permit/",
    ]


def test_article_shows_summary_body_and_when_it_was_published(visitor: Client) -> None:
    make_article(title="Renewal dates", slug="dates", body=[("text", "<p>Six months before.</p>")])

    response = visitor.get("/dates/")
    html = response.content.decode()

    assert response.status_code == 200
    assert read_headings(html) == ["Renewal dates"]
    assert TITLE.search(html)[1].startswith("Renewal dates")
    assert "What this page is about." in html
    assert "<p>Six months before.</p>" in html
    assert "Last updated" in html


def test_breadcrumbs_lead_back_to_the_home_page(visitor: Client) -> None:
    hub = make_hub(title="Coaches", slug="coaches")
    make_article(title="Renew a permit", slug="renew", parent=hub)

    html = visitor.get("/coaches/renew/").content.decode()

    links = re.findall(r'usa-breadcrumb__link" href="([^"]*)"', html)
    assert links == ["/", "/coaches/"]


def test_page_for_somebody_signed_in_has_the_same_main_part(
    visitor: Client, applicant: User
) -> None:
    make_article(title="Renewal dates", slug="dates", body=[("text", "<p>Read me.</p>")])
    public = MAIN.search(visitor.get("/dates/").content.decode())[0]
    visitor.force_login(applicant)

    private = MAIN.search(visitor.get("/dates/").content.decode())[0]

    assert private == public


def test_card_that_leads_to_an_unpublished_page_keeps_its_words_and_loses_its_link(
    visitor: Client,
) -> None:
    target = make_article(title="Gone", slug="gone")
    make_hub(title="Hub", slug="hub", body=make_cards(1, page=target))
    target.unpublish()

    html = visitor.get("/hub/").content.decode()

    assert "Card 0" in html
    assert "/gone/" not in html


@pytest.mark.parametrize("page_type", [HomePage, HubPage])
def test_picture_that_was_taken_away_leaves_the_page_whole(
    visitor: Client, page_type: type[HomePage | HubPage]
) -> None:
    page = get_home() if page_type is HomePage else make_hub(title="Hub", slug="hub")
    page_type.objects.filter(pk=page.pk).update(illustration="no-such-drawing")

    response = visitor.get(page.get_url())

    assert response.status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("address", ["/coaches/", "/notices/feed/", "/es/coaches/"])
def test_public_pages_are_only_read(visitor: Client, address: str, method: str) -> None:
    make_hub(slug="coaches")
    synchronize_languages()

    answer = visitor.generic(method, address)  # as with a token that is good

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert visitor.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/coaches/", "/search/", "/no-such-page/", "/account/login/"])
def test_header_says_the_same_on_every_kind_of_page(visitor: Client, address: str) -> None:
    make_hub(slug="coaches")
    html = visitor.get(address).content.decode()

    header = html[html.index("<header") : html.index("</header>")]
    assert header.count('href="/account/">My account</a>') == 1
    assert "Sign in" not in header
    assert "Create an account" not in header

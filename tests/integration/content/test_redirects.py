"""Addresses of pages that moved: they lead on at once, in one step, with what was asked of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from tests.factories.pages import get_home, make_article, make_hub

ChangeSlug = Callable[[Page, str], None]

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def move(page: Page, target: Page) -> None:
    """Move a page under another, as the admin does."""
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=target.pk), pos="last-child")


@pytest.fixture
def change_slug(django_capture_on_commit_callbacks: Any) -> ChangeSlug:
    """Return a function that publishes a page under another slug; redirects are written once that is committed."""

    def change(page: Page, slug: str) -> None:
        fresh = Page.objects.get(pk=page.pk).specific
        fresh.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            fresh.save_revision().publish()

    return change


def become_draft(page: Page) -> Page:
    """Return a page as if nobody had published it yet."""
    Page.objects.filter(pk=page.pk).update(live=False, first_published_at=None)
    return page


def follow(visitor: Client, address: str) -> tuple[int, str]:
    """Return status and target of one step."""
    answer = visitor.get(address)
    return answer.status_code, answer.headers.get("Location", "")


def test_moved_page_and_its_children_are_found_under_their_old_addresses(visitor: Client) -> None:
    coaches, sports = make_hub(slug="coaches"), make_hub(slug="sports")
    permits = make_hub(slug="permits", parent=coaches)
    make_article(slug="renew", parent=permits)

    move(permits, sports)

    assert follow(visitor, "/coaches/permits/") == (301, "/sports/permits/")
    assert follow(visitor, "/coaches/permits/renew/") == (301, "/sports/permits/renew/")
    assert visitor.get("/sports/permits/renew/").status_code == 200


def test_page_under_a_new_slug_keeps_the_query(visitor: Client, change_slug: ChangeSlug) -> None:
    page = make_article(slug="old")

    change_slug(page, "new")

    assert follow(visitor, "/old/?page=2&q=a%20b") == (301, "/new/?page=2&q=a%20b")
    assert follow(visitor, "/old/") == (301, "/new/")


def test_page_that_moved_twice_is_found_in_one_step(
    visitor: Client, change_slug: ChangeSlug
) -> None:
    page, hub = make_article(slug="first"), make_hub(slug="hub")

    change_slug(page, "second")
    move(page, hub)

    assert follow(visitor, "/first/") == (301, "/hub/second/")
    assert follow(visitor, "/second/") == (301, "/hub/second/")


def test_page_that_moved_back_is_shown_and_no_redirect_leads_round(
    visitor: Client, change_slug: ChangeSlug
) -> None:
    page = make_article(slug="here")

    change_slug(page, "there")
    change_slug(page, "here")

    assert visitor.get("/here/").status_code == 200
    assert follow(visitor, "/there/") == (301, "/here/")


def test_new_page_at_an_old_address_is_shown(visitor: Client, change_slug: ChangeSlug) -> None:
    page = make_article(slug="old", title="Moved")
    change_slug(page, "new")
    make_article(slug="old", title="Newcomer")

    assert "Newcomer" in visitor.get("/old/").content.decode()


def test_addresses_of_a_draft_lead_nowhere(visitor: Client, change_slug: ChangeSlug) -> None:
    Redirect.add_redirect("/older", "/help/", automatically_created=True)
    for slug in ("old", "older"):
        change_slug(become_draft(make_article(slug=slug)), f"{slug}-but-new")

    assert follow(visitor, "/old/") == (404, "")
    assert follow(visitor, "/older/") == (301, "/help/")


def test_published_page_under_a_draft_is_found_at_its_old_address(
    visitor: Client, change_slug: ChangeSlug
) -> None:
    hub = make_hub(slug="before")
    make_article(slug="page", parent=hub)
    become_draft(hub)

    change_slug(hub, "after")

    assert follow(visitor, "/before/page/") == (301, "/after/page/")


def test_another_site_is_not_told_the_query(visitor: Client) -> None:
    Redirect.add_redirect("/away", "https://example.org/there", is_permanent=False)

    assert follow(visitor, "/away/?secret=1") == (302, "https://example.org/there")


def test_target_with_a_query_keeps_its_own(visitor: Client) -> None:
    Redirect.add_redirect("/short", "/look-up/?by=name")

    assert follow(visitor, "/short/?by=number") == (301, "/look-up/?by=name")


@pytest.mark.parametrize("address", ["/%00/", "/" + "a" * 3000 + "/", "/%E2%28%A1/"])
def test_odd_address_is_not_found(visitor: Client, address: str) -> None:
    assert get_home().url == "/"
    assert visitor.get(address).status_code == 404

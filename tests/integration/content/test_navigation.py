"""The menus drawn from the page tree."""

import re

import pytest
from django.db import DatabaseError
from django.template import Context, Template
from django.test import Client, RequestFactory
from wagtail.models import PageViewRestriction

from content.navigation import Entry, list_footer_entries, list_menu_entries
from tests.factories.pages import make_article, make_hub

pytestmark = pytest.mark.django_db

MENU = Template("{% load portal_navigation %}{% main_navigation %}")


def test_menu_shows_public_pages_marked_for_it(rf: RequestFactory) -> None:
    make_hub(title="Coaches", slug="coaches", show_in_menus=True)
    make_hub(title="Not in the menu", slug="other")
    make_hub(title="Draft", slug="draft", show_in_menus=True).unpublish()
    private = make_hub(title="Private", slug="private", show_in_menus=True)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    entries = list_menu_entries(rf.get("/"))

    assert entries == [Entry(title="Coaches", url="/coaches/", language="en")]


def test_footer_shows_the_other_pages_under_the_home_page(rf: RequestFactory) -> None:
    make_hub(title="Coaches", slug="coaches", show_in_menus=True)
    make_article(title="Privacy", slug="privacy")

    entries = list_footer_entries(rf.get("/"))

    assert entries == [Entry(title="Privacy", url="/privacy/", language="en")]


def test_menu_marks_the_page_and_the_section_one_is_in(visitor: Client) -> None:
    hub = make_hub(title="Coaches", slug="coaches", show_in_menus=True)
    make_article(title="Renew", slug="renew", parent=hub)

    at_hub = visitor.get("/coaches/").content.decode()
    below = visitor.get("/coaches/renew/").content.decode()

    assert re.search(r'<a href="/coaches/"\s+aria-current="page"', at_hub)
    assert re.search(r'<a href="/coaches/"\s+aria-current="true"', below)


def test_menu_without_a_request_is_that_of_the_default_site() -> None:
    make_hub(title="Coaches", slug="coaches", show_in_menus=True)

    assert "Coaches" in MENU.render(Context({}))


def test_menu_without_a_database_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(request: object) -> list[Entry]:
        raise DatabaseError("no database")

    monkeypatch.setattr("content.templatetags.portal_navigation.list_menu_entries", refuse)

    assert "<li>" not in MENU.render(Context({}))

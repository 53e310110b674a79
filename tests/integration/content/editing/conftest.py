"""What tests of editing share: the form of an article as a browser sends it, and somebody's browser."""

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.pages.article import ArticlePage
from portal.users.models import User
from tests.factories.pages import get_home


def browser_of(account: User) -> Client:
    """Return somebody's browser, signed in."""
    client = Client()
    client.force_login(account)
    return client


def fill_article(*blocks: tuple[str, Any], **fields: Any) -> dict[str, str]:
    """Return what the form of an article sends."""
    body = streamfield(list(blocks) or [("text", rich_text("<p>Six months before.</p>"))])
    values = {
        "title": "Renewal dates",
        "slug": "dates",
        "summary": "When to renew.",
        "body": body,
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        **fields,
    }
    return dict(nested_form_data(values))


def add_article(browser: Client, data: dict[str, str], action: str = "", parent: Any = None) -> Any:
    """Send the form that adds an article, with the button pressed."""
    address = reverse(
        "wagtailadmin_pages:add", args=["content", "articlepage", (parent or get_home()).pk]
    )
    return browser.post(address, {**data, **({action: "1"} if action else {})})


def change_article(browser: Client, page: Page, data: dict[str, str], action: str = "") -> Any:
    """Send the form that changes an article, with the button pressed."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return browser.post(address, {**data, **({action: "1"} if action else {})})


def get_article(slug: str = "dates") -> ArticlePage:
    """Return the article as the database has it now."""
    return ArticlePage.objects.get(slug=slug)

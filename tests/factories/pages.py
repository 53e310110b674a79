"""Public pages for tests, published under the home page that the migrations make."""

from typing import Any, TypeVar

from wagtail.models import Page

from content.pages.article import ArticlePage
from content.pages.base import PortalPage
from content.pages.home import HomePage
from content.pages.hub import HubPage
from content.pages.service import ServicePage

P = TypeVar("P", bound=PortalPage)


def get_home() -> HomePage:
    """Return the home page of the default site."""
    return HomePage.objects.get(sites_rooted_here__is_default_site=True)


def make_page(page_type: type[P], *, parent: Page | None = None, **fields: Any) -> P:
    """Publish a page of a type under a parent, by default the home page."""
    title = fields.pop("title", f"A page of type {page_type.__name__}")
    page = page_type(title=title, **{"summary": "What this page is about.", **fields})
    (parent or get_home()).add_child(instance=page)
    page.save_revision().publish()
    return page_type.objects.get(pk=page.pk)


def make_hub(**fields: Any) -> HubPage:
    """Publish a hub."""
    return make_page(HubPage, **fields)


def make_article(**fields: Any) -> ArticlePage:
    """Publish an article."""
    return make_page(ArticlePage, **fields)


def make_service_page(**fields: Any) -> ServicePage:
    """Publish a page that attaches a service."""
    return make_page(ServicePage, **{"service_key": "example.wizard", **fields})


def make_cards(count: int, *, page: Page) -> list[tuple[str, Any]]:
    """Return a body of one group of cards which all lead to a page."""
    link = {"text": "", "page": page, "address": ""}
    cards = [
        {"title": f"Card {n}", "text": "", "illustration": "", "link": link} for n in range(count)
    ]
    return [("cards", {"heading": "Cards", "introduction": "", "cards": cards})]

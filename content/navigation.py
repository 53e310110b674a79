"""Reads of the page tree for menus, breadcrumbs and lists of pages. Nothing here depends on who is looking."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from content.languages import language_of, localize_pages, with_languages
from content.visibility import is_restricted

TOP_PAGES = "portal_top_pages"  # The attribute of a request that keeps them.
FIRST_DEPTH_OF_A_SITE = 2  # Wagtail's own root, which is no page to show, has depth 1.


@dataclass(frozen=True)
class Entry:
    """A page as menus and lists show it."""

    title: str
    url: str
    language: str
    summary: str = ""
    illustration: str = ""
    is_current: bool = False
    is_ancestor: bool = False
    children: tuple["Entry", ...] = ()


def list_menu_entries(request: HttpRequest | None) -> list[Entry]:
    """Return the pages of the main menu: public, marked for menus, directly under the home page."""
    path = request.path if request is not None else ""
    return [
        _to_menu_entry(page, url=page.get_url(request) or "", path=path)
        for page in _list_top_pages(request)
        if page.show_in_menus
    ]


def list_footer_entries(request: HttpRequest | None) -> list[Entry]:
    """Return the public pages directly under the home page that the main menu does not show."""
    return [
        Entry(title=page.title, url=page.get_url(request) or "", language=language_of(page))
        for page in _list_top_pages(request)
        if not page.show_in_menus
    ]


def list_child_entries(page: Page, request: HttpRequest | None) -> list[Entry]:
    """Return the public pages directly under a page, in the order of the tree."""
    children = _public(page.get_children()).specific()
    return [
        Entry(
            title=child.title,
            url=child.get_url(request) or "",
            language=language_of(child),
            summary=getattr(child, "summary", ""),
            illustration=getattr(child, "illustration", ""),
        )
        for child in children
    ]


def list_breadcrumbs(page: Page, request: HttpRequest | None) -> list[Entry]:
    """Return the pages above a page, the home page first; a page that is not saved yet stands nowhere."""
    if not page.path:
        return []
    ancestors = with_languages(page.get_ancestors().filter(depth__gte=FIRST_DEPTH_OF_A_SITE).live())
    return [
        Entry(
            title=ancestor.title,
            url=ancestor.get_url(request) or "",
            language=language_of(ancestor),
        )
        for ancestor in ancestors
    ]


def get_root_page(request: HttpRequest | None) -> Page | None:
    """Return the home page of the site that the request asks for, or of the default site, in the active language."""
    if request is not None:
        site = Site.find_for_request(request)
    else:
        site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return None
    return localize_pages([site.root_page])[site.root_page_id]


def _list_top_pages(request: HttpRequest | None) -> list[Page]:
    """Return the public pages directly under the home page; read once a request for menu and footer."""
    kept: list[Page] | None = getattr(request, TOP_PAGES, None)
    if kept is not None:
        return kept
    root = get_root_page(request)
    pages = list(_public(root.get_children())) if root is not None else []
    if request is not None:
        setattr(request, TOP_PAGES, pages)
    return pages


def _public(pages: PageQuerySet) -> PageQuerySet:
    return with_languages(pages.live().filter(~is_restricted("path")))


def _to_menu_entry(page: Page, *, url: str, path: str) -> Entry:
    is_current = url == path
    return Entry(
        title=page.title,
        url=url,
        language=language_of(page),
        is_current=is_current,
        is_ancestor=bool(url) and not is_current and path.startswith(url),
    )

"""Reads of the page tree for menus, breadcrumbs and lists of pages. Nothing here depends on who is looking.

Each list is remembered by the process until one of its pages, or the list itself, changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from content.images.leading import Cut, list_cuts
from content.images.sizes import ON_CARD
from content.keeping import EVERYWHERE, children_tag, page_tag, translations_tag
from content.languages import language_of, localize_pages, with_languages
from content.visibility import is_restricted
from portal.sdk.freshness import made_from, remember

TOP_ENTRIES = "portal_top_entries"  # The attribute of a request that keeps them.
FIRST_DEPTH_OF_A_SITE = 2  # Wagtail's own root, which is no page to show, has depth 1.


@dataclass(frozen=True)
class Entry:
    """A page as menus and lists show it."""

    title: str
    url: str
    language: str
    summary: str = ""
    illustration: str = ""
    picture: Cut | None = None
    is_in_menu: bool = field(default=False, compare=False)
    is_section: bool = field(default=True, compare=False)
    """Whether what stands below its address belongs to it; all stands below a home page's."""
    is_current: bool = False
    is_ancestor: bool = False
    children: tuple["Entry", ...] = ()


def list_menu_entries(request: HttpRequest | None) -> list[Entry]:
    """Return the pages of the main menu: public, marked for menus, directly under the home page."""
    path = request.path if request is not None else ""
    return [mark_entry(entry, path) for entry in _list_top_entries(request) if entry.is_in_menu]


def list_footer_entries(request: HttpRequest | None) -> list[Entry]:
    """Return the public pages directly under the home page that the main menu does not show."""
    return [entry for entry in _list_top_entries(request) if not entry.is_in_menu]


def list_child_entries(page: Page, request: HttpRequest | None) -> list[Entry]:
    """Return the public pages directly under a page, in the order of the tree."""
    return remember(
        ("children", page.pk, site_key(request)), partial(_read_child_entries, page, request)
    )


def list_breadcrumbs(page: Page, request: HttpRequest | None) -> list[Entry]:
    """Return the pages above a page, the home page first; a page that is not saved yet stands nowhere."""
    if not page.path:
        return []
    return remember(
        ("breadcrumbs", page.pk, site_key(request)), partial(_read_breadcrumbs, page, request)
    )


def get_root_page(request: HttpRequest | None) -> Page | None:
    """Return the home page of the site that the request asks for, or of the default site, in the active language."""
    if request is not None:
        site = Site.find_for_request(request)
    else:
        site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return None
    return localize_pages([site.root_page])[site.root_page_id]


def mark_entry(entry: Entry, path: str) -> Entry:
    """Return the entry as it stands in the menu of the page at a path."""
    if entry.children:
        children = tuple(mark_entry(child, path) for child in entry.children)
        is_ancestor = any(child.is_current or child.is_ancestor for child in children)
        return replace(entry, children=children, is_ancestor=is_ancestor)
    if not entry.url or not path.startswith(entry.url):
        return entry
    is_current = entry.url == path
    is_ancestor = not is_current and entry.is_section and entry.url.endswith("/")
    return replace(entry, is_current=is_current, is_ancestor=is_ancestor)


def tags_of(pages: Iterable[Page]) -> list[str]:
    """Return what a list that shows these pages is made from."""
    return [*(page_tag(page.pk) for page in pages), *EVERYWHERE]


def site_key(request: HttpRequest | None) -> int | None:
    """Return what addresses depend on: those of pages of another site are given in full."""
    site = Site.find_for_request(request) if request is not None else None
    return site.pk if site is not None else None


def _read_child_entries(page: Page, request: HttpRequest | None) -> list[Entry]:
    children = list(_public(page.get_children()).specific())
    made_from(children_tag(page.pk), *tags_of(children))
    pictures = list_cuts(children, ON_CARD)
    return [
        replace(
            _to_entry(child, request),
            summary=getattr(child, "summary", ""),
            illustration=getattr(child, "illustration", ""),
            picture=pictures.get(child.pk),
        )
        for child in children
    ]


def _read_breadcrumbs(page: Page, request: HttpRequest | None) -> list[Entry]:
    above = page.get_ancestors().filter(depth__gte=FIRST_DEPTH_OF_A_SITE)
    ancestors = list(with_languages(above))
    made_from(page_tag(page.pk), *tags_of(ancestors))
    return [_to_entry(ancestor, request) for ancestor in ancestors if ancestor.live]


def _list_top_entries(request: HttpRequest | None) -> list[Entry]:
    """Return the public pages directly under the home page; read at most once a request for menu and footer."""
    kept: list[Entry] | None = getattr(request, TOP_ENTRIES, None)
    if kept is None:
        key = ("top", site_key(request), get_language())
        kept = remember(key, partial(_read_top_entries, request))
        if request is not None:
            setattr(request, TOP_ENTRIES, kept)
    return kept


def _read_top_entries(request: HttpRequest | None) -> list[Entry]:
    root = get_root_page(request)
    made_from(*EVERYWHERE)
    if root is None:
        return []
    pages = list(_public(root.get_children()))
    made_from(translations_tag(root.translation_key), children_tag(root.pk), *tags_of(pages))
    return [replace(_to_entry(page, request), is_in_menu=page.show_in_menus) for page in pages]


def _public(pages: PageQuerySet) -> PageQuerySet:
    return with_languages(pages.live().filter(~is_restricted("path")))


def _to_entry(page: Page, request: HttpRequest | None) -> Entry:
    return Entry(title=page.title, url=page.get_url(request) or "", language=language_of(page))

"""Reads main menu and footer for a page: two queries, whatever they hold. Nothing here depends on who is looking.

Both are remembered by the process until they, or a page that they lead to, change.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from content.addresses import localize_address
from content.keeping import EVERYWHERE, page_tag, translations_tag
from content.menus.models import FRAME, Navigation
from content.navigation import FIRST_DEPTH_OF_A_SITE, Entry, mark_entry, site_key
from content.navigation import list_menu_entries as list_tree_entries
from content.visibility import is_restricted
from portal.sdk.freshness import made_from, remember

MENUS = "portal_menus"  # The attribute of a request that keeps them.
Raw = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """One column of the footer."""

    heading: str
    text: str
    links: list[Entry]
    language: str


@dataclass(frozen=True)
class Menus:
    """What editors wrote, as it is shown on one page."""

    language: str
    main: list[Entry]
    footer: list[Column]


def list_menu_entries(request: HttpRequest | None) -> list[Entry]:
    """Return the main menu; drawn from the page tree where no editor has written one."""
    menus = _get_menus(request)
    if menus is None or not menus.main:
        return list_tree_entries(request)
    path = request.path if request is not None else ""
    return [mark_entry(entry, path) for entry in menus.main]


def list_footer_columns(request: HttpRequest | None) -> list[Column]:
    """Return the columns of the footer; none where no editor has written any."""
    menus = _get_menus(request)
    return menus.footer if menus is not None else []


def _get_menus(request: HttpRequest | None) -> Menus | None:
    """Return the menus of a page, read once a request."""
    if hasattr(request, MENUS):
        kept: Menus | None = getattr(request, MENUS)
        return kept
    previewed = getattr(request, FRAME, None)
    if previewed is not None:
        menus: Menus | None = _Reader(previewed, request).read()
    else:
        key = ("menus", site_key(request), get_language())
        menus = remember(key, partial(_read_menus, request))
    if request is not None:
        setattr(request, MENUS, menus)
    return menus


def _read_menus(request: HttpRequest | None) -> Menus | None:
    made_from(f"{Navigation._meta.db_table}:*", *EVERYWHERE)
    navigation = _find_navigation(get_language())
    return _Reader(navigation, request).read() if navigation is not None else None


def _find_navigation(language: str) -> Navigation | None:
    """Return the published menus in the reader's language, else in the site's own, else in any."""
    published = Navigation.objects.filter(live=True).select_related("locale").order_by("pk")
    by_language = {each.locale.language_code: each for each in published}
    fallback = next(iter(by_language.values()), None)
    return by_language.get(language) or by_language.get(settings.LANGUAGE_CODE) or fallback


class _Reader:
    """Turns stored menus into entries, with the pages that the public may see, in the reader's language."""

    def __init__(self, navigation: Navigation, request: HttpRequest | None) -> None:
        self._main = list(navigation.main.raw_data)
        self._footer = list(navigation.footer.raw_data)
        self._language = navigation.locale.language_code
        self._request = request
        self._pages = _find_pages({*_list_page_ids(self._main), *_list_page_ids(self._footer)})

    def read(self) -> Menus:
        """Return all that can be shown."""
        return Menus(
            language=self._language,
            main=[entry for item in self._main if (entry := self._read_item(item))],
            footer=[self._read_column(item["value"]) for item in self._footer],
        )

    def _read_item(self, item: Raw) -> Entry | None:
        value = item["value"]
        if item["type"] == "link":
            return self._read_link(value)
        children = tuple(self._read_links(value["links"]))
        if not children:
            return None
        return Entry(value["title"], "", self._language, children=children)

    def _read_column(self, value: Raw) -> Column:
        links = self._read_links(value.get("links") or [])
        text = value.get("text") or ""
        return Column(heading=value["heading"], text=text, links=links, language=self._language)

    def _read_links(self, items: list[Raw]) -> list[Entry]:
        return [entry for item in items if (entry := self._read_link(item["value"]))]

    def _read_link(self, value: Raw) -> Entry | None:
        """Return a link, or None while its page is not public."""
        if not value.get("page"):
            address = localize_address(value.get("address") or "")
            return Entry(value.get("text") or address, address, self._language)
        page = self._pages.get(value["page"])
        if page is None:
            return None
        language, url = page.locale.language_code, page.get_url(self._request) or ""
        # A page found in the reader's language names itself, where these menus are in another.
        is_closer = language == get_language() != self._language
        title = "" if is_closer else value.get("text")
        own = self._language if title else language
        is_section = page.depth > FIRST_DEPTH_OF_A_SITE
        return Entry(title or page.title, url, own, is_section=is_section)


def _list_page_ids(node: Any) -> Iterator[int]:
    """Yield the pages that stored links name, however deep they stand."""
    if isinstance(node, list):
        for each in node:
            yield from _list_page_ids(each)
    elif isinstance(node, dict):
        if isinstance(node.get("page"), int):
            yield node["page"]
        yield from _list_page_ids(node.get("value"))
        yield from _list_page_ids(node.get("links"))


def _find_pages(ids: set[int]) -> dict[int, Page]:
    """Return the public pages by id, each in the reader's language where it is translated."""
    if not ids:
        return {}
    keys = Page.objects.filter(pk__in=ids).values("translation_key")
    found = (
        Page.objects.live()
        .filter(~is_restricted("path"), translation_key__in=keys)
        .select_related("locale")
    )
    for page in found:
        made_from(page_tag(page.pk), translations_tag(page.translation_key))
    made_from(*map(page_tag, ids))
    language = get_language()
    translated = {p.translation_key: p for p in found if p.locale.language_code == language}
    return {page.pk: translated.get(page.translation_key, page) for page in found}

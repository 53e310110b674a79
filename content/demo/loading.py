"""Writes the demo content into the page tree. Pages that are there already are left as their editors made them."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, Page, Site

from content.demo.loading_rows import keep_file, load_demo_rows
from content.demo.rows import ROWS
from content.demo.writing import DemoPage, FileReference, PageReference, RowReference
from content.pages.home import HomePage

NAMESPACE = uuid.UUID("7c5be0a2-5a25-4a53-9a3f-3a3c3d6e6b10")
FILES = Path(__file__).parent / "files"
LOOPBACK = ("localhost", "127.0.0.1")
LINK_TO_PAGE = re.compile(r'href="page:([^"]*)"')


@dataclass(frozen=True)
class LoadReport:
    """How many pages a load wrote and how many it left alone."""

    written: int
    kept: int


@transaction.atomic
def load_demo_pages(home: DemoPage, *, overwrite: bool = False) -> LoadReport:
    """Create and publish the pages that are missing; with `overwrite`, write over those that are there."""
    home_page = ensure_home_page()
    name_site()
    pages: dict[str, Any] = {"": home_page}
    to_write = [""] if overwrite or home_page.latest_revision_id is None else []
    nodes = dict(_walk(home, path=""))
    for path, demo_page in nodes.items():
        if path:
            pages[path], is_new = _get_or_create(
                demo_page, parent=pages[_parent_of(path)], path=path
            )
            to_write += [path] if is_new or overwrite else []
    pages |= load_demo_rows(
        ROWS,
        pages=pages,
        resolve=lambda value, place: _resolve(value, place=place, pages=pages),
        overwrite=overwrite,
    )
    for path in to_write:
        write_page(pages[path], nodes[path], path=path, pages=pages)
    return LoadReport(written=len(to_write), kept=len(nodes) - len(to_write))


def list_demo_paths(home: DemoPage) -> dict[str, Page]:
    """Return the loaded pages by their paths from the home page."""
    keys = {uuid.uuid5(NAMESPACE, path): path for path, _page in _walk(home, path="") if path}
    found = Page.objects.filter(locale=Locale.get_default(), translation_key__in=keys)
    return {"": ensure_home_page(), **{keys[page.translation_key]: page for page in found}}


def give_to(email: str, home: DemoPage) -> None:
    """Give the pages that belong to nobody yet, and their translations, to an account, where it exists."""
    account = get_user_model()._default_manager.filter(email=email).first()
    numbers = [page.pk for page in list_demo_paths(home).values()]
    keys = Page.objects.filter(pk__in=numbers).values_list("translation_key", flat=True)
    pages = Page.objects.filter(translation_key__in=list(keys), alias_of=None)
    pages.filter(owner=None).update(owner=account)


def ensure_home_page() -> HomePage:
    """Return the home page of the default site, made with all that it stands on where the database has none."""
    site = Site.objects.filter(is_default_site=True).first()
    home: HomePage | None = (
        HomePage.objects.filter(pk=site.root_page_id).first() if site is not None else None
    )
    if home is not None:
        return home
    locale, _created = Locale.objects.get_or_create(
        language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE)
    )
    root = Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=locale)
    )
    home = HomePage(
        title="Home", slug="home", heading="Educator Portal", summary="Home", locale=locale
    )
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home},
        create_defaults={"hostname": "localhost", "root_page": home},
    )
    return home


def name_site() -> None:
    """Give a site that is named after this machine the address of the portal, with which full links begin."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.filter(is_default_site=True, hostname__in=LOOPBACK).update(
        hostname=address.hostname or "localhost", port=port, site_name=settings.WAGTAIL_SITE_NAME
    )


def _walk(demo_page: DemoPage, *, path: str) -> Iterator[tuple[str, DemoPage]]:
    """Yield each page with its path, parents before their children."""
    yield path, demo_page
    for child in demo_page.children:
        yield from _walk(child, path=f"{path}/{child.slug}" if path else child.slug)


def _parent_of(path: str) -> str:
    return path.rpartition("/")[0]


def _get_or_create(demo_page: DemoPage, *, parent: Page, path: str) -> tuple[Page, bool]:
    """Return the page loaded before, wherever it was moved, or whoever's page has its place; and whether it is new."""
    key = uuid.uuid5(NAMESPACE, path)
    existing = (
        Page.objects.filter(translation_key=key, locale=parent.locale).first()
        or parent.get_children().filter(slug=demo_page.slug).first()
    )
    if existing is not None:
        return existing.specific, False
    plain = {
        name: value
        for name, value in demo_page.fields.items()
        if isinstance(value, str | int | datetime)
    }
    page = demo_page.page_type(
        title=demo_page.title,
        slug=demo_page.slug,
        summary=demo_page.summary,
        show_in_menus=demo_page.is_in_menu,
        locale=parent.locale,
        translation_key=key,
        live=False,
        **plain,
    )
    parent.add_child(instance=page)
    parent.refresh_from_db()
    return page, True


def write_page(page: Page, demo_page: DemoPage, *, path: str, pages: dict[str, Any]) -> None:
    """Set the fields of a page and publish it. A page of another type keeps its own fields."""
    if not isinstance(page, demo_page.page_type):
        return
    page.title = demo_page.title
    page.summary = demo_page.summary
    page.show_in_menus = demo_page.is_in_menu
    for name, value in demo_page.fields.items():
        setattr(
            page,
            name,
            _resolve(value, place=f"{path}#{name}", pages=pages, keep_pages=name.endswith("_page")),
        )
    page.save_revision().publish()


def _resolve(value: Any, *, place: str, pages: dict[str, Any], keep_pages: bool = False) -> Any:
    """Return a value in its stored form: references as pages, and every block under an id that stays the same."""
    if isinstance(value, PageReference):
        return pages[value.path] if keep_pages else pages[value.path].pk
    if isinstance(value, FileReference):
        return keep_file(value.name, (FILES / value.name).read_bytes())
    if isinstance(value, RowReference):
        return pages[f"row:{value.key}"].pk
    if isinstance(value, str):
        return LINK_TO_PAGE.sub(lambda match: f'linktype="page" id="{pages[match[1]].pk}"', value)
    if isinstance(value, list):
        return [
            _resolve(item, place=f"{place}/{index}", pages=pages)
            for index, item in enumerate(value)
        ]
    if isinstance(value, dict):
        stored = {
            key: _resolve(item, place=f"{place}/{key}", pages=pages) for key, item in value.items()
        }
        return {**stored, "id": str(uuid.uuid5(NAMESPACE, place))} if "type" in stored else stored
    return value

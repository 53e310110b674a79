"""Pages that attach a service: known to whoever has the pages, which no layer of the platform knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

__all__ = ["AttachingPage", "announce_pages", "find_new_page", "list_pages"]


class AttachingPage(NamedTuple):
    """A page that attaches a service, and where editors change it."""

    title: str
    url: str


class Pages(NamedTuple):
    """Which pages attach the service of a key, and where a new one is begun; empty where there is no place."""

    find: Callable[[str], Iterable[AttachingPage]]
    begin: Callable[[], str]


_pages: list[Pages] = []


def announce_pages(
    find: Callable[[str], Iterable[AttachingPage]], begin: Callable[[], str]
) -> None:
    """Let ``find`` say which pages attach the service of a key, and ``begin`` where a new page is begun."""
    if (pages := Pages(find, begin)) not in _pages:
        _pages.append(pages)


def list_pages(key: str) -> list[AttachingPage]:
    """Return the pages that attach a service, by title; 1 SQL."""
    return sorted(page for pages in _pages for page in pages.find(key))


def find_new_page() -> str:
    """Return the address at which a page that attaches a service is begun; empty where there is none."""
    return next((url for pages in _pages if (url := pages.begin())), "")

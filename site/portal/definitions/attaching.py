"""Pages that attach a service: known to whoever has the pages, which no layer of the platform knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

__all__ = ["announce_pages", "count_pages", "find_new_page"]


class Pages(NamedTuple):
    """How many pages attach the service of a key, and where a new one is begun; empty where there is no place."""

    count: Callable[[str], int]
    begin: Callable[[], str]


_pages: list[Pages] = []


def announce_pages(count: Callable[[str], int], begin: Callable[[], str]) -> None:
    """Let ``count`` say how many pages attach the service of a key, and ``begin`` where a new page is begun."""
    if (pages := Pages(count, begin)) not in _pages:
        _pages.append(pages)


def count_pages(key: str) -> int:
    """Return how many pages attach a service."""
    return sum(pages.count(key) for pages in _pages)


def find_new_page() -> str:
    """Return the address at which a page that attaches a service is begun; empty where there is none."""
    return next((url for pages in _pages if (url := pages.begin())), "")

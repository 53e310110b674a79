"""How many pages attach a service: counted by whoever has the pages, which no layer of the platform knows."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["announce_pages", "count_pages"]

Count = Callable[[str], int]
_counts: list[Count] = []


def announce_pages(count: Count) -> None:
    """Let ``count`` say how many pages attach the service of a key."""
    if count not in _counts:
        _counts.append(count)


def count_pages(key: str) -> int:
    """Return how many pages attach a service."""
    return sum(count(key) for count in _counts)

"""The failures of plugins and how often they were called, kept in the cache for all processes.

A bounded ring of the latest failures and one count a place and day: nothing that was typed, no
message of an exception, no person. A cache that does not answer is passed over.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

__all__ = ["Failure", "count_calls", "get_counts", "list_failures", "record_failure"]

logger = logging.getLogger(__name__)

MOST_KEPT = 200
KEPT_FOR = timedelta(days=2)
PREFIX = "plugins:failures"


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed call: when, in which place (plugin id and extension point), of which type."""

    at: datetime
    place: str
    function: str
    error: str

    @property
    def plugin_id(self) -> str:
        """Return whose failure it is."""
        return self.place.partition(":")[0]

    @property
    def point(self) -> str:
        """Return the extension point, or the function where the caller named none."""
        return self.place.partition(":")[2] or self.function


def record_failure(place: str, function: str, error: BaseException) -> None:
    """Keep a failure in the place of the oldest one."""
    now = timezone.now()
    entry = (now.isoformat(), place, function, type(error).__name__)
    try:
        number = _raise_count(f"{PREFIX}:number", 1, timeout=None)
        cache.set(f"{PREFIX}:{number % MOST_KEPT}", entry, timeout=KEPT_FOR.total_seconds())
        _raise_count(_key("failed", place, now), 1, timeout=KEPT_FOR.total_seconds())
    except Exception:
        logger.exception("a failure of plugin %s could not be kept", place)


def list_failures(*, since: datetime) -> list[Failure]:
    """Return the failures that are still kept, the latest first; 1 question to the cache."""
    kept = cache.get_many([f"{PREFIX}:{number}" for number in range(MOST_KEPT)])
    failures = (
        Failure(datetime.fromisoformat(at), place, function, error)
        for at, place, function, error in kept.values()
    )
    return sorted(
        (failure for failure in failures if failure.at >= since),
        key=lambda failure: failure.at,
        reverse=True,
    )


def count_calls(place: str, number: int) -> None:
    """Add calls to the count of today."""
    try:
        key = _key("calls", place, timezone.now())
        _raise_count(key, number, timeout=KEPT_FOR.total_seconds())
    except Exception:
        logger.exception("calls into plugin %s could not be counted", place)


def get_counts(places: Iterable[str], *, at: datetime) -> dict[str, tuple[int, int]]:
    """Return calls and failures of the day, by place; 1 question to the cache."""
    keys = {
        place: (_key("calls", place, at), _key("failed", place, at))
        for place in dict.fromkeys(places)
    }
    found = cache.get_many([key for pair in keys.values() for key in pair])
    return {
        place: (found.get(calls, 0), found.get(failed, 0))
        for place, (calls, failed) in keys.items()
    }


def _key(what: str, place: str, at: datetime) -> str:
    return f"{PREFIX}:{what}:{timezone.localdate(at):%Y%m%d}:{place}"


def _raise_count(key: str, number: int, *, timeout: float | None) -> int:
    cache.add(key, 0, timeout=timeout)
    try:
        return cache.incr(key, number)
    except ValueError:  # evicted between the two calls
        return number

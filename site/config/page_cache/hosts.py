"""Tells other hosts what changed, and hears it from them, through the shared cache: a number and the tags behind it.

One host needs none of this: its processes share a file. Hosts that have a cache in common are asked once a second.
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.cache import cache

from portal.sdk.freshness import listeners
from portal.sdk.generations import Generations

NUMBER = "page_cache.changes"
SECONDS_OF_TAGS = 3_600
MOST_CHANGES_AT_ONCE = 200

logger = logging.getLogger(__name__)


def are_hosts_connected() -> bool:
    """Tell whether the cache is one that several hosts may have in common."""
    return not settings.CACHES["default"]["BACKEND"].endswith(("LocMemCache", "DummyCache"))


def tell_other_hosts(tags: tuple[str, ...]) -> None:
    """Put a change where other hosts look; publishing goes on where that fails."""
    try:
        cache.add(NUMBER, 0, timeout=None)
        number = cache.incr(NUMBER)
        cache.set(_key(number), list(tags), timeout=SECONDS_OF_TAGS)
    except Exception:
        logger.exception("other hosts were not told of a change; they learn of it as pages expire")


class OtherHosts:
    """What this process has heard of the other hosts' changes."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._seen: int | None = None

    def hear(self) -> None:
        """Take over what changed elsewhere; where that cannot be known, everything counts as changed."""
        try:
            number = int(cache.get(NUMBER, 0))
            tags = self._read(number)
        except Exception:
            logger.exception("the shared cache does not answer: pages are made anew each second")
            number, tags = -1, None
        if tags is None:
            self._generations.advance_all()
        elif tags:
            self._generations.advance(tags)
        self._seen = number

    def _read(self, number: int) -> list[str] | None:
        """Return the tags of the changes since the last time, or None where some are missing."""
        if self._seen is None or number == self._seen:
            return []
        if not 0 < number - self._seen <= MOST_CHANGES_AT_ONCE or self._seen < 0:
            return None
        keys = [_key(each) for each in range(self._seen + 1, number + 1)]
        found = cache.get_many(keys)
        if len(found) < len(keys):
            return None
        return [tag for key in keys for tag in found[key]]


def connect_hosts() -> None:
    """Have every change of this process told to the other hosts."""
    if are_hosts_connected() and tell_other_hosts not in listeners:
        listeners.append(tell_other_hosts)


def _key(number: int) -> str:
    return f"{NUMBER}.{number}"

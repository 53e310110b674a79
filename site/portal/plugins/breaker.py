"""The circuit breaker of decorating calls: a piece that fails again and again is not asked for a while.

A place is a plugin's id, or the id and an extension point joined by a colon. Its state lies in the
cache, so that processes agree; a process looks there every few seconds, not at every call.
"""

from __future__ import annotations

import logging
import time
from enum import StrEnum

from django.core.cache import cache

from portal.plugins.failures import count_calls

__all__ = ["Circuit", "State", "circuit_of", "forget_circuits", "get_state", "known_places"]

logger = logging.getLogger(__name__)

FAILURES, WINDOW = 5, 60
"""So many failures within so many seconds open a circuit."""
OPEN_FOR = 60
"""After so many seconds one call is let through as a trial."""
TRIAL = 10
"""No second trial within so many seconds, whichever process asks."""
REMEMBERED = 3_600
LOOK_EVERY = 5.0


class State(StrEnum):
    """Whether calls go through."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


class Circuit:
    """What this process knows of one place; its calls are counted here and reported in batches."""

    __slots__ = ("_calls", "_next_look", "_place", "is_on_trial", "is_open")

    def __init__(self, place: str) -> None:
        self._place = place
        self._calls = 0
        self._next_look = 0.0
        self.is_open = False
        self.is_on_trial = False

    def count(self) -> None:
        """Count a call, and agree with the other processes every few seconds."""
        self._calls += 1
        now = time.monotonic()
        if now >= self._next_look:
            self._look(now)

    def note_failure(self) -> None:
        """Count a failure in all processes; open the circuit at one too many, or at a failed trial."""
        try:
            if self.is_on_trial or self._count_failure() >= FAILURES:
                self._open()
        except Exception:
            logger.exception("the circuit of plugin %s could not be kept", self._place)

    def note_success(self) -> None:
        """Close the circuit after a trial that went well."""
        self.is_on_trial = False
        try:
            cache.delete_many([_until(self._place), _failed(self._place)])
        except Exception:
            logger.exception("the circuit of plugin %s could not be closed", self._place)

    def _look(self, now: float) -> None:
        """Ask the cache what other processes found, and report this one's calls."""
        self._next_look = now + LOOK_EVERY
        calls, self._calls = self._calls, 0
        count_calls(self._place, calls)
        try:
            state = get_state(self._place)
            self.is_on_trial = state is State.HALF_OPEN and self._claim_trial()
        except Exception:
            logger.exception("the circuit of plugin %s could not be read", self._place)
            state = State.CLOSED
        self.is_open = state is not State.CLOSED and not self.is_on_trial

    def _claim_trial(self) -> bool:
        return bool(cache.add(f"plugins:trial:{self._place}", 1, timeout=TRIAL))

    def _count_failure(self) -> int:
        key = _failed(self._place)
        if cache.add(key, 1, timeout=WINDOW):
            return 1
        try:
            return int(cache.incr(key))
        except ValueError:  # evicted between the two calls
            return 1

    def _open(self) -> None:
        self.is_open, self.is_on_trial = True, False
        cache.set(_until(self._place), time.time() + OPEN_FOR, timeout=REMEMBERED)
        cache.delete(_failed(self._place))
        logger.error("plugin %s fails again and again; it is not asked for a while", self._place)


_circuits: dict[str, Circuit] = {}


def circuit_of(place: str) -> Circuit:
    """Return this process's circuit of a place."""
    return _circuits.get(place) or _circuits.setdefault(place, Circuit(place))


def known_places() -> list[str]:
    """Return the places that this process has called."""
    return sorted(_circuits)


def forget_circuits() -> None:
    """Know of nothing, as a new process does."""
    _circuits.clear()


def get_state(place: str) -> State:
    """Return what all processes share about a place."""
    until = cache.get(_until(place))
    if until is None:
        return State.CLOSED
    return State.OPEN if time.time() < until else State.HALF_OPEN


def _until(place: str) -> str:
    return f"plugins:open_until:{place}"


def _failed(place: str) -> str:
    return f"plugins:failed_lately:{place}"

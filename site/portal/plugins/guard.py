"""Calls into plugins: what a failure means depends on the kind of call, never on the caller.

Pure calls refuse the act they were asked for; decorating calls leave their piece out. A *place* is
the plugin's id, or the id and the extension point joined by a colon.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from timeit import repeat
from typing import Any, ParamSpec, TypeVar

from portal.plugins.breaker import circuit_of
from portal.plugins.failures import record_failure

__all__ = [
    "PluginFailedError",
    "call_decorating",
    "call_on_input",
    "call_pure",
    "count_failure",
    "measure_guard",
]

logger = logging.getLogger(__name__)
MEASURED = 1_000
P = ParamSpec("P")
R = TypeVar("R")


class PluginFailedError(Exception):
    """A plugin could not answer; the act must be refused with a plain message."""


def call_pure(place: str, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Return the plugin's answer; raise PluginFailedError where it raised anything.

    It has no circuit breaker: what one applicant types must never refuse another's act.
    """
    circuit_of(place).count()
    try:
        return function(*args, **kwargs)
    except BaseException as error:
        _note(place, function, error)
        raise PluginFailedError(place.partition(":")[0]) from error


def call_decorating(
    place: str, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
) -> R | None:
    """Return the plugin's piece, or None where it raised or has failed again and again."""
    circuit = circuit_of(place)
    circuit.count()
    if circuit.is_open:
        return None
    try:
        piece = function(*args, **kwargs)
    except BaseException as error:  # noqa: BLE001 - logged below; a keyboard interrupt goes on
        _note(place, function, error)
        circuit.note_failure()
        return None
    if circuit.is_on_trial:
        circuit.note_success()
    return piece


def call_on_input(
    place: str, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
) -> R | None:
    """Return the plugin's piece, or None where it raised; for pieces that answer what was typed.

    What one visitor types could make it fail on purpose, so no failure counts against the others.
    """
    circuit_of(place).count()
    try:
        return function(*args, **kwargs)
    except BaseException as error:  # noqa: BLE001 - logged below; a keyboard interrupt goes on
        _note(place, function, error)
        return None


def count_failure(place: str, function: Callable[..., Any], error: Exception) -> None:
    """Count what no call raises, such as one that doesn't end, as a failure of a decorating call."""
    _note(place, function, error)
    circuit_of(place).note_failure()


def _note(place: str, function: Callable[..., Any], error: BaseException) -> None:
    """Log and keep a failure; SystemExit is one too, a keyboard interrupt is the operator's."""
    if isinstance(error, KeyboardInterrupt):
        raise error
    name = getattr(function, "__qualname__", repr(function))
    logger.error("plugin %s failed in %s", place.partition(":")[0], name, exc_info=error)
    record_failure(place, name, error)


def measure_guard() -> float:
    """Return the microseconds that guarding adds to a call on this machine, now; takes some milliseconds."""

    def nothing() -> None:
        """Stand for a plugin's piece."""

    plain = repeat(nothing, number=MEASURED, repeat=3)
    guarded = repeat(lambda: call_decorating("portal:guard", nothing), number=MEASURED, repeat=3)
    return max(min(guarded) - min(plain), 0.0) / MEASURED * 1e6

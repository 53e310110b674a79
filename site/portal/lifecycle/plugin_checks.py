"""Checks that plugins add to the integrity check. One that raises is never taken for one that found nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from types import ModuleType
from typing import Any

from portal.plugins.guard import PluginFailedError, call_pure
from portal.plugins.parking import list_parked
from portal.plugins.registry import plugin_modules

__all__ = ["MOST_FAULTS", "CheckNotMadeError", "PluginCheck", "RecordCheck", "list_plugin_checks"]

MOST_FAULTS = 1_000
"""One check tells no more: what comes after so many is not looked for."""
RecordCheck = Callable[[], Iterable[tuple[str, str]]]
"""Return which record does not agree, by a name that staff know, and how; nothing where all do. It only reads."""
PluginCheck = Callable[[], list[tuple[str, str]]]


class CheckNotMadeError(Exception):
    """A check could not be made; the text says why, and nothing of what it read."""


def list_plugin_checks() -> dict[str, PluginCheck]:
    """Return each check by the plugin's id and its name; every one raises CheckNotMadeError where it fails.

    A plugin whose module fails has one that always does.
    """
    known = {parked.name for parked in list_parked()}
    checks: dict[str, PluginCheck] = {}
    for plugin, module in plugin_modules("checks"):
        place = f"{plugin.label}:checks"
        try:
            named = call_pure(place, _named, module)
        except PluginFailedError as failure:
            checks[plugin.label] = _never_made(type(failure.__cause__).__name__)
            continue
        checks |= {f"{plugin.label}.{name}": _guarded(place, each) for name, each in named.items()}
    parked = [each for each in list_parked() if each.name not in known]
    return checks | {each.plugin_id: _never_made(each.detail) for each in parked}


def _named(module: ModuleType) -> Mapping[str, RecordCheck]:
    return dict(module.CHECKS)


def _never_made(reason: str) -> PluginCheck:
    def refuse() -> list[tuple[str, str]]:
        raise CheckNotMadeError(reason)

    return refuse


def _guarded(place: str, check: RecordCheck) -> PluginCheck:
    def make() -> list[tuple[str, str]]:
        try:  # pure, not decorating: a check that is left out for a while would pass for one that found nothing
            return call_pure(place, _make, check)
        except PluginFailedError as failure:
            raise CheckNotMadeError(type(failure.__cause__).__name__) from failure

    return make


def _make(check: RecordCheck) -> list[tuple[str, str]]:
    return [_told(*found) for found in islice(check(), MOST_FAULTS)]


def _told(record: Any, detail: Any) -> tuple[str, str]:
    if not (isinstance(record, str) and isinstance(detail, str)):
        raise TypeError("not a record and what is wrong with it, both as texts")
    return record, detail

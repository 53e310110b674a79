"""What is known of every plugin that was found: its state, what it provides, how its calls went.

Which extension points there are is told by the caller; the mechanism knows none by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings

from portal.plugins import breaker
from portal.plugins.breaker import known_places
from portal.plugins.config import PluginConfig
from portal.plugins.discovery import installed_plugin_apps
from portal.plugins.failures import Failure, get_counts, list_failures
from portal.plugins.parking import Parked, Stage, list_parked
from portal.plugins.registry import installed_plugins, plugin_modules, read_modules

__all__ = ["Place", "PluginReport", "PluginState", "report_plugins"]

LOOKED_BACK = timedelta(days=1)
MOST_FAILURES = 5


class PluginState(StrEnum):
    """Whether a plugin is in use."""

    ACTIVE = "active"
    PARKED = "parked"
    UNSUPPORTED = "unsupported"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Place:
    """How the calls into one extension point of a plugin went today."""

    point: str
    calls: int
    failures: int
    circuit: breaker.State


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginReport:
    """One plugin; ``detail`` is technical and in English, ``reason`` in the reader's language."""

    plugin_id: str
    name: str
    state: PluginState
    title: str = ""
    version: str = ""
    contract: tuple[int, int] | None = None
    reason: str = ""
    detail: str = ""
    provides: Mapping[str, int]
    places: tuple[Place, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def is_well(self) -> bool:
        """Tell whether it is in use and nothing of it failed lately."""
        return self.state is PluginState.ACTIVE and not self.failures


def report_plugins(points: Mapping[str, str], *, at: datetime) -> list[PluginReport]:
    """Return every plugin: those in use, those that are parked, those that are left out.

    ``points`` gives the attribute that is read of each module.
    """
    read_modules(points)
    failures = list_failures(since=at - LOOKED_BACK)
    active = [_report(plugin, points, failures, at) for plugin in installed_plugins()]
    parked = [_report_parked(each, failures) for each in list_parked()]
    seen = {report.name for report in active + parked}
    left_out = [name for name in installed_plugin_apps(settings.PLUGIN_FOLDER) if name not in seen]
    return active + parked + [_report_left_out(name) for name in left_out]


def _report(
    plugin: PluginConfig, points: Mapping[str, str], failures: list[Failure], at: datetime
) -> PluginReport:
    provides = {
        module_name: _size(getattr(module, attribute, None))
        for module_name, attribute in points.items()
        for other, module in plugin_modules(module_name)
        if other is plugin
    }
    own = _own(failures, plugin.label)
    return PluginReport(
        plugin_id=plugin.label,
        name=plugin.name,
        state=PluginState.ACTIVE,
        title=str(plugin.title),
        version=str(plugin.version),
        contract=plugin.contract,
        provides=provides,
        places=_places(plugin.label, own, at),
        failures=own[:MOST_FAILURES],
    )


def _places(plugin_id: str, failures: tuple[Failure, ...], at: datetime) -> tuple[Place, ...]:
    asked = {place for place in known_places() if place.partition(":")[0] == plugin_id}
    places = sorted(asked | {failure.place for failure in failures})
    counts = get_counts(places, at=at)
    return tuple(
        Place(place.partition(":")[2], *counts[place], breaker.get_state(place)) for place in places
    )


def _report_parked(parked: Parked, failures: list[Failure]) -> PluginReport:
    is_unsupported = parked.stage is Stage.CONTRACT
    return PluginReport(
        plugin_id=parked.plugin_id,
        name=parked.name,
        state=PluginState.UNSUPPORTED if is_unsupported else PluginState.PARKED,
        version=parked.version,
        reason=parked.reason,
        detail=parked.detail,
        provides={},
        failures=_own(failures, parked.plugin_id)[:MOST_FAILURES],
    )


def _report_left_out(name: str) -> PluginReport:
    plugin_id = name.rpartition(".")[2]
    by_name = plugin_id in settings.PORTAL_DISABLED_PLUGINS
    return PluginReport(
        plugin_id=plugin_id,
        name=name,
        state=PluginState.DISABLED,
        detail="PORTAL_DISABLED_PLUGINS" if by_name else "PORTAL_SAFE_MODE",
        provides={},
    )


def _own(failures: list[Failure], plugin_id: str) -> tuple[Failure, ...]:
    return tuple(failure for failure in failures if failure.plugin_id == plugin_id)


def _size(provided: object) -> int:
    return len(provided) if isinstance(provided, list | tuple | dict) else 1

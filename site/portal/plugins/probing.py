"""Asks each plugin, before Django is told of it, whether it can be used at all; parks the others.

Runs while settings are read: Django ends a process whose list of apps holds one that fails at
import. Only a plugin's package and its ``apps`` module are imported here, which need no settings.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable

from django.apps import AppConfig

from portal.plugins.config import CONTRACT_VERSION, PluginConfig
from portal.plugins.containment import contained
from portal.plugins.parking import Stage, park, parked_on_failure

__all__ = ["probe_plugin_apps", "reserved_ids"]

RESERVED_PREFIX = "wagtail"
"""Wagtail's apps call themselves ``wagtail`` and something."""


def reserved_ids(core_apps: Iterable[str]) -> frozenset[str]:
    """Return ids that no plugin may have: each part of the dotted names of the portal's own apps."""
    return frozenset(part for name in core_apps for part in name.split("."))


def probe_plugin_apps(
    names: Iterable[str], *, core_apps: Iterable[str], core_slugs: Collection[str]
) -> list[str]:
    """Return the names of those plugins that can be installed, in their order; park the others.

    Ids and slugs belong to the portal first, then to whichever plugin comes first.
    """
    ids, slugs = set(reserved_ids(core_apps)), set(core_slugs)
    usable = []
    for name in names:
        plugin = _load(name)
        if plugin is None:
            continue
        fault = _find_fault(plugin, ids, slugs)
        if fault is not None:
            park(name, *fault, version=str(plugin.version))
            continue
        ids.add(plugin.label)
        slugs.update(plugin.url_slugs)
        usable.append(name)
    return usable


def _load(name: str) -> PluginConfig | None:
    """Return the plugin's description of itself, or None where it was parked."""
    known, plugin = set(sys.modules), None
    with parked_on_failure(name, Stage.IMPORT), contained(name.rpartition(".")[2]):
        plugin = _described(AppConfig.create(name))
    if plugin is None:
        _forget_modules(name, known)
    return plugin


def _described(plugin: AppConfig) -> PluginConfig:
    """Return the plugin; raise where it does not say of itself what it has to."""
    if not isinstance(plugin, PluginConfig):
        raise TypeError("its apps module has no PluginConfig")
    first, last = plugin.contract
    if not (str(plugin.version) and isinstance(first, int) and isinstance(last, int)):
        raise ValueError("its version or contract says nothing")
    return plugin


def _find_fault(
    plugin: PluginConfig, ids: Collection[str], slugs: Collection[str]
) -> tuple[Stage, str] | None:
    if not plugin.is_supported:
        first, last = plugin.contract
        return Stage.CONTRACT, f"it supports {first} to {last}; the portal's is {CONTRACT_VERSION}"
    if plugin.label in ids or plugin.label.startswith(RESERVED_PREFIX):
        return Stage.IDENTITY, f"the id {plugin.label} is taken"
    taken = sorted(set(plugin.url_slugs) & set(slugs))
    if taken:
        return Stage.SLUG, f"/{taken[0]}/ is taken"
    return None


def _forget_modules(name: str, known: Collection[str]) -> None:
    """Leave nothing half-imported behind."""
    for module in set(sys.modules) - set(known):
        if module == name or module.startswith(f"{name}."):
            del sys.modules[module]

"""The installed plugins and the modules in which they offer something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps

from portal.plugins.config import PluginConfig
from portal.plugins.containment import contained
from portal.plugins.parking import Stage, is_parked, parked_on_failure

__all__ = ["installed_plugins", "plugin_modules", "read_modules"]


def installed_plugins() -> list[PluginConfig]:
    """Return the plugins that are in use, in order of installation.

    Left out are those whose contract range this portal does not meet and those that are parked.
    """
    return [
        config
        for config in apps.get_app_configs()
        if isinstance(config, PluginConfig) and config.is_supported and not is_parked(config.name)
    ]


def plugin_modules(name: str) -> Iterator[tuple[PluginConfig, ModuleType]]:
    """Yield each plugin that has a module of that name, with the module.

    A plugin whose module fails at import is parked as a whole: half of it is offered to nobody.
    """
    for plugin in installed_plugins():
        module = _read(plugin, name)
        if module is not None:
            yield plugin, module


def read_modules(names: Iterable[str]) -> None:
    """Read these modules of every plugin now, so that what fails is parked before a visitor asks."""
    for name in names:
        for _plugin, _module in plugin_modules(name):
            pass


def _read(plugin: PluginConfig, name: str) -> ModuleType | None:
    version = str(plugin.version)
    with parked_on_failure(plugin.name, Stage.MODULE, version=version, where=f"{name}: "):
        return _find_module(f"{plugin.name}.{name}", plugin.label)
    return None


@cache
def _find_module(path: str, plugin_id: str) -> ModuleType | None:
    """Return a module, or None where there is none; asked once, because folders do not change."""
    if find_spec(path) is None:
        return None
    with contained(plugin_id):
        return import_module(path)

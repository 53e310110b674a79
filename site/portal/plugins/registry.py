"""The installed plugins and the modules in which they offer something."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps

from portal.plugins.config import PluginConfig

__all__ = ["installed_plugins", "plugin_modules"]


def installed_plugins() -> list[PluginConfig]:
    """Return the plugins whose contract range this portal meets, in order of installation."""
    return [
        config
        for config in apps.get_app_configs()
        if isinstance(config, PluginConfig) and config.is_supported
    ]


def plugin_modules(name: str) -> Iterator[tuple[PluginConfig, ModuleType]]:
    """Yield each plugin that has a module of that name, with the module."""
    for plugin in installed_plugins():
        module = _find_module(f"{plugin.name}.{name}")
        if module is not None:
            yield plugin, module


@cache
def _find_module(path: str) -> ModuleType | None:
    """Return a module, or None where there is none; asked once, because folders do not change.

    An error inside the module is the plugin's fault and is raised.
    """
    return None if find_spec(path) is None else import_module(path)

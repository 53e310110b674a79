"""The installed plugins and the modules in which they offer something."""

from __future__ import annotations

from collections.abc import Iterator
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
        path = f"{plugin.name}.{name}"
        if find_spec(path) is not None:
            yield plugin, import_module(path)

"""The installed plugins and the modules in which they offer something."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps

from portal.plugins.config import PluginConfig
from portal.plugins.guard import call_decorating

__all__ = ["installed_plugins", "plugin_modules"]


def installed_plugins() -> list[PluginConfig]:
    """Return the plugins whose contract range this portal meets, in order of installation."""
    return [
        config
        for config in apps.get_app_configs()
        if isinstance(config, PluginConfig) and config.is_supported
    ]


def plugin_modules(
    name: str, *, leave_out_broken: bool = False
) -> Iterator[tuple[PluginConfig, ModuleType]]:
    """Yield each plugin that has a module of that name, with the module.

    A module that fails at import raises, so that a start stops there; where plugins only decorate,
    ``leave_out_broken`` logs it and passes it over.
    """
    for plugin in installed_plugins():
        path = f"{plugin.name}.{name}"
        module = (
            call_decorating(plugin.label, _find_module, path)
            if leave_out_broken
            else _find_module(path)
        )
        if module is not None:
            yield plugin, module


@cache
def _find_module(path: str) -> ModuleType | None:
    """Return a module, or None where there is none; asked once, because folders do not change.

    An error inside the module is the plugin's fault and is raised.
    """
    return None if find_spec(path) is None else import_module(path)

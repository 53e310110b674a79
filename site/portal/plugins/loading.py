"""Loads the models of plugins and makes them ready so that one that fails ends neither Django nor the others.

Django's own loading stops the process at the first app that raises. A plugin that does is taken out
of the registry again, with whatever models it had defined until then.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import apps as installed_apps
from django.apps.registry import Apps

from portal.plugins.config import PluginConfig
from portal.plugins.containment import contained
from portal.plugins.parking import Stage, is_parked, parked_on_failure

__all__ = ["contain_loading", "take_out"]

READ_BY_FRAMEWORKS = ("wagtail_hooks", "image_formats")
"""Modules that Wagtail imports of every app by itself; one that fails would fail there."""


def contain_loading(apps: Apps = installed_apps) -> None:
    """Let every plugin load its models and become ready under guard; called before any does."""
    for config in apps.get_app_configs():
        if isinstance(config, PluginConfig):
            _contain(apps, config)


def _contain(apps: Apps, plugin: PluginConfig) -> None:
    import_models, ready = plugin.import_models, plugin.ready

    def become_ready() -> None:
        ready()
        _import_what_frameworks_read(plugin.name)

    plugin.import_models = _guarded(apps, plugin, Stage.MODELS, import_models)  # type: ignore[method-assign]
    plugin.ready = _guarded(apps, plugin, Stage.READY, become_ready)  # type: ignore[method-assign]


def _guarded(
    apps: Apps, plugin: PluginConfig, stage: Stage, load: Callable[[], None]
) -> Callable[[], None]:
    def run() -> None:
        with (
            parked_on_failure(plugin.name, stage, version=str(plugin.version)),
            contained(plugin.label),
        ):
            load()
        if is_parked(plugin.name):
            take_out(apps, plugin)

    return run


def _import_what_frameworks_read(name: str) -> None:
    for module in READ_BY_FRAMEWORKS:
        if find_spec(f"{name}.{module}"):
            import_module(f"{name}.{module}")
    if find_spec(f"{name}.templatetags"):
        tags = import_module(f"{name}.templatetags")
        for found in iter_modules(tags.__path__, f"{tags.__name__}."):
            import_module(found.name)


def take_out(apps: Apps, plugin: PluginConfig) -> None:
    """Take a plugin out of the registry; a new mapping, since Django is just going through the old."""
    apps.app_configs = {
        label: config for label, config in apps.app_configs.items() if config is not plugin
    }
    apps.all_models.pop(plugin.label, None)
    pending = apps._pending_operations  # noqa: SLF001 - Django has no door to forget a model by
    for awaited in [key for key in pending if key[0] == plugin.label]:
        del pending[awaited]
    apps.clear_cache()

"""Keeps the migrations of plugins apart from the portal's own: one that fails stops nothing but its plugin.

Django imports every app's migrations before it runs any, so those of plugins are hidden until the
portal's own are through, and those of a parked plugin stay hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import apps as installed_apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from portal.plugins.config import PluginConfig
from portal.plugins.loading import take_out
from portal.plugins.parking import Stage, park, parked_on_failure
from portal.plugins.registry import installed_plugins

__all__ = ["migrate_plugins", "park_unmigrated", "without_plugin_migrations"]


EMPTY = "portal.plugins.no_migrations"


@contextmanager
def without_plugin_migrations(*, makes_tables: bool = False) -> Iterator[None]:
    """Hide the migrations of all plugins inside the block.

    An app without migrations is one whose tables Django makes at once where ``makes_tables``: then
    plugins have an empty package of them instead.
    """
    labels = {plugin.label for plugin in plugins_with_migrations()}
    with _hidden(labels, behind=EMPTY if makes_tables else None):
        yield


def migrate_plugins(migrate: Callable[[str], None]) -> None:
    """Migrate each plugin by itself, hidden from the others; park those that fail."""
    plugins = plugins_with_migrations()
    labels = {plugin.label for plugin in plugins}
    for plugin in plugins:
        with (
            _hidden(labels - {plugin.label}),
            parked_on_failure(plugin.name, Stage.MIGRATION, version=str(plugin.version)),
        ):
            migrate(plugin.label)


def park_unmigrated() -> None:
    """Park every plugin with a migration that the database has not seen, with its models; 1 SQL where any has one."""
    plugins = plugins_with_migrations()
    if not plugins:
        return
    applied = set(MigrationRecorder(connection).applied_migrations())
    for plugin in plugins:
        missing = sorted(name for name in _names(plugin) if (plugin.label, name) not in applied)
        if missing:
            detail = f"{missing[0]} is not applied"
            park(plugin.name, Stage.MIGRATION, detail, version=str(plugin.version))
            take_out(installed_apps, plugin)


def plugins_with_migrations() -> list[PluginConfig]:
    """Return the plugins in use that have a package of migrations; imports no migration."""
    return [plugin for plugin in installed_plugins() if _package(plugin)]


def _package(plugin: PluginConfig) -> list[str]:
    spec = find_spec(f"{plugin.name}.migrations")
    return list(spec.submodule_search_locations or ()) if spec else []


def _names(plugin: PluginConfig) -> list[str]:
    return [module.name for module in iter_modules(_package(plugin)) if module.name[0] not in "_~"]


@contextmanager
def _hidden(labels: set[str], *, behind: str | None = None) -> Iterator[None]:
    before = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = {**before, **dict.fromkeys(labels, behind)}
    try:
        yield
    finally:
        settings.MIGRATION_MODULES = before

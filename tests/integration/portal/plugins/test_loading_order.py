"""Plugins are loaded under guard before Wagtail reads the hooks of every app: what it imports first stays unguarded."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from portal.plugins.config import PluginConfig

LOADING = """
import wagtail.hooks as hooks
from portal.plugins import loading

search, guarded_import = hooks.search_for_hooks, loading._import_what_frameworks_read

def note_search():
    print("hooks")
    search()

def note_plugin(name):
    print(name)
    guarded_import(name)

hooks.search_for_hooks, loading._import_what_frameworks_read = note_search, note_plugin
{first}
from config.loading import load_apps
load_apps()
"""


def _load(first: str = "") -> list[str]:
    """Return in which order a new process loads plugins and looks for hooks."""
    done = subprocess.run(
        [sys.executable, "-c", LOADING.format(first=first)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[4],
    )
    return done.stdout.split()


def _loaded_late(order: list[str]) -> set[str]:
    plugins = {each.name for each in apps.get_app_configs() if isinstance(each, PluginConfig)}
    return plugins - set(order[: order.index("hooks")])


@pytest.mark.proof
def test_no_hook_is_looked_for_before_every_plugin_is_loaded_under_guard() -> None:
    assert not _loaded_late(_load())


@pytest.mark.proof
def test_control_an_early_look_for_hooks_is_found() -> None:
    early = "from config.apps import ConfigConfig; ConfigConfig.ready = lambda app: hooks.search_for_hooks()"
    assert _loaded_late(_load(early))

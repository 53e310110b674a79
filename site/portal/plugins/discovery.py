"""Finds plugins while settings are read: folders of ``portal_plugins`` and entry points.

Nothing is imported here; what a plugin offers is the registry's business.
"""

from __future__ import annotations

from collections.abc import Collection
from importlib.metadata import entry_points
from pathlib import Path

__all__ = ["ENTRY_POINT_GROUP", "installed_plugin_apps"]

ENTRY_POINT_GROUP = "portal.plugins"


def installed_plugin_apps(folder: Path, disabled: Collection[str] = ()) -> list[str]:
    """Return the dotted names of plugin apps: built-in folders first, then installed packages.

    ``disabled`` holds plugin ids (the last part of the dotted name) that are left out.
    """
    built_in = sorted(f"{folder.name}.{path.parent.name}" for path in folder.glob("*/apps.py"))
    outside = sorted(point.value for point in entry_points(group=ENTRY_POINT_GROUP))
    return [name for name in built_in + outside if name.rpartition(".")[2] not in disabled]

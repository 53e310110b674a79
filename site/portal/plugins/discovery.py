"""Finds plugins while settings are read: folders of ``portal_plugins`` and entry points.

Nothing is imported here; whether what was found can be used is asked by ``probing``.
"""

from __future__ import annotations

from collections.abc import Collection
from importlib.metadata import entry_points
from pathlib import Path

__all__ = ["ENTRY_POINT_GROUP", "installed_plugin_apps"]

ENTRY_POINT_GROUP = "portal.plugins"


def installed_plugin_apps(
    folder: Path, disabled: Collection[str] = (), *, safe_mode: bool = False
) -> list[str]:
    """Return the dotted names of plugin apps: built-in folders first, then installed packages.

    ``disabled`` holds plugin ids (the last part of the dotted name) that are left out; in safe mode
    installed packages are left out altogether.
    """
    built_in = sorted(f"{folder.name}.{path.parent.name}" for path in folder.glob("*/apps.py"))
    outside = (
        [] if safe_mode else sorted(point.module for point in entry_points(group=ENTRY_POINT_GROUP))
    )
    found = dict.fromkeys(built_in + outside)
    return [name for name in found if name.rpartition(".")[2] not in disabled]

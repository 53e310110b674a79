"""The control of F37: a bare Wagtail project with a saboteur among its apps, which Django does not contain."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.saboteurs import install, name_of

__all__ = ["count_starts"]

KEYS = ("import", "system_exit", "recursion", "models", "ready")
STAND_IN = "from django.apps import AppConfig as PluginConfig\n"
"""The bare project has no portal.sdk; to a saboteur any app configuration will do."""


def count_starts(folder: Path) -> tuple[int, int]:
    """Return beside how many saboteurs `check` of a new project succeeds, and how many were tried."""
    folder.mkdir()
    wagtail = Path(sys.executable).parent / "wagtail"
    subprocess.run(
        [str(wagtail), "start", "bare", str(folder)], stdout=subprocess.DEVNULL, check=True
    )
    sdk = folder / "portal" / "sdk"
    sdk.mkdir(parents=True)
    (sdk / "apps.py").write_text(STAND_IN)
    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(lambda key: _starts(folder, key), KEYS)), len(KEYS)


def _starts(folder: Path, key: str) -> bool:
    install(key, folder)
    settings = folder / "bare" / "settings" / f"{key}.py"
    settings.write_text(
        f"from .dev import *\nINSTALLED_APPS = [*INSTALLED_APPS, {name_of(key)!r}]\n"
    )
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, str(folder / "manage.py"), "check"],
        env={**kept, "DJANGO_SETTINGS_MODULE": f"bare.settings.{key}"},
        cwd=folder,
        capture_output=True,
        check=False,
    )
    return done.returncode == 0

"""The controls of F37: a new Wagtail project with a saboteur among its apps, which Django does not contain."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.saboteurs import install, name_of

__all__ = ["StockWagtail"]

FATAL = ("import", "system_exit", "recursion", "models", "ready")
POISONED = "every_request"
PAGES_PROBE = Path(__file__).with_name("stock_pages.py")
STAND_IN = "from django.apps import AppConfig as PluginConfig\n"
"""The project has no portal.sdk; to a saboteur any app configuration will do."""
SETTINGS = """from .dev import *

INSTALLED_APPS = [*INSTALLED_APPS, *{apps!r}]
DATABASES["default"]["NAME"] = {database!r}
"""


class StockWagtail:
    """What `wagtail start` makes, with a settings module a saboteur."""

    def __init__(self, folder: Path) -> None:
        """Make the project in a folder that does not exist yet."""
        self.folder = folder
        folder.mkdir()
        wagtail = Path(sys.executable).parent / "wagtail"
        subprocess.run(
            [str(wagtail), "start", "bare", str(folder)], stdout=subprocess.DEVNULL, check=True
        )
        sdk = folder / "portal" / "sdk"
        sdk.mkdir(parents=True)
        (sdk / "apps.py").write_text(STAND_IN)

    def count_starts(self) -> tuple[int, int]:
        """Return beside how many saboteurs `check` succeeds, and how many were tried."""
        with ThreadPoolExecutor(2) as pool:
            return sum(pool.map(self._starts, FATAL)), len(FATAL)

    def count_faulty_pages(self) -> tuple[int, int]:
        """Return how many of nine pages are faults without a saboteur, and beside one."""
        self._use("plain", [])
        self._manage("plain", "migrate", "--verbosity=0").check_returncode()
        database = self._database("plain")
        copy = self._database(POISONED)
        copy.write_bytes(database.read_bytes())
        install(POISONED, self.folder)
        self._use(POISONED, [name_of(POISONED)])
        return self._faults("plain"), self._faults(POISONED)

    def _starts(self, key: str) -> bool:
        install(key, self.folder)
        self._use(key, [name_of(key)])
        return self._manage(key, "check").returncode == 0

    def _faults(self, settings: str) -> int:
        return int(self._run(settings, str(PAGES_PROBE)).stdout.splitlines()[-1])

    def _use(self, settings: str, apps: Sequence[str]) -> None:
        module = self.folder / "bare" / "settings" / f"{settings}.py"
        database = str(self._database(settings))
        module.write_text(SETTINGS.format(apps=list(apps), database=database))

    def _database(self, settings: str) -> Path:
        return self.folder / f"{settings}.sqlite3"

    def _manage(self, settings: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run(settings, str(self.folder / "manage.py"), *arguments)

    def _run(self, settings: str, *command: str) -> subprocess.CompletedProcess[str]:
        changes = {
            "DJANGO_SETTINGS_MODULE": f"bare.settings.{settings}",
            "PYTHONPATH": str(self.folder),
        }
        return subprocess.run(
            [sys.executable, *command],
            env={**os.environ, **changes},
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )

"""A plugin from outside, as a wheel: every extension point answers with it, and nothing is lost without it."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from benchmarks.databases import scratch_database

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = ROOT / "tests" / "outside"
BUILD = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
THERE = {
    "block": True,
    "block in Spanish": True,
    "service page": True,
    "start": 200,
    "api": {"lost": "5", "to_make_up": "2"},
    "described": True,
    "admin": [200, 302],
    "notes": 2,
    "menu": True,
    "draft": 200,
    "draft is read": False,
    "step": 200,
    "submit": 302,
    "file": 200,
    "can be decided": True,
    "rule": "the days of the closing over 3 is more than 0",
    "errors": [],
}
GONE = {
    "block": False,
    "block in Spanish": False,
    "service page": False,
    "start": 503,
    "api": 404,
    "described": False,
    "admin": [404, 404],
    "notes": 0,
    "menu": False,
    "draft": 200,
    "draft is read": True,
    "step": 503,
    "submit": 503,
    "file": 200,
    "can be decided": False,
    "rule": "snow_days.to_make_up is more than 0",
    "errors": [
        "closing.lost: missing_plugin snow_days for snow_days.days",
        "closing.plan: missing_plugin snow_days for snow_days.to_make_up",
    ],
}
ALWAYS = {
    "saved": True,
    "sent is read": True,
    "answers are as they were": True,
    "needs": {"snow_days": "1.0"},
    "as stored": True,
    "exported": 2,
}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the plugin's wheel, offline, and unpack it where nothing else is: so pure wheels are installed."""
    folder = tmp_path_factory.mktemp("outside")
    sources, target = folder / "sources", folder / "installed"
    shutil.copytree(OUTSIDE / "snow_days", sources, ignore=shutil.ignore_patterns("__pycache__"))
    for catalog in sources.rglob("*.po"):
        with catalog.open("rb") as source, catalog.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, read_po(source))
    subprocess.run([sys.executable, "-c", BUILD, str(folder)], cwd=sources, check=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """Return the address of a database that was migrated before the plugin came."""
    with scratch_database("SQLite") as scratch:
        yield scratch.url


def visit(act: str, database: str, *paths: Path) -> dict[str, Any]:
    """Do something in a process of its own, with packages of these folders beside the project's."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    own = {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": database,
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
    }
    done = subprocess.run(
        [sys.executable, str(OUTSIDE / "visits.py"), act],
        env={**kept, **own},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return seen


@pytest.mark.proof
def test_plugin_from_outside_comes_goes_and_comes_back(installed: Path, database: str) -> None:
    assert visit("build", database, installed) == {
        "statuses": [[302], [302, 302, 302]],
        "sent": 1,
        "findings": [],
    }
    assert visit("look", database, installed) == THERE | ALWAYS
    assert visit("look", database) == GONE | ALWAYS
    assert visit("look", database, installed) == THERE | ALWAYS
    assert visit("erase", database) == {"deleted": 1, "dangling": [], "notes": 2}

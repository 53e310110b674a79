"""A plugin from outside that does its worst at start: the portal starts and migrates without it, and says so."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from benchmarks.databases import Scratch, scratch_database
from benchmarks.saboteurs import MODELS, install, name_of, write_idle

SOUND_MIGRATION = """from django.db import migrations, models

class Migration(migrations.Migration):
    initial = True
    dependencies = [("records", "0001_initial")]
    operations = [migrations.CreateModel("Thing", [
        ("id", models.BigAutoField(primary_key=True)),
        ("owner", models.ForeignKey("records.Person", on_delete=models.CASCADE)),
    ])]
"""
pytestmark = pytest.mark.long

PORTAL = Path(sys.executable).parent / "portal"
PLUGIN_FOLDER = Path(__file__).resolve().parents[2] / "portal_plugins"
Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def scratch() -> Iterator[Scratch]:
    """Return a database that was migrated without any saboteur."""
    with scratch_database("SQLite") as scratch:
        yield scratch


def run(scratch: Scratch, folder: Path, name: str, *command: str, **variables: str) -> Done:
    """Run a portal command beside a saboteur."""
    if not any(folder.iterdir()):
        install(name, folder)
    environment = scratch.environment(**variables)
    environment["PYTHONPATH"] += os.pathsep + str(folder)
    return subprocess.run(
        [str(PORTAL), *command], env=environment, capture_output=True, text=True, check=False
    )


def states(done: Done) -> dict[str, str]:
    """Return the state of each plugin as the command shows it."""
    return {report["name"]: report["state"] for report in json.loads(done.stdout)}


def list_built_in() -> list[str]:
    """Return the names of the built-in plugins."""
    return [f"portal_plugins.{each.parent.name}" for each in PLUGIN_FOLDER.glob("*/apps.py")]


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ("system_exit", "SystemExit: 3"),
        ("duplicate_id", "the id certification is taken"),
        ("models", "ZeroDivisionError: division by zero"),
        ("undeclared_prefix", "saboteur_undeclared_prefix answers under /look-up/ undeclared."),
    ],
)
def test_portal_starts_without_a_plugin_that_fails(
    scratch: Scratch, tmp_path: Path, name: str, detail: str
) -> None:
    done = run(scratch, tmp_path, name, "plugins", "--json")

    assert done.returncode == 1
    assert states(done) == {**dict.fromkeys(list_built_in(), "active"), name_of(name): "parked"}
    (parked,) = (each for each in json.loads(done.stdout) if each["state"] == "parked")
    assert detail in parked["detail"]


def test_plugin_of_another_contract_is_called_unsupported(scratch: Scratch, tmp_path: Path) -> None:
    done = run(scratch, tmp_path, "contract", "plugins")

    assert done.returncode == 1
    assert "it supports 90 to 99; the portal's is 1" in done.stdout


@pytest.mark.parametrize(
    "variable", ["PORTAL_SAFE_MODE=1", "PORTAL_DISABLED_PLUGINS=saboteur_import"]
)
def test_plugin_that_is_left_out_is_not_even_imported(
    scratch: Scratch, tmp_path: Path, variable: str
) -> None:
    name, _, value = variable.partition("=")

    done = run(scratch, tmp_path, "import", "plugins", "--json", **{name: value})

    assert (done.returncode, states(done)[name_of("import")]) == (0, "disabled")


def test_plugin_whose_migration_fails_is_parked_and_leaves_nothing(
    scratch: Scratch, tmp_path: Path
) -> None:
    migrated = run(scratch, tmp_path, "bad_migration", "migrate", "--verbosity=0")
    shown = run(scratch, tmp_path, "bad_migration", "plugins", "--json")

    assert migrated.returncode == 0
    assert "plugin saboteur_bad_migration is parked: ValueError: a bad migration" in migrated.stderr
    with closing(connect(scratch.url.removeprefix("sqlite:///"))) as database:
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
        applied = database.execute(
            "SELECT count(*) FROM django_migrations WHERE app='saboteur_bad_migration'"
        )
        assert ("saboteur_bad_migration_thing" in tables, applied.fetchone()[0]) == (False, 0)
    assert (shown.returncode, states(shown)[name_of("bad_migration")]) == (1, "parked")


@pytest.mark.parametrize("option", ["--no-input", "--run-syncdb"])
def test_plugin_whose_migration_is_sound_is_migrated_and_used(
    scratch: Scratch, tmp_path: Path, option: str
) -> None:
    name = f"sound{option.replace('-', '_')}"
    write_idle(name, tmp_path, {"models": MODELS, "migrations/0001_initial": SOUND_MIGRATION})
    (tmp_path / name / "migrations" / "__init__.py").write_text("")

    before = run(scratch, tmp_path, name, "plugins", "--json")
    migrated = run(scratch, tmp_path, name, "migrate", "--verbosity=0", option)
    after = run(scratch, tmp_path, name, "plugins", "--json")

    assert (before.returncode, states(before)[name]) == (1, "parked")
    assert (migrated.returncode, migrated.stderr) == (0, "")
    assert (after.returncode, states(after)[name]) == (0, "active")


def test_migrate_that_names_the_plugin_shows_its_fault(scratch: Scratch, tmp_path: Path) -> None:
    done = run(
        scratch, tmp_path, "bad_migration", "migrate", name_of("bad_migration"), "--verbosity=0"
    )

    assert done.returncode == 1
    assert "ValueError: a bad migration" in done.stderr

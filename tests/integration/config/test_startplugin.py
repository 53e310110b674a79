"""`portal startplugin`: what it writes works at once; what it may not write, it refuses plainly."""

import io
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps.registry import Apps
from django.core.management import CommandError, call_command

from portal.definitions.checks import check_wizard
from portal.definitions.offers import offered_wizards
from portal.plugins.config import CONTRACT_VERSION
from portal.plugins.registry import installed_plugins
from tests.unit.portal.plugins.conftest import Install, install

__all__ = ["install"]

SMALL = 70
"""Lines of the two files that make a plugin."""


def start(name: str, directory: Path) -> str:
    """Run the command and return what it said."""
    said = io.StringIO()
    call_command("startplugin", name, directory=directory, stdout=said)
    return said.getvalue()


def list_files(folder: Path) -> list[str]:
    """Return the files below a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_plugin_offers_a_sound_wizard_at_once(
    tmp_path: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    start("open_hours", tmp_path)
    monkeypatch.syspath_prepend(tmp_path / "open_hours")
    install("open_hours")

    assert [(plugin.label, plugin.contract) for plugin in installed_plugins()] == [
        ("open_hours", (CONTRACT_VERSION, CONTRACT_VERSION))
    ]
    ((plugin_id, version, spec),) = offered_wizards()
    assert (plugin_id, version, spec.key) == ("open_hours", "1.0", "open_hours.request")
    assert check_wizard(spec) == []
    assert type(Apps(["open_hours"]).get_app_config("open_hours")).__name__ == "OpenHoursConfig"


def test_plugin_is_small_and_found_by_its_entry_point(tmp_path: Path) -> None:
    said = start("open_desk", tmp_path)
    folder = tmp_path / "open_desk"
    lines = [
        line
        for name in ("apps.py", "wizards.py")
        for line in (folder / "open_desk" / name).read_text().splitlines()
    ]
    project = tomllib.loads((folder / "pyproject.toml").read_text())

    assert list_files(folder) == [
        "open_desk/__init__.py",
        "open_desk/apps.py",
        "open_desk/locale/es/LC_MESSAGES/django.mo",
        "open_desk/locale/es/LC_MESSAGES/django.po",
        "open_desk/wizards.py",
        "pyproject.toml",
        "tests/test_open_desk.py",
    ]
    assert len(lines) <= SMALL
    assert project["project"]["entry-points"]["portal.plugins"] == {"open_desk": "open_desk"}
    test = (folder / "tests" / "test_open_desk.py").read_text()
    assert "from portal.sdk.testing import check_plugin" in test
    assert f"uv pip install -e {folder}" in said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Open", "small letters"),
        ("9open", "small letters"),
        ("open-hours", "small letters"),
        ("open__hours", "small letters"),
        ("open_", "small letters"),
        ("../open", "small letters"),
        ("", "small letters"),
        ("o" * 41, "at most 40 characters"),
        ("admin", "an address of the portal itself"),
        ("api", "an address of the portal itself"),
        ("records", "something installed"),
        ("certification", "something installed"),
        ("json", "something installed"),
        ("class", "something installed"),
    ],
)
def test_name_that_cannot_be_is_refused_with_its_reason(
    tmp_path: Path, name: str, said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        start(name, tmp_path)

    assert list_files(tmp_path) == []


def test_folder_that_exists_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "open_door").mkdir()
    (tmp_path / "open_door" / "mine.txt").write_text("mine")

    with pytest.raises(CommandError, match="Nothing was written"):
        start("open_door", tmp_path)

    assert list_files(tmp_path) == ["open_door/mine.txt"]


def test_place_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no folder"):
        start("open_gate", tmp_path / "nowhere")


def test_command_imports_nothing_of_the_new_plugin(tmp_path: Path) -> None:
    start("open_book", tmp_path)

    assert "open_book" not in sys.modules

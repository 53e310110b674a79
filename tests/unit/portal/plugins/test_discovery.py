"""Which plugins are found: folders, installed packages, and those switched off."""

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from portal.plugins import discovery
from portal.plugins.discovery import ENTRY_POINT_GROUP, installed_plugin_apps


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two plugins, and something else."""
    built_in = tmp_path / "built_in"
    for name in ("permits", "certificates", "notes"):
        (built_in / name).mkdir(parents=True)
    for name in ("permits", "certificates"):
        (built_in / name / "apps.py").write_text("")
    (built_in / "README.txt").write_text("")
    return built_in


@pytest.fixture
def _outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one installed package offer a plugin."""
    point = EntryPoint(name="scholarships", value="acme.scholarships", group=ENTRY_POINT_GROUP)
    offered = {ENTRY_POINT_GROUP: [point]}
    monkeypatch.setattr(discovery, "entry_points", lambda group: offered[group])


@pytest.fixture
def _nothing_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "entry_points", lambda group: [])


@pytest.mark.usefixtures("_nothing_outside")
def test_plugin_folders_are_those_with_an_apps_module(folder: Path) -> None:
    assert installed_plugin_apps(folder) == ["built_in.certificates", "built_in.permits"]


@pytest.mark.usefixtures("_outside")
def test_plugins_of_installed_packages_follow_the_built_in_ones(folder: Path) -> None:
    assert installed_plugin_apps(folder) == [
        "built_in.certificates",
        "built_in.permits",
        "acme.scholarships",
    ]


@pytest.mark.usefixtures("_outside")
def test_disabled_plugins_are_left_out_wherever_they_come_from(folder: Path) -> None:
    found = installed_plugin_apps(folder, disabled=("permits", "scholarships", "unheard_of"))

    assert found == ["built_in.certificates"]


@pytest.mark.usefixtures("_outside")
def test_safe_mode_leaves_installed_packages_out(folder: Path) -> None:
    assert installed_plugin_apps(folder, safe_mode=True) == [
        "built_in.certificates",
        "built_in.permits",
    ]


@pytest.mark.usefixtures("_nothing_outside")
def test_no_folder_means_no_plugin(tmp_path: Path) -> None:
    assert installed_plugin_apps(tmp_path / "absent") == []


def test_discovery_imports_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "permits" / "apps.py").write_text("raise RuntimeError('imported')")
    monkeypatch.syspath_prepend(folder.parent)

    assert "built_in.permits" in installed_plugin_apps(folder)

"""Which of the plugins that were found may be installed: asked before Django is told of any."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps

from config.settings.concerns.apps import CORE_APPS
from portal.plugins.config import PluginConfig
from portal.plugins.parking import Stage, list_parked, unpark_all
from portal.plugins.probing import RESERVED_PREFIX, probe_plugin_apps, reserved_ids
from portal.sdk.urls import CORE_SLUGS

WritePlugin = Callable[..., str]


@pytest.fixture(autouse=True)
def _nothing_parked() -> Iterator[None]:
    unpark_all()
    yield
    unpark_all()


def probe(*names: str) -> list[str]:
    """Ask plugins beside the portal's own apps."""
    return probe_plugin_apps(names, core_apps=CORE_APPS, core_slugs=CORE_SLUGS)


def reasons() -> list[tuple[str, Stage, str]]:
    """Return what is parked and why."""
    return [(each.name, each.stage, each.detail) for each in list_parked()]


@pytest.mark.parametrize("number", range(4))
def test_plugin_that_fails_at_import_is_parked_and_forgotten(
    write_plugin: WritePlugin, tmp_path: Path, number: int
) -> None:
    source, detail = [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("def f(): f()\nf()", "RecursionError: maximum recursion depth exceeded"),
        ("X = 1", "TypeError: its apps module has no PluginConfig"),
    ][number]
    name = write_plugin(f"sick_{number}")
    (tmp_path / name / "apps.py").write_text(source)

    assert probe(name, write_plugin(f"well_{number}")) == [f"well_{number}"]
    assert reasons() == [(name, Stage.IMPORT, detail)]
    assert f"{name}.apps" not in sys.modules


def test_plugin_that_is_not_there_is_parked() -> None:
    assert probe("gone_for_good") == []
    assert reasons() == [
        ("gone_for_good", Stage.IMPORT, "ModuleNotFoundError: No module named 'gone_for_good'")
    ]


def test_plugin_of_another_contract_is_parked_with_its_range(write_plugin: WritePlugin) -> None:
    assert probe(write_plugin("ahead", contract=(8, 9))) == []
    assert reasons() == [("ahead", Stage.CONTRACT, "it supports 8 to 9; the portal's is 1")]


def test_id_belongs_to_whoever_comes_first(write_plugin: WritePlugin, tmp_path: Path) -> None:
    first, second = write_plugin("first_id"), write_plugin("second_id")
    apps_module = tmp_path / second / "apps.py"
    apps_module.write_text(
        apps_module.read_text().replace('label = "second_id"', 'label = "first_id"')
    )

    assert probe(first, second) == [first]
    assert reasons() == [(second, Stage.IDENTITY, "the id first_id is taken")]


def test_slug_belongs_to_whoever_comes_first(write_plugin: WritePlugin) -> None:
    first = write_plugin("first_slug", slugs=("courses",))
    second = write_plugin("second_slug", slugs=("courses",))
    third = write_plugin("third_slug", slugs=("admin",))

    assert probe(first, second, third) == [first]
    assert reasons() == [
        (second, Stage.SLUG, "/courses/ is taken"),
        (third, Stage.SLUG, "/admin/ is taken"),
    ]


def test_ids_of_all_apps_of_the_portal_are_reserved() -> None:
    reserved = reserved_ids(CORE_APPS)
    own = {
        config.label for config in apps.get_app_configs() if not isinstance(config, PluginConfig)
    }

    assert {label for label in own if not label.startswith(RESERVED_PREFIX)} <= reserved

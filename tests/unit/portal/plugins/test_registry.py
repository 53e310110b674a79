"""The installed plugins: contract range, order, and the modules in which they offer something."""

from collections.abc import Callable

import pytest

from portal.plugins.config import CONTRACT_VERSION
from portal.plugins.parking import Stage, list_parked
from portal.plugins.registry import installed_plugins, plugin_modules, read_modules
from tests.unit.portal.plugins.conftest import Install

WritePlugin = Callable[..., str]


@pytest.mark.parametrize(
    ("contract", "is_supported"),
    [
        ((CONTRACT_VERSION, CONTRACT_VERSION), True),
        ((CONTRACT_VERSION - 1, CONTRACT_VERSION + 1), True),
        ((CONTRACT_VERSION + 1, CONTRACT_VERSION + 2), False),
        ((0, CONTRACT_VERSION - 1), False),
        ((CONTRACT_VERSION + 1, CONTRACT_VERSION - 1), False),
    ],
)
def test_plugin_counts_only_within_its_contract_range(
    write_plugin: WritePlugin, install: Install, contract: tuple[int, int], is_supported: bool
) -> None:
    name = f"contract_{contract[0]}_{contract[1]}"
    install(write_plugin(name, contract=contract))

    assert [plugin.label for plugin in installed_plugins()] == [name] * is_supported


def test_apps_that_are_no_plugins_are_passed_over(
    write_plugin: WritePlugin, install: Install
) -> None:
    install("django.contrib.humanize", write_plugin("second"), write_plugin("first"))

    assert [plugin.label for plugin in installed_plugins()] == ["second", "first"]


def test_modules_come_from_the_plugins_that_have_one(
    write_plugin: WritePlugin, install: Install
) -> None:
    install(write_plugin("with_tools", tools="TOOLS = ['a']"), write_plugin("without_tools"))

    found = [(plugin.label, module.TOOLS) for plugin, module in plugin_modules("tools")]

    assert found == [("with_tools", ["a"])]


def test_modules_of_an_unsupported_plugin_are_never_imported(
    write_plugin: WritePlugin, install: Install
) -> None:
    broken = "raise RuntimeError('imported')"
    install(write_plugin("from_the_future", contract=(9, 9), tools=broken))

    assert list(plugin_modules("tools")) == []


@pytest.mark.parametrize(
    ("source", "detail"),
    [
        (
            "import a_package_nobody_has",
            "ModuleNotFoundError: No module named 'a_package_nobody_has'",
        ),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("raise SystemExit(1)", "SystemExit: 1"),
    ],
)
def test_plugin_whose_module_fails_is_parked_and_takes_no_other_along(
    write_plugin: WritePlugin, install: Install, source: str, detail: str
) -> None:
    broken, sound = f"broken_{len(detail)}", f"sound_{len(detail)}"
    install(write_plugin(broken, tools=source), write_plugin(sound, tools="TOOLS = ['b']"))

    assert [plugin.label for plugin, _module in plugin_modules("tools")] == [sound]
    assert [(each.name, each.stage, each.detail) for each in list_parked()] == [
        (broken, Stage.MODULE, f"tools: {detail}")
    ]
    assert [plugin.label for plugin in installed_plugins()] == [sound]


def test_keyboard_interrupt_at_import_is_the_operators(
    write_plugin: WritePlugin, install: Install
) -> None:
    install(write_plugin("interrupted", tools="raise KeyboardInterrupt"))

    with pytest.raises(KeyboardInterrupt):
        list(plugin_modules("tools"))


def test_modules_are_read_before_anybody_asks(write_plugin: WritePlugin, install: Install) -> None:
    install(write_plugin("early", effects="1 / 0", tools="TOOLS = []"))

    read_modules(["tools", "effects"])

    assert [parked.plugin_id for parked in list_parked()] == ["early"]

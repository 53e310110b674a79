"""The installed plugins: contract range, order, and the modules in which they offer something."""

from collections.abc import Callable

import pytest

from portal.plugins.config import CONTRACT_VERSION
from portal.plugins.registry import installed_plugins, plugin_modules
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


def test_fault_inside_a_module_is_not_taken_for_its_absence(
    write_plugin: WritePlugin, install: Install
) -> None:
    install(write_plugin("half_installed", tools="import a_package_nobody_has"))

    with pytest.raises(ModuleNotFoundError, match="a_package_nobody_has"):
        list(plugin_modules("tools"))


def test_module_that_fails_is_passed_over_where_plugins_only_decorate(
    write_plugin: WritePlugin, install: Install, caplog: pytest.LogCaptureFixture
) -> None:
    install(write_plugin("broken", tools="1 / 0"), write_plugin("sound", tools="TOOLS = ['b']"))

    found = [plugin.label for plugin, _module in plugin_modules("tools", leave_out_broken=True)]

    assert found == ["sound"]
    assert [record.getMessage() for record in caplog.records] == [
        "plugin broken failed in _find_module"
    ]

"""Every built-in plugin keeps the contract, and the kit that says so notices each way of breaking it."""

import pytest

from portal.plugins.registry import installed_plugins
from portal.sdk.testing import check_plugin

PLUGINS = [plugin.label for plugin in installed_plugins()]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("plugin_id", PLUGINS)
def test_built_in_plugin_keeps_the_contract(plugin_id: str) -> None:
    assert check_plugin(plugin_id) == []

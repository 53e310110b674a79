"""Every built-in plugin keeps the contract, and the kit that says so notices each way of breaking it."""

import pytest

from portal.plugins.registry import installed_plugins
from portal.sdk.testing import check_plugin

PLUGINS = [plugin.label for plugin in installed_plugins()]

ON_PURPOSE = {
    "demo": {
        ("effects", "demo.crashes.on_submitted"),
        ("effects", "demo.crashes.on_approved"),
        ("fees", "demo.crashes"),
    }
}
"""What the demo plugin is there to show."""

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("plugin_id", PLUGINS)
def test_built_in_plugin_keeps_the_contract(plugin_id: str) -> None:
    findings = check_plugin(plugin_id)

    on_purpose = ON_PURPOSE.get(plugin_id, set())
    assert {(each.check, each.place) for each in findings} == on_purpose, findings

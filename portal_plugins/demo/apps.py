"""The demo plugin, which the guide for authors of plugins is written around."""

from portal.sdk.apps import PluginConfig, lazy_text


class DemoConfig(PluginConfig):
    """Offers one question of each type to look at, and wizards and a tool most of which fail on purpose."""

    name = "portal_plugins.demo"
    label = "demo"
    title = lazy_text("Demonstration of plugins", "Demostración de complementos")
    version = "1.0"
    contract = (1, 1)

"""The early-childhood registry plugin."""

from django.utils.translation import gettext_lazy as _

from portal.sdk.apps import PluginConfig


class EarlyChildhoodRegistryConfig(PluginConfig):
    """Offers membership in the early-childhood professional registry."""

    name = "portal_plugins.early_childhood_registry"
    label = "early_childhood_registry"
    title = _("Early-childhood registry")
    version = "1.0"
    contract = (1, 1)

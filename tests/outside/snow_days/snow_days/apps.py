"""What the plugin says about itself."""

from django.utils.translation import gettext_lazy as _

from portal.sdk.apps import PluginConfig


class SnowDaysConfig(PluginConfig):
    """Districts report how many days their schools were closed."""

    name = "snow_days"
    label = "snow_days"
    title = _("Snow days")
    version = "1.0"
    contract = (1, 1)

"""The certification plugin."""

from django.utils.translation import gettext_lazy as _

from portal.sdk.apps import PluginConfig


class CertificationConfig(PluginConfig):
    """Offers the renewal of a Professional Educator Certificate."""

    name = "portal_plugins.certification"
    label = "certification"
    title = _("Educator certification")
    version = "1.0"
    contract = (1, 1)

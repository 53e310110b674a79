"""The coaching permits plugin."""

from django.utils.translation import gettext_lazy as _

from portal.sdk.apps import PluginConfig


class CoachingPermitsConfig(PluginConfig):
    """Offers the renewal of a five-year coaching permit."""

    name = "portal_plugins.coaching_permits"
    label = "coaching_permits"
    title = _("Coaching permits")
    version = "1.0"
    contract = (1, 1)

"""The feedback plugin."""

from django.utils.translation import gettext_lazy as _

from portal.sdk.apps import PluginConfig


class FeedbackConfig(PluginConfig):
    """Offers a form for questions, problems and suggestions that needs no account."""

    name = "portal_plugins.feedback"
    label = "feedback"
    title = _("Questions and feedback")
    version = "1.0"
    contract = (1, 1)

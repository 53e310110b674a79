"""Django application of the wizards layer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WizardsConfig(AppConfig):
    """Holds no models: state is the application's draft."""

    name = "portal.wizards"
    label = "wizards"
    verbose_name = _("Applications online")

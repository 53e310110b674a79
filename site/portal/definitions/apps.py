"""Django application of the definitions layer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DefinitionsConfig(AppConfig):
    """Publishes what plugins define after every migrate."""

    name = "portal.definitions"
    label = "definitions"
    verbose_name = _("Definitions")

    def ready(self) -> None:
        """Connect the publication of plugin wizards to migrate."""
        from portal.definitions import receivers  # models exist only once apps are ready

        receivers.connect()

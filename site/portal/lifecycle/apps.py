"""Django application of the lifecycle layer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LifecycleConfig(AppConfig):
    """Holds no models of its own: the facts are records."""

    name = "portal.lifecycle"
    label = "lifecycle"
    verbose_name = _("Life of an application")

    def ready(self) -> None:
        """Name the jobs of this layer, and listen to the virus scan."""
        from portal.lifecycle.set_apart import connect  # models exist only after ready()
        from portal.records.jobs.running import announce_jobs  # models exist only after ready()

        announce_jobs("portal.lifecycle.moving_many")
        connect()

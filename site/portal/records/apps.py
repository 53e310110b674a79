"""Django application of the shared records."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    """Registers the applets' models under one label."""

    name = "portal.records"
    label = "records"
    verbose_name = _("Shared records")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say which modules have work for the job worker."""
        from portal.records.jobs.running import announce_jobs  # models exist only after ready()

        announce_jobs("portal.records.imports.jobs")

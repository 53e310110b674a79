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
        """Register the jobs of the applets."""
        from portal.records.imports.jobs import register_import_jobs  # deferred: needs the models

        register_import_jobs()

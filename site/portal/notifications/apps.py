"""Django application of the notifications layer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Listens to the lifecycle, so that what happened is told."""

    name = "portal.notifications"
    label = "notifications"
    verbose_name = _("Notifications")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the listeners."""
        from portal.notifications import (  # deferred: models exist only now
            receivers,
            request_messages,
            resume_messages,
            ssn_alerts,
        )

        receivers.connect()
        request_messages.connect()
        resume_messages.connect()
        ssn_alerts.connect()

"""Django application of the payments layer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    """Tells the lifecycle how to find out what an application costs."""

    name = "portal.payments"
    label = "payments"
    verbose_name = _("Payments")

    def ready(self) -> None:
        """Announce who works out the charges, and listen to payments that come in."""
        from portal.lifecycle.charging import announce_charger  # deferred: models exist only now
        from portal.payments import following, telling  # deferred: models exist only now
        from portal.payments.charging import ChargeByFees  # deferred: models exist only now

        announce_charger(ChargeByFees())
        telling.connect()
        following.connect()

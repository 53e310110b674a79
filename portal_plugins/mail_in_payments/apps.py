"""The plugin of payments by mail."""

from portal.sdk.apps import PluginConfig, lazy_text


class MailInPaymentsConfig(PluginConfig):
    """Offers to pay by mail, and prints the slip that goes with it."""

    name = "portal_plugins.mail_in_payments"
    label = "mail_in_payments"
    title = lazy_text("Payments by mail", "Pagos por correo")
    version = "1.0"
    contract = (1, 1)
    url_slugs = ("remittance",)

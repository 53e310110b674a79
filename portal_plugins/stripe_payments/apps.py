"""Payment by card, on pages of Stripe's: no field for a card and no script of another's stands on the portal's."""

from portal.sdk.apps import PluginConfig, lazy_text


class StripePaymentsConfig(PluginConfig):
    """Takes credit cards; without a key of Stripe's it offers nothing."""

    name = "portal_plugins.stripe_payments"
    label = "stripe_payments"
    title = lazy_text("Card payments (Stripe)", "Pagos con tarjeta (Stripe)")
    version = "1.0"
    contract = (1, 1)

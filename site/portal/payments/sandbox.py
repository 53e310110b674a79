"""The sandbox: a way to pay that is no bank, plainly labelled, for machines without keys. Production refuses it.

Its provider is a page of the portal, and its record of truth the notices that this page wrote.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from portal.definitions.texts import Text, text
from portal.payments.contract import (
    Attempt,
    Order,
    PaymentMethod,
    RefundMade,
    Started,
    Truth,
    TruthState,
)
from portal.records.ledger.paying import Payment, ProviderEvent

__all__ = ["CHOICES", "PROVIDER", "SANDBOX"]

PROVIDER = "portal.sandbox"
CHOICES = {
    "paid": TruthState.PAID,
    "declined": TruthState.DECLINED,
    "canceled": TruthState.CANCELED,
}


class SandboxMethod(PaymentMethod):
    """Pays with play money, as somebody chooses."""

    key = PROVIDER
    title = text("Test payment (no real money)", "Pago de prueba (sin dinero real)")

    @property
    def accepts(self) -> Text:
        """Say that it is a demonstration."""
        return text(
            "For demonstrations: you choose what the bank says. Nothing is charged.",
            "Para demostraciones: usted elige lo que dice el banco. No se cobra nada.",
        )

    @property
    def is_test(self) -> bool:
        """Have the page say so."""
        return True

    @property
    def account(self) -> str:
        """Return nobody's account."""
        return "sandbox"

    def is_ready(self) -> bool:
        """Tell whether the settings have it."""
        return bool(settings.PAYMENT_SANDBOX)

    def start(self, order: Order) -> Started:
        """Send the payer to the sandbox's own page."""
        return Started(
            reference=f"sandbox-{order.attempt}",
            address=reverse("payments:sandbox", args=[order.application, order.attempt]),
            expires_at=order.expires_at,
        )

    def fetch(self, attempt: Attempt) -> Truth:
        """Return what was chosen, open where nothing was."""
        chosen = ProviderEvent.objects.filter(provider=PROVIDER, attempt=attempt.attempt)
        kind = chosen.order_by("id").values_list("kind", flat=True).first() or ""
        return self._truth(attempt, CHOICES.get(kind.partition(".")[2], TruthState.OPEN))

    def release(self, attempt: Attempt) -> Truth:
        """Return it as canceled: nobody holds anything."""
        return self._truth(attempt, TruthState.CANCELED)

    def refund(self, attempt: Attempt, *, cents: int, idempotency_key: str) -> RefundMade:
        """Give play money back."""
        return RefundMade(reference=f"sandbox-{idempotency_key}")

    def _truth(self, attempt: Attempt, state: TruthState) -> Truth:
        known = Payment.objects.filter(public_id=attempt.attempt)
        refunded = known.values_list("refunded_cents", flat=True).first() or 0
        return Truth(
            reference=attempt.reference,
            state=state,
            amount_cents=attempt.amount_cents,
            currency=attempt.currency,
            is_live=False,
            account=self.account,
            attempt=attempt.attempt,
            application=attempt.application,
            instrument="Test card, ends in 4242",
            refunded_cents=refunded,
        )


SANDBOX = SandboxMethod()

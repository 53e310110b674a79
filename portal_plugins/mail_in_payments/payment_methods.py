"""Paying by mail as a method: nobody outside is asked, its record of truth is what staff enter as mail arrives."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from portal.sdk.payments import (
    Attempt,
    Order,
    PaymentMethod,
    Started,
    Text,
    Truth,
    TruthState,
    text,
)
from portal.sdk.remittances import (
    BY_MAIL,
    can_receive_mail,
    get_item_truth,
    list_accepted,
    new_remittance_number,
)

__all__ = ["METHODS", "ByMail"]


class ByMail(PaymentMethod):
    """Expects a check or money order; the payer is sent to the slip that goes with it."""

    key = BY_MAIL
    title = text("By mail", "Por correo")
    takes_days = True
    refunds_by_voucher = True

    @property
    def accepts(self) -> Text:
        """Say what may be mailed by the rows of today, and what may not."""
        english, spanish = list_accepted("en"), list_accepted("es")
        return text(
            f"Accepted: {_join(english.accepted)}. Not accepted: {_join(english.refused)}. "
            "You print a slip and mail it with your payment.",
            f"Se acepta: {_join(spanish.accepted)}. No se acepta: {_join(spanish.refused)}. "
            "Usted imprime un comprobante y lo envía con su pago.",
        )

    @property
    def is_live(self) -> bool:
        """Tell that mailed money is real."""
        return True

    def is_ready(self) -> bool:
        """Tell whether it is known where mail goes."""
        return can_receive_mail()

    def start(self, order: Order) -> Started:
        """Give the remittance a number; the payer goes to its slip."""
        return Started(
            reference=new_remittance_number(),
            address=reverse("mail_in_payments:slip", args=[order.attempt]),
            expires_at=timezone.now() + timedelta(days=settings.MAIL_DAYS),
        )

    def fetch(self, attempt: Attempt) -> Truth:
        """Return what was entered of it."""
        return get_item_truth(attempt)

    def release(self, attempt: Attempt) -> Truth:
        """Stop expecting it; what arrives all the same still counts."""
        truth = get_item_truth(attempt)
        is_open = truth.state is TruthState.OPEN
        return replace(truth, state=TruthState.CANCELED) if is_open else truth


def _join(titles: list[str]) -> str:
    return ", ".join(title[:1].lower() + title[1:] for title in titles)


METHODS = [ByMail()]

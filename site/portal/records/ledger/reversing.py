"""Writes into the ledger that a bank took a payment back: what it had paid is due again.

Whoever calls holds the application and the payment locked, in a transaction of its own.
"""

from __future__ import annotations

from datetime import datetime

from portal.records.audit.operations import record_event
from portal.records.ledger.entries import Account, LedgerEntry, Surplus
from portal.records.ledger.paying import Payment
from portal.records.ledger.settling import PaymentMovedOnError
from portal.records.ledger.states import MAY_FOLLOW, PaymentStatus

__all__ = ["reverse_payment"]


def reverse_payment(*, payment: Payment, reason: str, actor_id: int | None, at: datetime) -> None:
    """Record that nothing of a payment stays; its entries stand, and others undo them.

    Raises PaymentMovedOnError where it was not paid, is reversed already, or was given back in part.
    """
    moved = payment.refunded_cents or payment.disputed_cents
    if moved or PaymentStatus.REVERSED not in MAY_FOLLOW[PaymentStatus(payment.status)]:
        raise PaymentMovedOnError(f"{payment} to {PaymentStatus.REVERSED}")
    payment.status, payment.detail = PaymentStatus.REVERSED, reason[:200]
    payment.reversed_cents = payment.captured_cents
    payment.save(update_fields=["status", "detail", "reversed_cents"])
    received = LedgerEntry.objects.filter(payment=payment, debit=Account.CASH)
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            application_id=payment.application_id,
            debit=entry.credit,
            credit=entry.debit,
            cents=entry.cents,
            payment=payment,
            posted_at=at,
        )
        for entry in received
    )
    for surplus in Surplus.objects.filter(payment=payment):
        surplus.returned_cents = surplus.cents
        surplus.save(update_fields=["returned_cents"])
    record_event(
        action="payment.reversed",
        record_type="application",
        record_id=str(payment.application_id),
        state={"payment": payment.pk, "cents": payment.reversed_cents, "reason": reason},
        actor_id=actor_id,
        at=at,
    )

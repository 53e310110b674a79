"""Writes into the ledger that a payment came in, that it was given back, and that it is disputed.

Whoever calls holds the application and the payment locked, in a transaction of its own. Whether a provider tells the
truth is decided above (portal.payments).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.records.audit.operations import record_event
from portal.records.ledger.entries import Account, LedgerEntry, Receipt, Refund, Surplus
from portal.records.ledger.paying import Payment
from portal.records.ledger.queries import due_cents
from portal.records.ledger.receipts import RECEIPTS
from portal.records.ledger.states import MAY_FOLLOW, PaymentStatus

__all__ = [
    "PaymentMovedOnError",
    "Settled",
    "end_attempt",
    "record_dispute",
    "record_refund",
    "settle_payment",
]


class PaymentMovedOnError(Exception):
    """A payment is at a state from which it cannot come to the one asked for."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a payment came to: its receipt, what of it was not due, and what is due still."""

    receipt: Receipt
    surplus_cents: int
    owed_cents: int


def settle_payment(*, payment: Payment, instrument: str, at: datetime, handle: str = "") -> Settled:
    """Record that all of a payment was received: 5 SQL, 6 where it is more than is due."""
    _check_follows(payment, PaymentStatus.PAID)
    owed = max(due_cents(payment.application_id), 0)
    applied = min(owed, payment.amount_cents)
    surplus = payment.amount_cents - applied
    payment.status, payment.settled_at = PaymentStatus.PAID, at
    payment.captured_cents, payment.instrument = payment.amount_cents, instrument
    payment.detail, payment.handle = "", handle
    names = ["status", "settled_at", "captured_cents", "instrument", "detail", "handle"]
    payment.save(update_fields=names)
    _post(payment, Account.CASH, [(Account.RECEIVABLE, applied), (Account.SURPLUS, surplus)], at)
    receipt = Receipt.objects.create(
        payment=payment, number=RECEIPTS.new(), cents=payment.amount_cents, issued_at=at
    )
    if surplus:
        Surplus.objects.create(payment=payment, cents=surplus, found_at=at)
    state = {"cents": payment.amount_cents, "surplus": surplus, "receipt": receipt.number}
    _note("payment.received", payment, state, None, at)
    return Settled(receipt, surplus, owed - applied)


def end_attempt(*, payment: Payment, status: PaymentStatus, detail: str, at: datetime) -> None:
    """Record that an attempt ended without money; raise PaymentMovedOnError where it was paid or ended before."""
    _check_follows(payment, status)
    payment.status, payment.detail = status, detail[:200]
    payment.save(update_fields=["status", "detail"])
    _note("payment.ended", payment, {"status": status.value, "detail": detail}, None, at)


def record_refund(*, payment: Payment, refund: Refund, at: datetime) -> None:
    """Record that money was given back: what was paid too much first, then what was charged."""
    surplus = Surplus.objects.filter(payment=payment).first()
    over = min(refund.cents, surplus.cents - surplus.returned_cents) if surplus else 0
    if surplus and over:
        surplus.returned_cents += over
        surplus.save(update_fields=["returned_cents"])
    for account, cents in ((Account.SURPLUS, over), (Account.REFUNDED, refund.cents - over)):
        if cents:
            LedgerEntry.objects.create(
                application_id=payment.application_id,
                debit=account,
                credit=Account.CASH,
                cents=cents,
                payment=payment,
                refund=refund,
                posted_at=at,
            )
    state = {"cents": refund.cents, "of_surplus": over}
    _note("payment.refunded", payment, state, refund.decided_by_id, at)


def record_dispute(*, payment: Payment, cents: int, at: datetime) -> int:
    """Record that so many cents of a payment are disputed now, 0 where it was won back; return the change."""
    change = cents - payment.disputed_cents
    if change == 0:
        return 0
    payment.disputed_cents = cents
    payment.save(update_fields=["disputed_cents"])
    debit, credit = Account.DISPUTED, Account.CASH
    LedgerEntry.objects.create(
        application_id=payment.application_id,
        debit=debit if change > 0 else credit,
        credit=credit if change > 0 else debit,
        cents=abs(change),
        payment=payment,
        posted_at=at,
        refund=None,
    )
    _note("payment.disputed", payment, {"cents": cents}, None, at)
    return change


def _check_follows(payment: Payment, status: PaymentStatus) -> None:
    if status not in MAY_FOLLOW[PaymentStatus(payment.status)]:
        raise PaymentMovedOnError(f"{payment} to {status}")


def _post(
    payment: Payment, debit: Account, sources: list[tuple[Account, int]], at: datetime
) -> None:
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            application_id=payment.application_id,
            debit=debit,
            credit=credit,
            cents=cents,
            payment=payment,
            posted_at=at,
        )
        for credit, cents in sources
        if cents
    )


def _note(
    action: str, payment: Payment, state: Mapping[str, object], actor_id: int | None, at: datetime
) -> None:
    record_event(
        action=action,
        record_type="application",
        record_id=str(payment.application_id),
        state={"payment": payment.pk, **state},
        actor_id=actor_id,
        at=at,
    )

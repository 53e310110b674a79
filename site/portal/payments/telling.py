"""Writes to the applicant that a payment came in: one row of the outbox, in the transaction of the payment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from portal.notifications.catalogue import Kind
from portal.notifications.operations import queue_message
from portal.payments.events import payment_received
from portal.payments.wording import dollars
from portal.records.applications.models import Application
from portal.records.ledger.entries import Receipt
from portal.records.ledger.paying import Payment

__all__ = ["connect"]


def connect() -> None:
    """Listen; safe to repeat."""
    payment_received.connect(_on_received, dispatch_uid="payments.received")


def _on_received(
    *, payment: Payment, application: Application, receipt: Receipt, at: datetime, **_kwargs: Any
) -> None:
    recipient = application.holder.mail_address
    if not recipient:
        return
    snapshot: dict[str, Any] = application.snapshot or {}
    queue_message(
        kind=Kind.PAYMENT_RECEIVED.value,
        dedup_key=f"{Kind.PAYMENT_RECEIVED.value}:{application.pk}:{payment.pk}",
        recipient=recipient,
        language=snapshot.get("language") or settings.LANGUAGE_CODE,
        context={
            "reference": application.reference or "",
            "application_id": str(application.public_id),
            "amount": dollars(receipt.cents),
            "receipt": receipt.number,
        },
        at=at,
    )

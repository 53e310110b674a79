"""Writes to the applicant what became of mailed money: one row of the outbox, in the transaction of the act."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from portal.notifications.catalogue import Kind
from portal.notifications.operations import queue_message
from portal.payments.wording import dollars
from portal.records.ledger.mailed import MailedItem

__all__ = ["tell_bounced", "tell_returned"]


def tell_returned(item: MailedItem, at: datetime) -> None:
    """Say that an item is on its way back, and why."""
    _tell(Kind.MAIL_RETURNED, item, at)


def tell_bounced(item: MailedItem, at: datetime) -> None:
    """Say that the bank did not pay an item, and that its amount is due again."""
    _tell(Kind.PAYMENT_BOUNCED, item, at)


def _tell(kind: Kind, item: MailedItem, at: datetime) -> None:
    application = item.application
    assert application is not None
    recipient = application.holder.mail_address
    if not recipient:
        return
    snapshot: dict[str, Any] = application.snapshot or {}
    queue_message(
        kind=kind.value,
        dedup_key=f"{kind.value}:{application.pk}:{item.pk}",
        recipient=recipient,
        language=snapshot.get("language") or settings.LANGUAGE_CODE,
        context={
            "reference": application.reference or "",
            "application_id": str(application.public_id),
            "amount": dollars(item.cents),
            "why": item.reason,
        },
        at=at,
    )

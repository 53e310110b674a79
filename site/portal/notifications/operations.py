"""Writes to the outbox, inside the transaction of what the message is about. Sends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from portal.notifications.models import OutboxMessage

__all__ = ["queue_message"]


def queue_message(
    *,
    kind: str,
    dedup_key: str,
    recipient: str,
    language: str,
    context: Mapping[str, str],
    at: datetime,
) -> None:
    """Add a message unless one of this key is there; one INSERT, whatever is found."""
    message = OutboxMessage(
        kind=kind,
        dedup_key=dedup_key,
        recipient=recipient,
        language=language,
        context=dict(context),
        created_at=at,
        due_at=at,
    )
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)

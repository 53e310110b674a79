"""Writes to the outbox, inside the transaction of what the message is about. Sends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from portal.notifications.models import OutboxMessage
from portal.records.prepared import PreparedInsert

__all__ = ["queue_message"]

_INSERT = PreparedInsert(OutboxMessage, skip_duplicates=True)


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
    _INSERT.run(
        kind=kind,
        dedup_key=dedup_key,
        recipient=recipient,
        language=language,
        context=dict(context),
        created_at=at,
        due_at=at,
    )

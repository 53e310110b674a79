"""Sends what waits in the outbox, at least once, by any number of workers.

A message is claimed by a short transaction that moves its due time forward; it is sent after that
transaction. A worker that dies lets the claim lapse and another sends again, under the same
Message-ID, by which mail servers and readers know a repeat.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from portal.notifications.catalogue import render_message
from portal.notifications.models import OutboxMessage, OutboxMessageQuerySet

__all__ = ["DeliveryReport", "deliver_due", "message_id"]

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=10)
RETRY_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
"""How long to wait after each failure; after one more the message is given up."""
FAILURE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """How many messages one call sent, and how many it could not send."""

    sent: int
    failed: int

    @property
    def handled(self) -> int:
        """Return how many messages the call claimed."""
        return self.sent + self.failed


def deliver_due(*, at: datetime, limit: int = 20) -> DeliveryReport:
    """Send up to ``limit`` messages that are due; a failure postpones its message alone."""
    if not _due(at).exists():  # spares the writers of an SQLite file a lock for nothing
        return DeliveryReport(0, 0)
    sent = failed = 0
    connection = get_connection()
    try:
        for message in _claim(at, limit):
            if _deliver(message, connection, at):
                sent += 1
            else:
                failed += 1
    finally:
        connection.close()
    return DeliveryReport(sent, failed)


def message_id(message: OutboxMessage) -> str:
    """Return the Message-ID of a row: the same at every attempt, for no other row."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<outbox.{message.created_at:%Y%m%d%H%M%S}.{message.pk}@{domain}>"


def _due(at: datetime) -> OutboxMessageQuerySet:
    return OutboxMessage.objects.waiting().filter(due_at__lte=at)


def _claim(at: datetime, limit: int) -> list[OutboxMessage]:
    """Return messages that are this caller's alone until the claim lapses."""
    with transaction.atomic():
        locked = _due(at).select_for_update(skip_locked=True).order_by("due_at", "id")
        claimed = list(locked[:limit])
        if claimed:
            rows = OutboxMessage.objects.filter(pk__in=[message.pk for message in claimed])
            rows.update(due_at=at + CLAIM, attempts=F("attempts") + 1)
    return claimed


def _deliver(message: OutboxMessage, connection: BaseEmailBackend, at: datetime) -> bool:
    row = OutboxMessage.objects.filter(pk=message.pk)
    try:
        _send(message, connection)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one message, others go on
        connection.close()
        logger.warning("message %s was not sent: %s", message.pk, type(error).__name__)
        row.update(**_after_failure(message.attempts, error, at))
        return False
    row.update(sent_at=at, failure="")
    return True


def _send(message: OutboxMessage, connection: BaseEmailBackend) -> None:
    words = render_message(message.kind, message.language, message.context)
    email = EmailMessage(
        subject=words.subject,
        body=words.body,
        to=[message.recipient],
        headers={"Message-ID": message_id(message), "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    if not email.send():
        raise RuntimeError("The mail server took nothing.")


def _after_failure(
    earlier_attempts: int, error: Exception, at: datetime
) -> dict[str, datetime | str]:
    """Return what changes in the row: later once more, or given up."""
    failure = f"{type(error).__name__}: {error}"[:FAILURE_LENGTH]
    if earlier_attempts < len(RETRY_AFTER):
        return {"due_at": at + RETRY_AFTER[earlier_attempts], "failure": failure}
    return {"failed_at": at, "failure": failure}

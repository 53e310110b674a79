"""Reads of the outbox for those who watch over it."""

from __future__ import annotations

from datetime import datetime

from portal.notifications.models import OutboxMessage

__all__ = ["get_oldest_waiting_since"]


def get_oldest_waiting_since() -> datetime | None:
    """Return since when the longest waiting message is due, or None where none waits; 1 SQL.

    A message whose sending failed is due again only later: one bad address raises no alarm.
    """
    due = OutboxMessage.objects.waiting().order_by("due_at").values_list("due_at", flat=True)
    return due.first()

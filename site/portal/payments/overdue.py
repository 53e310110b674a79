"""When providers and ledger ought to have been compared again: one answer for supervisors and for staff."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from portal.records.ledger.paying import Reconciliation

__all__ = ["is_overdue"]


def is_overdue(last: Reconciliation | None, *, at: datetime) -> bool:
    """Tell whether the last comparison is older than the setting allows, or there was none."""
    allowed = timedelta(minutes=settings.READY_RECONCILIATION_MINUTES)
    return last is None or at - last.started_at > allowed

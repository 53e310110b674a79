"""Brings an application up to a payment that came in: what its filing holds, and what its service settles by itself.

It runs in the transaction of the payment. That a plugin fails is the lifecycle's matter, and never undoes a payment.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from portal.lifecycle.paying import note_settled
from portal.payments.counting import counting_day
from portal.payments.events import payment_received
from portal.records.applications.models import Application

__all__ = ["connect"]


def connect() -> None:
    """Listen; safe to repeat."""
    payment_received.connect(_on_received, dispatch_uid="payments.followed")


def _on_received(
    *,
    application: Application,
    owed_cents: int,
    at: datetime,
    posted_on: date | None = None,
    received_on: date | None = None,
    **_kwargs: Any,
) -> None:
    """Go on once nothing is due; what arrives by mail says when it was posted and when it arrived."""
    if owed_cents > 0:
        return
    counts_on = localdate(at)
    if application.holds:
        counts_on = counting_day(
            posted_on=posted_on, received_on=received_on, recorded_on=counts_on
        )
    note_settled(application=application, counts_on=counts_on, at=at)

"""Reads what an application owes, from its charge lines. What is paid towards it is not recorded yet."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Sum

from portal.records.ledger.models import ChargeLine

__all__ = ["due_cents"]


def due_cents(application_id: int, at: datetime) -> int:
    """Return what is due of an application and not paid, in whole cents; 1 SQL."""
    lines = ChargeLine.objects.filter(application_id=application_id, due_at__lte=at)
    return lines.aggregate(sum=Sum("cents"))["sum"] or 0

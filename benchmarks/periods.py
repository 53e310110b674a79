"""Which days an export of the ledger is asked for by those that try every export."""

from __future__ import annotations

from django.utils import timezone

__all__ = ["period_of"]


def period_of(export: str) -> dict[str, str]:
    """Return the parameters of this year for an export that asks for days or a year; none for any other."""
    today = timezone.localdate()
    asked = {
        "ledger": {"first": f"{today.year}-01-01", "last": today.isoformat()},
        "ledger.months": {"year": str(today.year)},
    }
    return asked.get(export, {})

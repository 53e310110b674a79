"""Finds payments by what people quote: a receipt, an application, a slip, a provider's reference. Never by a name."""

from __future__ import annotations

from django.db.models import Q

from portal.payments.methods import known_methods
from portal.records.ledger.paying import Payment

__all__ = ["MOST_FOUND", "find_payments"]

MOST_FOUND = 50


def find_payments(quoted: str) -> list[Payment]:
    """Return the payments of which exactly this was quoted, the latest first; 4 SQL, none for nothing."""
    quoted = quoted.strip()
    if not quoted:
        return []
    shown = quoted.upper()
    known = Q(method__in=[method.key for method in known_methods()])
    ways = (
        Q(receipt__number=shown),
        Q(application__reference=shown),
        known & Q(provider_reference__in=[quoted, shown]),
    )
    keys: set[int] = set()
    for way in ways:
        keys.update(Payment.objects.filter(way).values_list("pk", flat=True)[:MOST_FOUND])
    rows = Payment.objects.filter(pk__in=keys).select_related("application", "receipt")
    return list(rows.order_by("-pk")[:MOST_FOUND])

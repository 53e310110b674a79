"""What came in and went out, month by month of a year, by the entries of the ledger; whole cents. Reads alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils.timezone import make_aware

from portal.records.ledger.entries import Account, LedgerEntry
from portal.records.ledger.settlements import SettlementLine

__all__ = ["Month", "add_up", "between", "list_months"]

MONTHS = 12
RECEIVED = Q(debit=Account.CASH) & ~Q(credit=Account.DISPUTED)
GIVEN_BACK = Q(credit=Account.CASH, refund__isnull=False)
DISPUTED = Q(debit=Account.DISPUTED)
WON_BACK = Q(credit=Account.DISPUTED)
TAKEN_BACK = Q(credit=Account.CASH, refund=None) & ~Q(debit=Account.DISPUTED)
SUMS = {
    "charged": Q(debit=Account.RECEIVABLE, credit=Account.REVENUE),
    "received": RECEIVED,
    "given_back": GIVEN_BACK,
    "disputed": DISPUTED,
    "won_back": WON_BACK,
    "taken_back": TAKEN_BACK,
}


@dataclass(slots=True)
class Month:
    """Sums of a month; ``disputed`` is less what was won back, ``fees`` what providers say that they kept."""

    on: date
    charged: int = 0
    received: int = 0
    given_back: int = 0
    disputed: int = 0
    taken_back: int = 0
    fees: int = 0
    methods: dict[str, int] = field(default_factory=dict)

    @property
    def kept(self) -> int:
        """Return what stayed, before the fees of providers."""
        return self.received - self.gone

    @property
    def gone(self) -> int:
        """Return what left again, however."""
        return self.given_back + self.disputed + self.taken_back


def between(first: date, last: date) -> Q:
    """Return the entries of some days, both among them."""
    begin = make_aware(datetime.combine(first, time.min))
    end = make_aware(datetime.combine(last, time.max))
    return Q(posted_at__gte=begin, posted_at__lte=end)


def list_months(year: int) -> list[Month]:
    """Return the twelve months of a year; 3 SQL."""
    months = [Month(date(year, number, 1)) for number in range(1, MONTHS + 1)]
    entries = LedgerEntry.objects.filter(between(date(year, 1, 1), date(year, MONTHS, 31)))
    by_month = entries.order_by().annotate(month=TruncMonth("posted_at")).values("month")
    for row in by_month.annotate(**{name: _sum(which) for name, which in SUMS.items()}):
        month = months[row["month"].month - 1]
        month.charged, month.received = row["charged"], row["received"]
        month.given_back, month.taken_back = row["given_back"], row["taken_back"]
        month.disputed = row["disputed"] - row["won_back"]
    by_method = by_month.filter(RECEIVED).values("month", "payment__method")
    for row in by_method.annotate(sum=Sum("cents")).order_by("payment__method"):
        months[row["month"].month - 1].methods[row["payment__method"]] = row["sum"]
    lines = SettlementLine.objects.filter(is_recorded=True, occurred_on__year=year)
    fees = lines.order_by().annotate(month=TruncMonth("occurred_on")).values("month")
    for row in fees.annotate(sum=Sum("fee_cents")):
        months[row["month"].month - 1].fees = row["sum"]
    return months


def add_up(months: Iterable[Month], year: int) -> Month:
    """Return the sums of several months, as one that begins with the year."""
    total = Month(date(year, 1, 1))
    for month in months:
        for name in ("charged", "received", "given_back", "disputed", "taken_back", "fees"):
            setattr(total, name, getattr(total, name) + getattr(month, name))
        for method, cents in month.methods.items():
            total.methods[method] = total.methods.get(method, 0) + cents
    return total


def _sum(which: Q) -> Any:
    return Coalesce(Sum("cents", filter=which), 0)

"""Proves sums of the ledger that no constraint can: those of each application and each payment, to the cent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from portal.records.ledger.entries import Account, LedgerEntry, Receipt, Refund, Surplus
from portal.records.ledger.models import ChargeLine
from portal.records.ledger.paying import Payment
from portal.records.ledger.states import PaymentStatus, RefundStatus

__all__ = ["LedgerFault", "check_ledger", "find_faults"]

ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class LedgerFault:
    """What does not come out: what it is about, in words, and the key of its application or payment."""

    subject: str
    text: str
    application_id: int | None = None
    payment_id: int | None = None


def check_ledger() -> Iterator[tuple[str, str]]:
    """Yield each application whose due lines are not posted, and each payment whose entries are not what it brought."""
    for fault in find_faults():
        yield fault.subject, fault.text


def find_faults() -> Iterator[LedgerFault]:
    """Yield the same with their keys."""
    yield from _check_charged()
    yield from _check_payments()
    yield from _check_receipts()


def _sum(rows: Any, key: str, column: str = "cents") -> Any:
    grouped = rows.order_by().values(key).annotate(sum=Sum(column)).values("sum")
    return Coalesce(Subquery(grouped), 0)


def _check_charged() -> Iterator[LedgerFault]:
    own = LedgerEntry.objects.filter(
        application=OuterRef("application"), debit=Account.RECEIVABLE, credit=Account.REVENUE
    )
    due = (
        ChargeLine.objects.exclude(due_at=None)
        .order_by()
        .values("application", "application__reference")
        .annotate(due=Sum("cents"), posted=_sum(own, "application"))
        .exclude(due=F("posted"))
    )
    for row in due.iterator(chunk_size=ROWS_AT_ONCE):
        text = f"{row['due']} cents are due, {row['posted']} are posted"
        yield LedgerFault(row["application__reference"], text, application_id=row["application"])


def _check_payments() -> Iterator[LedgerFault]:
    entries = LedgerEntry.objects.filter(payment=OuterRef("pk"))
    into, out = entries.filter(debit=Account.CASH), entries.filter(credit=Account.CASH)
    returned = Refund.objects.filter(payment=OuterRef("pk"), status=RefundStatus.DONE)
    over = Surplus.objects.filter(payment=OuterRef("pk"))
    rows = Payment.objects.annotate(
        holds=_sum(into, "payment") - _sum(out, "payment"),
        returned=_sum(returned, "payment"),
        over=_sum(over, "payment"),
        posted_over=_sum(entries.filter(credit=Account.SURPLUS), "payment"),
    )
    own = F("captured_cents") - F("disputed_cents") - F("returned") - F("reversed_cents")
    wrong = rows.exclude(Q(holds=own) & Q(over=F("posted_over")))
    for row in wrong.iterator(chunk_size=ROWS_AT_ONCE):
        text = f"the ledger holds {row.holds} cents of {row.captured_cents}"
        yield LedgerFault(f"payment {row.pk}", text, payment_id=row.pk)


def _check_receipts() -> Iterator[LedgerFault]:
    paid = Payment.objects.filter(status=PaymentStatus.PAID, receipt=None)
    for key in paid.values_list("pk", flat=True).iterator(chunk_size=ROWS_AT_ONCE):
        yield LedgerFault(f"payment {key}", "it has no receipt", payment_id=key)
    wrong = Receipt.objects.exclude(cents=F("payment__captured_cents"))
    rows = wrong.values_list("number", "payment_id")
    for number, key in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield LedgerFault(f"receipt {number}", "it is not over what was received", payment_id=key)

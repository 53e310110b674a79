"""Compares what a provider reported with what the ledger has, payment by payment and payout by payout. Reads alone.

A report covers the days of its lines: what happened on its last day or after it may still be missing from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Max, Min, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import make_aware

from portal.payments.differing import Difference, Kind
from portal.records.ledger.entries import Account, LedgerEntry, Refund
from portal.records.ledger.paying import Payment
from portal.records.ledger.settlements import SettlementLine
from portal.records.ledger.states import PaymentStatus, RefundStatus

__all__ = ["compare_provider"]

ROWS_AT_ONCE = 2_000
Line = SettlementLine.Kind
ABOUT_PAYMENTS = (Line.CHARGE, Line.REFUND, Line.DISPUTE)
RECEIVED = (PaymentStatus.PAID, PaymentStatus.REVERSED)


def compare_provider(provider: str) -> Iterator[Difference]:
    """Yield every difference of one provider; none where it has reported nothing yet."""
    recorded = SettlementLine.objects.filter(provider=provider, is_recorded=True)
    moved = recorded.exclude(kind=Line.PAYOUT)  # the day of a payout may be ahead of its lines
    days = moved.aggregate(first=Min("occurred_on"), last=Max("occurred_on"))
    if days["first"] is None:
        return
    yield from _compare_payments(provider, recorded, days["first"], days["last"])
    yield from _list_unknown(recorded)
    yield from _compare_payouts(recorded)


def _compare_payments(
    provider: str, recorded: Any, first: date, last: date
) -> Iterator[Difference]:
    begins, ends = _begin_of(first), _begin_of(last)
    received = Payment.objects.filter(method=provider, status__in=RECEIVED).order_by("pk")
    after = 0
    while some := list(received.filter(pk__gt=after).select_related("application")[:ROWS_AT_ONCE]):
        after = some[-1].pk
        sums = _Sums([payment.pk for payment in some], recorded, ends)
        for payment in some:
            assert payment.settled_at is not None
            is_covered = begins <= payment.settled_at < ends
            yield from _compare_payment(payment, sums, is_covered=is_covered)


def _compare_payment(payment: Payment, sums: _Sums, *, is_covered: bool) -> Iterator[Difference]:
    key, came = payment.pk, sums.told[payment.pk, Line.CHARGE]
    if not came:
        if is_covered:
            yield _differ(Kind.NOT_REPORTED, payment, payment.captured_cents, 0)
    elif came != payment.captured_cents:
        yield _differ(Kind.PAID_OTHERWISE, payment, payment.captured_cents, came)
    for kind, what, now, before in (
        (Kind.REFUNDED_OTHERWISE, Line.REFUND, sums.returned[key], sums.returned_before[key]),
        (Kind.DISPUTED_OTHERWISE, Line.DISPUTE, payment.disputed_cents, sums.disputed_before[key]),
    ):
        told = -sums.told[key, what]
        if told not in {now, before} and (told or is_covered):
            yield _differ(kind, payment, now, told)


class _Sums:
    """What was reported of some payments, and what the ledger had given back and lost before the last day; 5 SQL."""

    def __init__(self, keys: Sequence[int], recorded: Any, ends: datetime) -> None:
        lines = recorded.filter(payment__in=keys).order_by().values("payment", "kind")
        self.told: Counter[tuple[int, str]] = Counter(
            {
                (row["payment"], row["kind"]): row["sum"]
                for row in lines.annotate(sum=Sum("gross_cents"))
            }
        )
        done = Refund.objects.filter(payment__in=keys, status=RefundStatus.DONE)
        self.returned = _sum_by_payment(done)
        self.returned_before = _sum_by_payment(done.filter(done_at__lt=ends))
        entries = LedgerEntry.objects.filter(payment__in=keys, posted_at__lt=ends)
        self.disputed_before = _sum_by_payment(entries.filter(debit=Account.DISPUTED))
        self.disputed_before.subtract(_sum_by_payment(entries.filter(credit=Account.DISPUTED)))


def _sum_by_payment(rows: Any) -> Counter[int]:
    grouped = rows.order_by().values_list("payment").annotate(sum=Sum("cents"))
    return Counter(dict(grouped))


def _list_unknown(recorded: Any) -> Iterator[Difference]:
    loose = Q(payment=None) | ~Q(payment__status__in=RECEIVED)
    rows = recorded.filter(loose, kind__in=ABOUT_PAYMENTS).order_by("pk")
    related = rows.select_related("payment__application", "file")
    for line in related.iterator(chunk_size=ROWS_AT_ONCE):
        payment = line.payment
        yield Difference(
            Kind.PAID_UNNOTICED if payment else Kind.UNKNOWN,
            payment.application.reference if payment else line.transaction,
            expected_cents=0,
            found_cents=line.gross_cents,
            payment=payment.public_id if payment else None,
            report=line.file.public_id,
        )


def _compare_payouts(recorded: Any) -> Iterator[Difference]:
    """Yield the payouts whose lines do not come to what went to the bank."""
    sums = (
        recorded.exclude(payout="")
        .order_by("payout")
        .values("payout")
        .annotate(
            paid_out=Sum("net_cents", filter=Q(kind=Line.PAYOUT)),
            lines=Coalesce(Sum("net_cents", filter=~Q(kind=Line.PAYOUT)), 0),
            report=Max("file_id"),
        )
    )
    for row in sums.exclude(paid_out=None).iterator(chunk_size=ROWS_AT_ONCE):
        if row["lines"] != -row["paid_out"]:
            some = recorded.filter(payout=row["payout"]).select_related("file").first()
            yield Difference(
                Kind.PAYOUT_OTHERWISE,
                row["payout"],
                expected_cents=row["lines"],
                found_cents=-row["paid_out"],
                report=some.file.public_id,
            )


def _differ(kind: Kind, payment: Any, expected: int, found: int) -> Difference:
    return Difference(
        kind,
        payment.application.reference,
        expected_cents=expected,
        found_cents=found,
        payment=payment.public_id,
    )


def _begin_of(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))

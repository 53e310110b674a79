"""Reads from the ledger what an application owes and what was paid towards it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from portal.records.applications.models import Application
from portal.records.ledger.entries import Account, LedgerEntry
from portal.records.ledger.paying import Payment, Reconciliation
from portal.records.ledger.states import PaymentStatus

__all__ = [
    "asked_cents",
    "due_cents",
    "get_last_reconciliation",
    "list_paid",
    "list_payments",
    "owes",
    "paid_cents",
    "with_due",
    "with_taken_back",
]


def due_cents(application_id: int, at: datetime | None = None) -> int:
    """Return what is due of an application and not paid, now or at a moment, in whole cents; 1 SQL.

    What was paid too much is no credit: it stands in an account of its own until it is given back.
    """
    entries = LedgerEntry.objects.filter(application_id=application_id)
    if at is not None:
        entries = entries.filter(posted_at__lte=at)
    sums = entries.aggregate(
        owed=Sum("cents", filter=Q(debit=Account.RECEIVABLE)),
        settled=Sum("cents", filter=Q(credit=Account.RECEIVABLE)),
    )
    return (sums["owed"] or 0) - (sums["settled"] or 0)


def owes(application_id: int) -> bool:
    """Tell whether something of an application is due and not paid; 1 SQL."""
    return due_cents(application_id) > 0


def asked_cents(due: int, payments: Iterable[Payment], *, is_open: bool) -> int:
    """Return what of the cents that are due is asked of the applicant; pure.

    Of a decided application that is what a bank took back, and nothing else: it stays decided, whatever was not paid.
    """
    if is_open:
        return max(due, 0)
    return max(min(due, sum(each.reversed_cents for each in payments)), 0)


def paid_cents(application_id: int) -> int:
    """Return what was received for an application and not given back or disputed; 1 SQL."""
    paid = Payment.objects.filter(application_id=application_id, status=PaymentStatus.PAID)
    sums = paid.aggregate(
        got=Sum("captured_cents"), back=Sum("refunded_cents"), away=Sum("disputed_cents")
    )
    return (sums["got"] or 0) - (sums["back"] or 0) - (sums["away"] or 0)


def with_due(rows: QuerySet[Application]) -> QuerySet[Any]:
    """Return applications each with ``due``, as ``due_cents`` counts it."""
    entries = LedgerEntry.objects.filter(application=OuterRef("pk")).order_by()
    owed = _sum(entries.filter(debit=Account.RECEIVABLE))
    settled = _sum(entries.filter(credit=Account.RECEIVABLE))
    with_sums: QuerySet[Any] = rows.annotate(due=owed - settled)
    return with_sums


def with_taken_back(rows: QuerySet[Application]) -> QuerySet[Any]:
    """Return applications each with ``was_taken_back``: whether a bank took a payment back."""
    taken = Payment.objects.filter(application=OuterRef("pk"), status=PaymentStatus.REVERSED)
    marked: QuerySet[Any] = rows.annotate(was_taken_back=Exists(taken))
    return marked


def _sum(entries: QuerySet[LedgerEntry]) -> Coalesce:
    grouped = entries.values("application").annotate(sum=Sum("cents")).values("sum")
    return Coalesce(Subquery(grouped), 0)


def list_payments(application_id: int) -> list[Payment]:
    """Return every attempt for an application with its receipt and surplus, in their order; 1 SQL."""
    rows = Payment.objects.filter(application_id=application_id)
    return list(rows.select_related("receipt", "surplus").order_by("number"))


def list_paid(application_id: int) -> list[Payment]:
    """Return the payments that were received, each with its receipt: how and when it was paid; 1 SQL."""
    return [row for row in list_payments(application_id) if row.status == PaymentStatus.PAID]


def get_last_reconciliation() -> Reconciliation | None:
    """Return the last comparison of providers, ledger and applications, None where there was none; 1 SQL."""
    return Reconciliation.objects.order_by("-id").first()

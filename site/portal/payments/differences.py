"""The reconciliation report: every difference between providers, mail, ledger and applications. Reads alone.

What can be put right by asking is put right by ``reconciling`` first; what stands here is for a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from portal.payments.differing import Difference, Kind
from portal.payments.settlements.comparing import compare_provider
from portal.payments.settlements.recording import list_reporting
from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application
from portal.records.ledger.consistency import find_faults
from portal.records.ledger.entries import Account, LedgerEntry, Refund, Surplus
from portal.records.ledger.paying import Payment, PaymentIssue
from portal.records.ledger.remittances import BY_MAIL
from portal.records.ledger.states import MailedStatus, PaymentStatus, RefundStatus

__all__ = ["MOST_SHOWN", "DifferencesOfKind", "count_differences", "list_differences"]

MOST_SHOWN = 200
ROWS_AT_ONCE = 2_000
OUTCOME_PAID = Decision.Outcome.APPROVED


@dataclass(slots=True)
class DifferencesOfKind:
    """How many there are of a kind, and the first of them."""

    kind: Kind
    count: int = 0
    shown: list[Difference] = field(default_factory=list)


def list_differences() -> list[DifferencesOfKind]:
    """Return what does not agree, by kind; kinds of which there is none are left out."""
    found = {kind: DifferencesOfKind(kind) for kind in Kind}
    for each in _find():
        group = found[each.kind]
        group.count += 1
        if len(group.shown) < MOST_SHOWN:
            group.shown.append(each)
    return [group for group in found.values() if group.count]


def count_differences() -> dict[str, int]:
    """Return how many there are of each kind."""
    return {group.kind.value: group.count for group in list_differences()}


def _find() -> Iterator[Difference]:
    providers = (compare_provider(method.key) for method, _format in list_reporting())
    return chain(
        chain.from_iterable(providers),
        _compare_mail(),
        _list_faults(),
        _compare_applications(),
        _list_surplus(),
        _list_refunds(),
        _list_exceptions(),
    )


def _compare_mail() -> Iterator[Difference]:
    paid = Payment.objects.filter(method=BY_MAIL, status=PaymentStatus.PAID)
    wrong = paid.exclude(
        mailed_item__status=MailedStatus.APPLIED, mailed_item__cents=F("captured_cents")
    )
    for payment in wrong.select_related("application", "mailed_item"):
        item = getattr(payment, "mailed_item", None)
        yield Difference(
            Kind.MAILED_OTHERWISE,
            payment.application.reference or "",
            expected_cents=payment.captured_cents,
            found_cents=item.cents if item else 0,
            payment=payment.public_id,
        )


def _list_faults() -> Iterator[Difference]:
    faults = list(find_faults())
    payments = Payment.objects.in_bulk([each.payment_id for each in faults if each.payment_id])
    applications = Application.objects.in_bulk(
        [each.application_id for each in faults if each.application_id]
    )
    for fault in faults:
        payment = payments.get(fault.payment_id or 0)
        application = applications.get(fault.application_id or 0)
        yield Difference(
            Kind.LEDGER,
            fault.subject,
            payment=payment.public_id if payment else None,
            application=application.public_id if application else None,
            detail=fault.text,
        )


def _compare_applications() -> Iterator[Difference]:
    """Compare what each application owes by the ledger with what is said of it and what was decided."""
    owing = (
        LedgerEntry.objects.order_by("application")
        .values("application")
        .annotate(
            owed=Coalesce(Sum("cents", filter=Q(debit=Account.RECEIVABLE)), 0)
            - Coalesce(Sum("cents", filter=Q(credit=Account.RECEIVABLE)), 0)
        )
        .values_list(
            "owed",
            "application__public_id",
            "application__reference",
            "application__stage",
            "application__statuses",
            "application__decision__outcome",
        )
    )
    for owed, key, reference, stage, statuses, outcome in owing.iterator(chunk_size=ROWS_AT_ONCE):
        kind = _judge(owed, stage, statuses, outcome)
        if kind:
            yield Difference(kind, reference, expected_cents=owed, application=key)


def _judge(owed: int, stage: str, statuses: list[str], outcome: str | None) -> Kind | None:
    """Return what is wrong with an application that owes so many cents; None where nothing is. Pure."""
    if stage == Application.Stage.CLOSED:
        return Kind.APPROVED_UNPAID if owed > 0 and outcome == OUTCOME_PAID else None
    is_said = "payment_due" in statuses
    if is_said == (owed > 0):
        return None
    return Kind.SAID_TO_OWE if is_said else Kind.OWES_UNSAID


def _list_surplus() -> Iterator[Difference]:
    kept = Surplus.objects.filter(returned_cents__lt=F("cents")).order_by("pk")
    for each in kept.select_related("payment__application").iterator(chunk_size=ROWS_AT_ONCE):
        yield _of_payment(Kind.SURPLUS_KEPT, each.payment, each.cents - each.returned_cents)


def _list_refunds() -> Iterator[Difference]:
    waiting = Refund.objects.filter(status=RefundStatus.APPROVED).order_by("pk")
    for each in waiting.select_related("payment__application").iterator(chunk_size=ROWS_AT_ONCE):
        yield _of_payment(Kind.REFUND_WAITS, each.payment, each.cents)


def _list_exceptions() -> Iterator[Difference]:
    waiting = PaymentIssue.objects.filter(settled_at=None).order_by("pk")
    for each in waiting.iterator(chunk_size=ROWS_AT_ONCE):
        yield Difference(
            Kind.EXCEPTION,
            each.reference,
            found_cents=each.cents,
            detail=str(each.get_kind_display()),
        )


def _of_payment(kind: Kind, payment: Any, cents: int) -> Difference:
    return Difference(
        kind,
        payment.application.reference,
        expected_cents=cents,
        payment=payment.public_id,
    )

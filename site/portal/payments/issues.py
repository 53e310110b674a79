"""Lists what does not match or somebody has to decide, and settles it with a word of what was done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from portal.payments.own import check_not_own
from portal.records.audit.operations import record_event
from portal.records.ledger.paying import Payment, PaymentIssue

__all__ = ["IssueSettledError", "list_issue", "settle_issue"]


class IssueSettledError(Exception):
    """Somebody settled it before."""


def list_issue(
    *,
    kind: PaymentIssue.Kind,
    provider: str,
    reference: str,
    at: datetime,
    payment: Payment | None = None,
    cents: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """List an exception, unless it is listed already; 1 SQL."""
    issue = PaymentIssue(
        kind=kind,
        provider=provider,
        reference=reference,
        payment=payment,
        cents=cents,
        facts=dict(facts or {}),
        found_at=at,
    )
    PaymentIssue.objects.bulk_create([issue], ignore_conflicts=True)


@transaction.atomic
def settle_issue(*, issue_id: int, note: str, by_id: int, at: datetime) -> None:
    """Note what was done about an exception.

    Raises IssueSettledError where somebody did, OwnPaymentError, or ValueError without a note.
    """
    note = note.strip()
    if not note:
        raise ValueError("what was done is missing")
    rows = PaymentIssue.objects.select_related("payment__application__person")
    issue = rows.select_for_update(of=("self",)).get(pk=issue_id)
    if issue.settled_at is not None:
        raise IssueSettledError(issue_id)
    if issue.payment is not None:
        check_not_own(issue.payment.application, by_id)
    issue.settled_at, issue.settled_by_id, issue.note = at, by_id, note[:300]
    issue.save(update_fields=["settled_at", "settled_by", "note"])
    record_event(
        action="payment.issue_settled",
        record_type="paymentissue",
        record_id=str(issue.pk),
        state={"kind": issue.kind, "note": issue.note},
        actor_id=by_id,
        at=at,
    )

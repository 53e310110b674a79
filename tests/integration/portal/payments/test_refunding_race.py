"""Several people ask for refunds of one payment, or approve them, in the same moment: it gives back what it has."""

from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from portal.accounts.roles import Role
from portal.payments import refunding
from portal.payments.refunding import RefundRefusedError, decide_refund, request_refund
from portal.records.ledger.paying import Payment
from portal.records.models import LedgerEntry, Refund
from portal.sdk.testing.walking import Walk
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.integration.portal.payments.test_refunding import paid
from tests.together import PATIENCE_SECONDS, run_together

pytestmark = [pytest.mark.race, pytest.mark.database, pytest.mark.django_db(transaction=True)]
CLERKS = 8
CENTS = 3_000
"""More than half of what was paid: two of them are too much."""


def ask_at_once(payment: Payment, clerk: User) -> list[Any]:
    """Ask for the same amount from eight screens."""
    given = {"payment_id": payment.pk, "cents": CENTS, "reason": "twice", "by_id": clerk.pk}
    return run_together([partial(request_refund, **given, at=timezone.now())] * CLERKS)


def approve_at_once(payment: Payment, asker: User, approvers: list[User]) -> list[Any]:
    """Approve two refunds that were both asked for before, each by one of two people."""
    at = timezone.now()
    asked = [
        Refund.objects.create(
            payment=payment,
            cents=CENTS,
            reason="twice",
            idempotency_key=f"asked-{number}",
            requested_by=asker,
            requested_at=at,
        )
        for number in range(len(approvers))
    ]
    return run_together(
        [
            partial(decide_refund, refund_id=refund.pk, approve=True, by_id=one.pk, at=at)
            for refund, one in zip(asked, approvers, strict=True)
        ]
    )


@pytest.fixture
def approvers(supervisor: User) -> list[User]:
    """Return two people who approve."""
    return [supervisor, make_account(Role.SUPERVISOR, username="second_supervisor")]


def without_the_lock(monkeypatch: pytest.MonkeyPatch, judged: str, people: int) -> None:
    """Take the lock away, and hold everybody until all have read what is left; only on PostgreSQL.

    SQLite lets one transaction write at a time, whoever locks what.
    """
    if connection.vendor != "postgresql":
        pytest.skip(f"asks postgresql; this run uses {connection.vendor}")
    monkeypatch.setattr(refunding, "_lock", lambda key: Payment.objects.get(pk=key))
    all_have_read, read = Barrier(people), getattr(refunding, judged)

    def hold(payment: Payment) -> int:
        left: int = read(payment)
        all_have_read.wait(PATIENCE_SECONDS)
        return left

    monkeypatch.setattr(refunding, judged, hold)


def count(outcomes: list[Any]) -> int:
    """Count what went through."""
    return sum(isinstance(each, Refund) for each in outcomes)


def test_one_of_eight_requests_at_once_is_taken(walk: Walk, fiscal_clerk: User) -> None:
    outcomes = ask_at_once(paid(walk), fiscal_clerk)

    assert count(outcomes) == 1, outcomes
    assert sum(isinstance(each, RefundRefusedError) for each in outcomes) == CLERKS - 1, outcomes
    assert Refund.objects.get().cents == CENTS


def test_all_requests_are_taken_where_those_that_wait_are_not_summed(
    walk: Walk, fiscal_clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refunding, "requested_cents", lambda _payment: 0)

    assert count(ask_at_once(paid(walk), fiscal_clerk)) == CLERKS


def test_several_requests_are_taken_without_the_lock(
    walk: Walk, fiscal_clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = paid(walk)
    without_the_lock(monkeypatch, "askable_cents", CLERKS)

    assert count(ask_at_once(payment, fiscal_clerk)) == CLERKS


def test_one_of_two_approvals_at_once_gives_back(
    walk: Walk, fiscal_clerk: User, approvers: list[User]
) -> None:
    payment = paid(walk)

    outcomes = approve_at_once(payment, fiscal_clerk, approvers)

    payment.refresh_from_db()
    assert count(outcomes) == 1, outcomes
    assert sum(isinstance(each, RefundRefusedError) for each in outcomes) == 1, outcomes
    assert payment.refunded_cents == CENTS
    assert LedgerEntry.objects.filter(refund__isnull=False).count() == 1


def test_two_approvals_give_back_more_than_was_paid_without_the_lock(
    walk: Walk, fiscal_clerk: User, approvers: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = paid(walk)
    without_the_lock(monkeypatch, "returnable_cents", len(approvers))

    outcomes = approve_at_once(payment, fiscal_clerk, approvers)

    gone = LedgerEntry.objects.filter(refund__isnull=False)
    assert count(outcomes) == len(approvers), outcomes
    assert sum(entry.cents for entry in gone) > payment.captured_cents

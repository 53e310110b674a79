"""Settlement reports are staged, told of their faults, recorded once, and compared with the ledger to the cent."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from portal.accounts.roles import Role
from portal.lifecycle.integrity import check_integrity
from portal.payments.differences import count_differences
from portal.payments.settlements.recording import (
    SettlementMovedOnError,
    discard_report,
    match_lines,
    record_report,
)
from portal.records.models import Application, Payment, SettlementLine
from portal.users.models import User
from portal_plugins.stripe_payments.settlement import REPORT
from tests.factories.accounts import make_account
from tests.factories.paying import pay
from tests.factories.settlements import CARD, charge_line, hand_in, line, record
from tests.integration.portal.payments.conftest import begin_service, stored

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def clerk() -> User:
    """Return somebody who imports reports."""
    return make_account(Role.FISCAL_CLERK)


@pytest.fixture
def payment() -> Payment:
    """Return fifty dollars that came in by card, two days ago."""
    walk = begin_service("demo.costs", what="duplicate")
    walk.submit()
    at = timezone.now() - timedelta(days=2)
    pay(stored(walk), at=at, method=CARD)
    return Payment.objects.get()


def day(days: int) -> str:
    """Return a day so many days ago, as reports write it."""
    return f"{timezone.localdate() - timedelta(days=days)} 09:00:00"


def covered(*lines: dict[str, str]) -> list[dict[str, str]]:
    """Return lines with others around them, so that the days between are covered."""
    return [
        line("txn_first", "fee", "0.00", created=day(4)),
        *lines,
        line("txn_last", "fee", "0.00", created=day(0)),
    ]


def test_report_is_staged_recorded_once_and_agrees(clerk: User, payment: Payment) -> None:
    lines = covered(
        charge_line(payment, created=day(2)),
        line("txn_p", "payout", "-48.25", source_id="po_1"),
    )

    staged = hand_in(clerk, lines)
    seen = SettlementLine.objects.filter(is_recorded=True).count()
    record_report(public_id=staged.public_id, known=REPORT, actor_id=clerk.pk, at=timezone.now())
    again = record(clerk, lines)

    assert (staged.counts["new"], seen) == (4, 0)
    assert again.counts == {"rows": 4, "new": 0, "completed": 0, "known": 4, "faulty": 0}
    assert SettlementLine.objects.count() == 4
    found = SettlementLine.objects.get(kind="charge")
    assert (found.payment, found.gross_cents, found.fee_cents) == (payment, 5_000, 175)
    assert count_differences() == {}
    with pytest.raises(SettlementMovedOnError):
        discard_report(public_id=staged.public_id, actor_id=clerk.pk, at=timezone.now())


def test_faults_are_told_by_line_and_the_rest_is_recorded(clerk: User, payment: Payment) -> None:
    record(clerk, [charge_line(payment)])
    staged = hand_in(
        clerk,
        [
            charge_line(payment, gross="51.00", net="49.25"),
            line("txn_9", "charge", "50.00", net="51.00"),
            line("txn_3", "charge", "5.00") | {"gross": "5,00", "created": "31.3.2026"},
            line("txn_4", "refund", "-5.00", currency="eur"),
            line("txn_5", "fee", "1.00"),
            line("txn_5", "fee", "1.00"),
            line("", "fee", "1.00"),
        ],
    )

    assert staged.counts == {"rows": 7, "new": 1, "completed": 0, "known": 0, "faulty": 6}
    told = [(each["number"], error["column"]) for each in staged.errors for error in each["errors"]]
    assert told == [
        (2, "balance_transaction_id"),
        (3, "net"),
        (4, "created"),
        (4, "gross"),
        (5, "currency"),
        (7, "balance_transaction_id"),
        (8, "balance_transaction_id"),
    ]


def test_report_with_other_names_of_columns_is_read(clerk: User, payment: Payment) -> None:
    days = [timezone.localdate() + timedelta(days=number) for number in (2, 3)]
    payout = {
        **line("txn_p", "payout", "-48.25", payout_id="po_1"),
        "effective_at": f"{days[0]} 00:00:00",
        "effective_at_utc": f"{days[1]} 00:00:00",
    }
    del payout["created"]
    charge = charge_line(payment)
    charge["created_utc"] = charge.pop("created")

    record(clerk, [charge], tuple(charge))
    record(clerk, [payout], tuple(payout))
    again = record(clerk, [line("txn_p", "payout", "-48.25", source_id="po_1")])

    found = SettlementLine.objects.get(kind="payout")
    assert (found.payout, found.occurred_on) == ("po_1", days[0])
    assert again.counts["known"] == 1
    assert count_differences() == {}


def test_day_of_a_payout_says_nothing_of_the_days_before(clerk: User, payment: Payment) -> None:
    ahead = line("txn_p", "payout", "0.00", source_id="po_1", created=day(-2))

    record(clerk, [line("txn_first", "fee", "0.00", created=day(4)), ahead])

    assert count_differences() == {}


def test_capture_of_less_than_was_held_is_one_charge(clerk: User, payment: Payment) -> None:
    back = line("txn_b", "partial_capture_reversal", "-10.00", payment_intent_id=payment.handle)

    record(clerk, [charge_line(payment, gross="60.00", net="58.25"), back])

    assert count_differences() == {}


def test_payout_that_was_not_known_yet_is_filled_in(clerk: User, payment: Payment) -> None:
    record(clerk, [charge_line(payment, automatic_payout_id="")])

    again = record(clerk, [charge_line(payment)])

    assert again.counts["completed"] == 1
    assert SettlementLine.objects.get().payout == "po_1"


def test_line_finds_its_payment_by_attempt_and_later_too(clerk: User, payment: Payment) -> None:
    Payment.objects.update(handle="")
    named = {"payment_metadata[attempt]": str(payment.public_id), "payment_intent_id": ""}
    record(clerk, [charge_line(payment, **named)])
    assert SettlementLine.objects.get().payment == payment

    SettlementLine.objects.update(payment=None)

    assert (match_lines(), match_lines()) == (1, 0)


def test_every_difference_is_told_by_kind(clerk: User, payment: Payment) -> None:
    record(clerk, covered())
    assert count_differences() == {"not_reported": 1}

    record(
        clerk,
        [
            charge_line(payment, gross="49.00", net="47.25", created=day(2)),
            line("txn_r", "refund", "-10.00", payment_intent_id=payment.handle, created=day(1)),
            line("txn_d", "dispute", "-5.00", payment_intent_id=payment.handle, created=day(1)),
            line("txn_u", "charge", "20.00", payment_intent_id="pi_of_nobody"),
            line("txn_p", "payout", "-1.00", source_id="po_1"),
        ],
    )
    _change_entry(1)
    Application.objects.update(statuses=["payment_due"], stage="assessment")

    told = StringIO()
    call_command("reconcile_payments", stdout=told)

    assert count_differences() == {
        "paid_otherwise": 1,
        "unknown": 1,
        "refunded_otherwise": 1,
        "disputed_otherwise": 1,
        "payout_otherwise": 1,
        "ledger": 1,
        "said_to_owe": 1,
    }
    assert f"difference paid_otherwise: 1 ({stored_reference(payment)})" in told.getvalue()


def stored_reference(payment: Payment) -> str:
    """Return what the application is known by."""
    return str(payment.application.reference)


def _change_entry(cents: int) -> None:
    """Change an entry of the ledger below everything that keeps it as it is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE records_ledgerentry SET cents = cents + %s WHERE debit = 'cash'", [cents]
        )


def test_changed_entry_is_found_by_the_integrity_check_too(payment: Payment) -> None:
    before = list(check_integrity(at=timezone.now()))

    _change_entry(1)

    found = list(check_integrity(at=timezone.now()))
    assert before == []
    assert "the ledger holds 5001 cents of 5000" in str(found)

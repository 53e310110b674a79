"""The constraints of mailed payments: what breaks each, and what just meets it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

from portal.records import models as records
from tests.factories import records as make
from tests.integration.portal.records.cases_of_money import paid, payment

DAY = make.AT.date()
_numbers = count()


def batch(**facts: Any) -> records.MailBatch:
    """Return a batch of mail."""
    given = {"received_on": DAY, "expected_items": 1, "expected_cents": 5_000}
    opened = {"opened_by": make.make_user(), "opened_at": make.AT}
    return records.MailBatch.objects.create(**{**given, **opened, **facts})


def closed(**facts: Any) -> records.MailBatch:
    """Return a batch that was closed."""
    done = {"closed_by": make.make_user(), "closed_at": make.AT}
    return batch(**{**done, "closed_items": 1, "closed_cents": 5_000, **facts})


def mailed(**facts: Any) -> records.MailedItem:
    """Return an item of a batch."""
    number = next(_numbers)
    kind, _new = records.Instrument.objects.get_or_create(key="money_order")
    given = {
        "batch": facts.pop("batch", None) or batch(),
        "number": number,
        "instrument": kind,
        "issuer": "Bank",
        "issuer_key": "bank",
        "serial": f"S{number}",
        "cents": 5_000,
        "received_on": DAY,
        "entered_by": make.make_user(),
        "entered_at": make.AT,
    }
    return records.MailedItem.objects.create(**{**given, **facts})


def applied(**facts: Any) -> records.MailedItem:
    """Return an item that became a payment."""
    money = paid()
    given = {"status": "applied", "payment": money, "application": money.application}
    return mailed(**{**given, **facts})


def two_items(first: dict[str, Any], second: dict[str, Any]) -> Callable[[], Any]:
    """Return a builder of two items of one batch."""

    def both() -> None:
        one = mailed(**first)
        mailed(batch=one.batch, **second)

    return both


def reversal(**facts: Any) -> records.LedgerEntry:
    """Return an entry that takes a payment back."""
    known = facts.pop("payment", None) or paid()
    given = {"debit": "receivable", "credit": "cash", "cents": 5_000, "posted_at": make.AT}
    return records.LedgerEntry.objects.create(
        **{"application": known.application, "payment": known, **given, **facts}
    )


def two_reversals(debit: str) -> Callable[[], Any]:
    """Return a builder of two entries that take one payment back."""

    def both() -> None:
        first = reversal()
        reversal(payment=first.payment, debit=debit)

    return both


REVERSED = {"status": "reversed", "settled_at": make.AT, "captured_cents": 5_000}
CASES_OF_MAIL: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
    "payment_reversed_whole": (
        partial(payment, **REVERSED, reversed_cents=4_999),
        partial(payment, **REVERSED, reversed_cents=5_000),
    ),
    "ledgerentry_reversed_once": (two_reversals("receivable"), two_reversals("surplus")),
    "mailbatch_of_something": (partial(batch, expected_cents=0), partial(batch, expected_cents=1)),
    "mailbatch_closed_where_it_agrees": (partial(closed, closed_cents=4_999), closed),
    "maileditem_numbered_once": (
        two_items({"number": 1}, {"number": 1}),
        two_items({"number": 1}, {"number": 2}),
    ),
    "maileditem_entered_once": (
        two_items({"serial": "S"}, {"serial": "S"}),
        two_items({"serial": "S", "status": "returned", "reason": "r"}, {"serial": "S"}),
    ),
    "maileditem_of_something": (partial(mailed, cents=0), partial(mailed, cents=1)),
    "maileditem_posted_before_it_arrived": (
        partial(mailed, posted_on=DAY + timedelta(days=1)),
        partial(mailed, posted_on=DAY),
    ),
    "maileditem_applied_is_a_payment": (partial(applied, payment=None), applied),
    "maileditem_given_up_for_a_reason": (
        partial(mailed, status="returned"),
        partial(mailed, status="returned", reason="r"),
    ),
}

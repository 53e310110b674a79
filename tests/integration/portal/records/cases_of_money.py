"""The constraints of fees and of what is charged: what breaks each, and what just meets it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

from portal.records import models as records
from tests.factories import records as make


def charge(**facts: Any) -> records.ChargeLine:
    """Return a line of what an application is charged."""
    sent = facts.pop("application", None) or make.make_submitted(make.make_named("Whitfield"))
    terms = records.FeeTerms.objects.first() or make.make_fee()
    given = {"number": 1, "item": "duplicate", "part": "balance", "quantity": 1, "cents": 5_000}
    return records.ChargeLine.objects.create(
        **{"application": sent, "terms": terms, "charged_at": make.AT, **given, **facts}
    )


_numbers = count()


def payment(**facts: Any) -> records.Payment:
    """Return an attempt to pay for an application."""
    sent = facts.pop("application", None) or make.make_submitted(make.make_named("Whitfield"))
    number = next(_numbers)
    given = {
        "number": number,
        "method": "demo.card",
        "amount_cents": 5_000,
        "idempotency_key": f"key-{number}",
        "provider_reference": f"ref-{number}",
        "started_at": make.AT,
    }
    return records.Payment.objects.create(**{"application": sent, **given, **facts})


def paid(**facts: Any) -> records.Payment:
    """Return a payment that came in."""
    given = {"status": "paid", "settled_at": make.AT, "captured_cents": 5_000}
    return payment(**{**given, **facts})


def two_payments(first: dict[str, Any], second: dict[str, Any]) -> Callable[[], Any]:
    """Return a builder of two attempts for one application."""

    def both() -> None:
        one = payment(**first)
        payment(application=one.application, **second)

    return both


def provider_event(**facts: Any) -> records.ProviderEvent:
    """Return a notice of a provider."""
    given = {"provider": "demo", "event_id": "e", "received_at": make.AT, "due_at": make.AT}
    return records.ProviderEvent.objects.create(**{**given, **facts})


def issue(**facts: Any) -> records.PaymentIssue:
    """Return an exception of a payment."""
    given = {"kind": "amount", "provider": "demo", "reference": "r", "found_at": make.AT}
    return records.PaymentIssue.objects.create(**{**given, **facts})


def refund(**facts: Any) -> records.Refund:
    """Return a refund that waits for a second person."""
    number = next(_numbers)
    given = {
        "payment": facts.pop("payment", None) or paid(),
        "cents": 100,
        "reason": "r",
        "idempotency_key": f"refund-{number}",
        "requested_by": make.make_user(),
        "requested_at": make.AT,
    }
    return records.Refund.objects.create(**{**given, **facts})


def refund_by_one() -> records.Refund:
    """Return a refund that one person asked for and approved."""
    user = make.make_user()
    return refund(requested_by=user, decided_by=user, decided_at=make.AT, status="approved")


def approved_refund() -> records.Refund:
    """Return a refund that a second person approved."""
    return refund(decided_by=make.make_user(), decided_at=make.AT, status="approved")


def done_refund(**facts: Any) -> records.Refund:
    """Return a refund that left."""
    decided = {"decided_by": make.make_user(), "decided_at": make.AT, "status": "done"}
    left = {"done_at": make.AT, "posted_on": make.AT.date(), "provider_reference": "V-1"}
    return refund(**{**decided, **left, **facts})


def report(**facts: Any) -> records.SettlementFile:
    """Return a settlement report that is staged."""
    given = {"provider": "demo", "name": "r.csv", "uploaded_at": make.AT}
    return records.SettlementFile.objects.create(
        **{**given, "uploaded_by": make.make_user(), **facts}
    )


def settlement(**facts: Any) -> records.SettlementLine:
    """Return a line of a settlement report."""
    number = next(_numbers)
    given = {
        "file": facts.pop("file", None) or report(),
        "number": number,
        "provider": "demo",
        "transaction": f"txn_{number}",
        "kind": "charge",
        "occurred_on": make.AT.date(),
        "gross_cents": 5_000,
        "fee_cents": 175,
        "net_cents": 4_825,
    }
    return records.SettlementLine.objects.create(**{**given, **facts})


def two_settlements(**facts: Any) -> Callable[[], Any]:
    """Return a builder of two lines of one report."""

    def both() -> None:
        one = report()
        settlement(file=one, **facts)
        settlement(file=one, **facts)

    return both


def entry(**facts: Any) -> records.LedgerEntry:
    """Return an entry of the ledger: what a payment brought."""
    known = facts.pop("payment", None) or paid()
    given = {"debit": "cash", "credit": "receivable", "cents": 5_000, "posted_at": make.AT}
    return records.LedgerEntry.objects.create(
        **{"application": known.application, "payment": known, **given, **facts}
    )


def charge_entry(**facts: Any) -> records.LedgerEntry:
    """Return an entry of the ledger that no payment brought."""
    sent = make.make_submitted(make.make_named("Whitfield"))
    given = {"debit": "receivable", "credit": "revenue", "cents": 1, "posted_at": make.AT}
    return records.LedgerEntry.objects.create(**{"application": sent, **given, **facts})


def two_entries(credit: str) -> Callable[[], Any]:
    """Return a builder of two entries of what a payment brought."""

    def both() -> None:
        first = entry()
        entry(payment=first.payment, credit=credit)

    return both


def receipt(**facts: Any) -> records.Receipt:
    """Return a receipt."""
    given = {"payment": paid(), "number": "R", "cents": 1, "issued_at": make.AT}
    return records.Receipt.objects.create(**{**given, **facts})


def surplus(**facts: Any) -> records.Surplus:
    """Return what was paid too much."""
    given = {"payment": paid(), "cents": 100, "found_at": make.AT}
    return records.Surplus.objects.create(**{**given, **facts})


def two_lines(number: int) -> Callable[[], Any]:
    """Return a builder of two lines of one application."""

    def both() -> None:
        first = charge()
        charge(application=first.application, number=number)

    return both


CASES_OF_MONEY: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
    "feeterms_review_is_a_part": (
        partial(make.make_fee, amount_cents=5_000, review_cents=5_001),
        partial(make.make_fee, amount_cents=5_000, review_cents=5_000),
    ),
    "feeterms_concession_has_no_review": (
        partial(make.make_fee, is_concession=True, review_cents=1),
        partial(make.make_fee, is_concession=True, review_cents=0),
    ),
    "feeterms_condition_in_both_languages": (
        partial(make.make_fee, condition="Each"),
        partial(make.make_fee, condition="Each", condition_es="Cada una"),
    ),
    "chargeline_numbered_once": (two_lines(1), two_lines(2)),
    "chargeline_only_concessions_take_off": (
        partial(charge, cents=-1),
        lambda: (charge(cents=0), charge(part="concession", cents=-1)),
    ),
    "chargeline_due_once_charged": (
        partial(charge, due_at=make.AT - timedelta(seconds=1)),
        partial(charge, due_at=make.AT),
    ),
    "payment_numbered_once": (
        two_payments({"number": 1, "status": "failed"}, {"number": 1, "status": "failed"}),
        two_payments({"number": 1, "status": "failed"}, {"number": 2, "status": "failed"}),
    ),
    "payment_known_once": (
        lambda: (payment(provider_reference="r"), payment(provider_reference="r")),
        lambda: (payment(provider_reference=None), payment(provider_reference=None)),
    ),
    "payment_one_under_way": (
        two_payments({"status": "started"}, {"status": "open"}),
        two_payments({"status": "expired"}, {"status": "open"}),
    ),
    "payment_of_something": (partial(payment, amount_cents=0), partial(payment, amount_cents=1)),
    "payment_paid_whole": (partial(paid, settled_at=None), paid),
    "payment_received_as_asked": (partial(paid, captured_cents=4_999), paid),
    "payment_gives_back_what_it_has": (
        partial(paid, refunded_cents=4_000, disputed_cents=1_001),
        partial(paid, refunded_cents=4_000, disputed_cents=1_000),
    ),
    "providerevent_kept_once": (
        lambda: (provider_event(), provider_event()),
        lambda: (provider_event(), provider_event(provider="other")),
    ),
    "providerevent_handled_somehow": (
        partial(provider_event, handled_at=make.AT),
        partial(provider_event, handled_at=make.AT, outcome="done"),
    ),
    "paymentissue_listed_once": (
        lambda: (issue(), issue()),
        lambda: (issue(), issue(kind="currency")),
    ),
    "paymentissue_settled_with_a_note": (
        partial(issue, settled_at=make.AT),
        partial(issue, settled_at=make.AT, note="n"),
    ),
    "refund_of_something": (partial(refund, cents=0), refund),
    "refund_by_two_people": (refund_by_one, approved_refund),
    "refund_decided_whole": (partial(refund, status="approved"), approved_refund),
    "refund_done_has_a_day_and_a_number": (partial(done_refund, posted_on=None), done_refund),
    "providerevent_erased_is_empty": (
        partial(provider_event, erased_at=make.AT, body="{}"),
        partial(provider_event, erased_at=make.AT, body=""),
    ),
    "settlementfile_settled_by_somebody": (
        partial(report, state="recorded"),
        lambda: report(state="recorded", settled_by=make.make_user(), settled_at=make.AT),
    ),
    "settlementline_once_a_line": (two_settlements(number=2), two_settlements()),
    "settlementline_recorded_once": (
        two_settlements(transaction="txn", is_recorded=True),
        two_settlements(transaction="txn"),
    ),
    "settlementline_net_is_gross_less_fee": (partial(settlement, net_cents=4_826), settlement),
    "settlementline_has_a_name": (partial(settlement, transaction=""), settlement),
    "ledgerentry_of_something": (partial(entry, cents=0), entry),
    "ledgerentry_between_two_accounts": (partial(entry, credit="cash"), entry),
    "ledgerentry_moves_a_payment": (partial(charge_entry, debit="cash"), charge_entry),
    "ledgerentry_received_once": (two_entries("receivable"), two_entries("surplus")),
    "receipt_of_something": (partial(receipt, cents=0), receipt),
    "surplus_returned_within": (
        partial(surplus, returned_cents=101),
        partial(surplus, returned_cents=100),
    ),
    "chargeline_of_something": (partial(charge, quantity=0), charge),
}

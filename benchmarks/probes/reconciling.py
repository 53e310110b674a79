"""Fills a ledger with payments that agree with what a provider reports, plants differences, and reconciles."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

from config.loading import load_apps

load_apps()

from django.db.models import F, QuerySet, Sum  # noqa: E402 (the apps are loaded above)
from django.forms.models import model_to_dict  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.cast import make_applicant  # noqa: E402
from benchmarks.counting import watch_statements  # noqa: E402
from benchmarks.paying_cast import CENTS, make_owing  # noqa: E402
from benchmarks.processes import answer_requests  # noqa: E402
from portal.definitions.texts import Text, text  # noqa: E402
from portal.payments import reconciling  # noqa: E402
from portal.payments.contract import (  # noqa: E402
    Attempt,
    Order,
    PaymentMethod,
    Started,
    Truth,
    TruthState,
)
from portal.payments.differences import count_differences  # noqa: E402
from portal.records.applications.models import Application  # noqa: E402
from portal.records.applications.references import new_reference  # noqa: E402
from portal.records.ledger.entries import LedgerEntry, Receipt, Refund  # noqa: E402
from portal.records.ledger.models import ChargeLine  # noqa: E402
from portal.records.ledger.paying import Payment  # noqa: E402
from portal.records.ledger.receipts import RECEIPTS  # noqa: E402
from portal.records.ledger.settlements import SettlementFile, SettlementLine  # noqa: E402
from portal.users.models import User  # noqa: E402

METHOD, ACCOUNT = "stripe_payments.card", "acct_figures"
BACK, A_PAYOUT, FEE = timedelta(days=10), 100, 175
ROWS_AT_ONCE = 1_000
applicant = make_applicant("payer")


class Told(PaymentMethod):
    """A provider that answers at once with everything that it was paid."""

    key, title = METHOD, text("Card", "Tarjeta")
    truths: list[Truth]

    @property
    def accepts(self) -> Text:
        """Say nothing of interest."""
        return self.title

    def start(self, order: Order) -> Started:
        """Begin nothing."""
        raise NotImplementedError

    def fetch(self, attempt: Attempt) -> Truth:
        """Know nothing of one alone."""
        raise NotImplementedError

    def release(self, attempt: Attempt) -> Truth:
        """Let go of nothing."""
        raise NotImplementedError

    def list_since(self, moment: datetime) -> Iterable[Truth]:
        """Return all of it."""
        return self.truths


def prepare(entries: int) -> dict[str, int]:
    """Make so many entries: of five, two are charges, two payments and one a refund of a part."""
    at = timezone.now() - timedelta(days=2)
    applications = _make_applications(entries * 2 // 5, at)
    payments = _make_payments(applications, at)
    refunds = _make_refunds(payments[::2], at)
    _make_entries(payments, refunds, at)
    _make_report(payments, refunds, at)
    return {"entries": LedgerEntry.objects.count(), "lines": SettlementLine.objects.count()}


def compare() -> dict[str, float]:
    """Reconcile as the worker does and make the report; return how long it took and what was found."""
    method = Told()
    method.truths = [_truth_of(each) for each in Payment.objects.select_related("application")]
    began = time.monotonic()
    with (
        watch_statements() as statements,
        mock.patch.object(reconciling, "list_methods", return_value=[method]),
    ):
        reconciling.reconcile(at=timezone.now(), back=BACK)
        found = count_differences()
    seconds = time.monotonic() - began
    return {
        "seconds": round(seconds, 2),
        "sql": len(statements.texts),
        "differences": sum(found.values()),
        "by_sums": _differ_by_sums(),
    }


def plant() -> int:
    """Make two lines and two entries wrong by a cent that the sums of the whole do not show, and a status.

    The application of an entry that is a cent short owes it, and is a difference of its own.
    """
    lines = SettlementLine.objects.filter(kind="charge").order_by("pk")
    entries: QuerySet[LedgerEntry] = QuerySet(LedgerEntry).filter(debit="cash").order_by("pk")
    for rows, columns in ((lines, ("gross_cents", "net_cents")), (entries, ("cents",))):
        first, second = rows.values_list("pk", flat=True)[:2]
        for key, cent in ((first, 1), (second, -1)):
            rows.filter(pk=key).update(**{name: F(name) + cent for name in columns})
    some = Application.objects.filter(statuses=["waiting_for_review"]).order_by("pk").first()
    assert some is not None
    Application.objects.filter(pk=some.pk).update(statuses=["payment_due"])
    return 6


def _differ_by_sums() -> int:
    """Return by how many cents all that was reported differs from all that was received."""
    told = SettlementLine.objects.filter(kind="charge").aggregate(sum=Sum("gross_cents"))["sum"]
    got = LedgerEntry.objects.filter(debit="cash").aggregate(sum=Sum("cents"))["sum"]
    return abs(int(told or 0) - int(got or 0))


def _make_applications(count: int, at: datetime) -> list[Application]:
    first = make_owing(applicant)
    known = {
        field.attname: getattr(first, field.attname)
        for field in Application._meta.concrete_fields
        if field.name not in {"id", "public_id", "reference"}
    }
    known |= {"statuses": ["waiting_for_review"], "action_required_by": Application.Actor.STAFF}
    line = model_to_dict(ChargeLine.objects.get(application=first), exclude=["id", "application"])
    terms = line.pop("terms")
    made = Application.objects.bulk_create(
        (Application(**known, reference=new_reference()) for _number in range(count - 1)),
        batch_size=ROWS_AT_ONCE,
    )
    ChargeLine.objects.bulk_create(
        (ChargeLine(**line, terms_id=terms, application=each) for each in made),
        batch_size=ROWS_AT_ONCE,
    )
    Application.objects.filter(pk=first.pk).update(
        statuses=["waiting_for_review"], action_required_by=Application.Actor.STAFF
    )
    return [first, *made]


def _make_payments(applications: list[Application], at: datetime) -> list[Payment]:
    payments = Payment.objects.bulk_create(
        (
            Payment(
                application=each,
                number=1,
                method=METHOD,
                account=ACCOUNT,
                status="paid",
                amount_cents=CENTS,
                captured_cents=CENTS,
                idempotency_key=f"key-{each.pk}",
                provider_reference=f"cs_{each.pk}",
                handle=f"pi_{each.pk}",
                started_at=at,
                settled_at=at,
            )
            for each in applications
        ),
        batch_size=ROWS_AT_ONCE,
    )
    Receipt.objects.bulk_create(
        (
            Receipt(payment=each, number=RECEIPTS.new(), cents=CENTS, issued_at=at)
            for each in payments
        ),
        batch_size=ROWS_AT_ONCE,
    )
    return payments


def _make_refunds(payments: list[Payment], at: datetime) -> list[Refund]:
    other = User.objects.create_user("approver")
    Payment.objects.filter(pk__in=[each.pk for each in payments]).update(refunded_cents=CENTS // 5)
    return Refund.objects.bulk_create(
        (
            Refund(
                payment=each,
                cents=CENTS // 5,
                reason="r",
                status="done",
                idempotency_key=f"refund-{each.pk}",
                provider_reference=f"re_{each.pk}",
                requested_by=applicant.account,
                requested_at=at,
                decided_by=other,
                decided_at=at,
                done_at=at,
                posted_on=timezone.localdate(at),
            )
            for each in payments
        ),
        batch_size=ROWS_AT_ONCE,
    )


def _make_entries(payments: list[Payment], refunds: list[Refund], at: datetime) -> None:
    def entry(application: int, debit: str, credit: str, cents: int, **facts: Any) -> LedgerEntry:
        return LedgerEntry(
            application_id=application,
            debit=debit,
            credit=credit,
            cents=cents,
            posted_at=at,
            **facts,
        )

    charges = [
        entry(each.application_id, "receivable", "revenue", CENTS) for each in payments[1:]
    ]  # the first application was charged as it was made
    received = [
        entry(each.application_id, "cash", "receivable", CENTS, payment=each) for each in payments
    ]
    returned = [
        entry(
            each.payment.application_id,
            "refunded",
            "cash",
            each.cents,
            payment=each.payment,
            refund=each,
        )
        for each in refunds
    ]
    LedgerEntry.objects.bulk_create([*charges, *received, *returned], batch_size=ROWS_AT_ONCE)


def _make_report(payments: list[Payment], refunds: list[Refund], at: datetime) -> None:
    file = SettlementFile.objects.create(
        provider=METHOD,
        name="r.csv",
        state="recorded",
        uploaded_by=applicant.account,
        uploaded_at=at,
        settled_by=applicant.account,
        settled_at=at,
    )
    rows: list[tuple[str, str, int, int, str, Payment | None]] = []
    for place in range(0, len(payments), A_PAYOUT):
        some, payout = payments[place : place + A_PAYOUT], f"po_{place}"
        rows += [(f"ch_{each.pk}", "charge", CENTS, FEE, payout, each) for each in some]
        rows.append((payout, "payout", -(CENTS - FEE) * len(some), 0, payout, None))
    rows += [(f"re_{each.pk}", "refund", -each.cents, 0, "", each.payment) for each in refunds]
    days = {"first": at - timedelta(days=1), "last": at + timedelta(days=1)}
    rows += [(name, "fee", 0, 0, "", None) for name in days]
    SettlementLine.objects.bulk_create(
        (
            SettlementLine(
                file=file,
                number=number,
                provider=METHOD,
                transaction=transaction,
                kind=kind,
                occurred_on=timezone.localdate(days.get(transaction, at)),
                gross_cents=gross,
                fee_cents=fee,
                net_cents=gross - fee,
                payout=payout,
                payment=payment,
                is_recorded=True,
            )
            for number, (transaction, kind, gross, fee, payout, payment) in enumerate(rows, 1)
        ),
        batch_size=ROWS_AT_ONCE,
    )


def _truth_of(payment: Payment) -> Truth:
    return Truth(
        reference=payment.provider_reference or "",
        state=TruthState.PAID,
        amount_cents=payment.captured_cents,
        currency=payment.currency,
        is_live=payment.is_live,
        account=payment.account,
        attempt=str(payment.public_id),
        application=str(payment.application.public_id),
        refunded_cents=payment.refunded_cents,
        handle=payment.handle,
    )


if __name__ == "__main__":
    answer_requests({"prepare": prepare, "compare": compare, "plant": plant})

"""Pays at the stand-in for Stripe in every bad way that the figures of money name, and counts what came of it."""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from functools import partial
from typing import Any
from unittest import mock

from config.loading import load_apps

load_apps()

from django.db import connection  # noqa: E402 (the apps are loaded above)
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.cast import make_applicant, open_browser  # noqa: E402
from benchmarks.fake_stripe.server import FakeStripe  # noqa: E402
from benchmarks.forged import SECRET  # noqa: E402
from benchmarks.paying_cast import (  # noqa: E402
    WEBHOOK,
    at_stand_in,
    begin,
    make_owing,
    sender,
    tell,
)
from benchmarks.processes import answer_requests  # noqa: E402
from portal.payments import fulfilling, reconciling  # noqa: E402
from portal.payments.fulfilling import fulfil  # noqa: E402
from portal.payments.inbox import handle_notices  # noqa: E402
from portal.payments.reconciling import reconcile  # noqa: E402
from portal.records.ledger.consistency import check_ledger  # noqa: E402
from portal.records.ledger.entries import LedgerEntry, Receipt  # noqa: E402
from portal.records.ledger.paying import Payment, PaymentIssue, ProviderEvent  # noqa: E402
from portal_plugins.stripe_payments import webhooks  # noqa: E402

LATER = timedelta(minutes=5)
applicant = make_applicant("payer")


def race(payments: int, *, locked: bool) -> dict[str, int]:
    """Let notices, visits and a reconciliation of each payment arrive at once; ``locked`` False removes the lock."""
    counts: Counter[str] = Counter()
    browsers = [open_browser(applicant) for _visit in range(2)]
    sys.setswitchinterval(0.0005)
    with at_stand_in() as fake, _lock(locked=locked), ThreadPoolExecutor(8) as pool:
        barrier = threading.Barrier(8)
        for _payment in range(payments):
            payment = begin(make_owing(applicant), applicant)
            fake.pay(payment.provider_reference or "")
            body = json.dumps(fake.account.happened[-2])
            acts: list[Callable[[], int]] = [partial(tell, body)] * 5
            visits = [_visit(browser, payment) for browser in browsers]
            jobs = [
                pool.submit(_at_once, act, barrier) for act in (*acts, *visits, _reconcile_lately)
            ]
            counts.update(job.result() for job in jobs)
            handle_notices(at=timezone.now() + LATER)
        list(pool.map(lambda _number: _close(barrier), range(8)))
    return {**_count(), "faults": counts["fault"], "answers": sum(counts.values())}


def _lock(*, locked: bool) -> AbstractContextManager[Any]:
    if locked:
        return nullcontext()

    def unlocked(payment_id: int) -> Payment:
        return Payment.objects.select_related("application__person__account").get(pk=payment_id)

    return mock.patch.object(fulfilling, "_lock", unlocked)


def _at_once(act: Callable[[], int], barrier: threading.Barrier) -> str:
    barrier.wait(60)
    try:
        return "fault" if act() >= 400 else "ok"
    except Exception:  # noqa: BLE001 - whatever it is, it would have been a page that fails
        return "fault"


def _visit(browser: Client, payment: Payment) -> Callable[[], int]:
    application = payment.application.public_id
    address = f"/applications/{application}/pay/{payment.public_id}/return/"
    return lambda: browser.get(address).status_code


def _reconcile_lately() -> int:
    reconcile(at=timezone.now() + LATER, back=timedelta(minutes=4))
    return 200


def _close(barrier: threading.Barrier) -> None:
    barrier.wait(60)
    connection.close()


def _count() -> dict[str, int]:
    return {
        "paid": Payment.objects.filter(status="paid").count(),
        "receipts": Receipt.objects.count(),
        "entries": LedgerEntry.objects.filter(debit="cash").count(),
        "ledger_faults": len(list(check_ledger())),
    }


def forge(
    variants: list[list[str]], now: int, secrets: Sequence[str] = (SECRET,), *, checked: bool
) -> dict[str, int]:
    """Post what nobody has signed rightly, at one moment; ``checked`` False takes the check of the signature away."""
    unchecked = mock.patch.object(webhooks, "_check_signature", return_value=None)
    standing = mock.patch("time.time", return_value=float(now))
    stand_in = at_stand_in(STRIPE_WEBHOOK_SECRETS=list(secrets))
    with stand_in as fake, standing, nullcontext() if checked else unchecked:
        payment = begin(make_owing(applicant), applicant)
        fake.pay(payment.provider_reference or "")
        before = ProviderEvent.objects.count()
        answers = [_post(body, header) for body, header in variants]
        handle_notices(at=timezone.now())
        payment.refresh_from_db()
        return {
            "answers": len(answers),
            "refused": sum(400 <= answer < 500 for answer in answers),
            "stored": ProviderEvent.objects.count() - before,
            "paid": int(payment.status == "paid"),
        }


def _post(body: str, header: str) -> int:
    headers = {"Stripe-Signature": header} if header else {}
    sent = body.encode("latin-1")
    answer = sender().post(WEBHOOK, sent, content_type="application/json", headers=headers)
    return answer.status_code


SPOILS: dict[str, Callable[[Any, Any], Any]] = {
    "a higher amount": lambda s, i: i.update(amount_capturable=i["amount"] + 1),
    "a part of it": lambda s, i: i.update(amount_capturable=i["amount"] - 1),
    "another currency": lambda s, i: i.update(currency="eur"),
    "real money for test": lambda s, i: i.update(livemode=True),
    "another account": lambda s, i: i["metadata"].update(account="acct_other"),
    "no account": lambda s, i: i["metadata"].pop("account"),
    "another application": lambda s, i: i["metadata"].update(application="x"),
    "no application": lambda s, i: i["metadata"].pop("application"),
    "another attempt": lambda s, i: i["metadata"].update(attempt="x"),
    "no metadata": lambda s, i: i["metadata"].clear(),
    "another client reference": lambda s, i: s.update(client_reference_id="x"),
    "no client reference": lambda s, i: s.update(client_reference_id=None),
}


def spoil(times: int, *, compared: bool) -> dict[str, int]:
    """Pay wrongly in each way; ``compared`` False takes the comparison away."""
    blind = mock.patch.object(fulfilling, "find_mismatch", return_value=None)
    with at_stand_in() as fake, nullcontext() if compared else blind:
        made = []
        for change in SPOILS.values():
            for _time in range(times):
                payment = begin(make_owing(applicant), applicant)
                session = fake.pay(payment.provider_reference or "")
                intent = fake.account.intents[session["payment_intent"]]
                change(session, intent)
                made.append(payment.pk)
        unpaid = [_unpaid(fake, how).pk for how in ("open", "expired") for _time in range(times)]
        for key in (*made, *unpaid):
            fulfil(payment_id=key, at=timezone.now())
            fulfil(payment_id=key, at=timezone.now())
        paid = Payment.objects.filter(status="paid")
        listed = PaymentIssue.objects.filter(payment__in=made)
        return {
            "ways": len(SPOILS),
            "fulfilled": paid.filter(pk__in=made).count(),
            "listed": listed.values("payment").distinct().count(),
            "unpaid_fulfilled": paid.filter(pk__in=unpaid).count(),
        }


def _unpaid(fake: FakeStripe, how: str) -> Payment:
    payment = begin(make_owing(applicant), applicant)
    if how == "expired":
        fake.account.expire(payment.provider_reference or "")
    return payment


def lose(payments: int, *, asking: bool) -> dict[str, int]:
    """Pay without a notice or a visit, then reconcile twice; ``asking`` False has it ask no provider."""
    silent = mock.patch.multiple(reconciling, _ask_about_open=mock.DEFAULT, _compare=mock.DEFAULT)
    with at_stand_in() as fake, nullcontext() if asking else silent:
        keys = []
        for _payment in range(payments):
            payment = begin(make_owing(applicant), applicant)
            fake.pay(payment.provider_reference or "")
            keys.append(payment.pk)
        paid = Payment.objects.filter(pk__in=keys, status="paid")
        reconcile(at=timezone.now() + LATER)
        first, entries = paid.count(), LedgerEntry.objects.count()
        second = reconcile(at=timezone.now() + LATER)
        changes = {key for key in second.counts if key != "listed by the provider"}
        return {
            "found": first,
            "changed": LedgerEntry.objects.count() - entries + len(changes),
            "ledger_faults": len(list(check_ledger())),
        }


if __name__ == "__main__":
    answer_requests({"race": race, "forge": forge, "spoil": spoil, "lose": lose})

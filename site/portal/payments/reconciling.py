"""Reconcile: finds what nobody told us, by asking every provider, and puts it right or lists it. Safe to repeat.

It decides nothing itself: what counts as paid is decided in ``fulfilling``, whoever asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction

from portal.lifecycle.assignment import store_derived
from portal.payments.contract import PaymentMethod, ProviderError, Truth, TruthState
from portal.payments.fulfilling import MONEY, Fulfilled, Outcome, fulfil
from portal.payments.inbox import adopt_reference, find_named, handle_notices, list_stranger
from portal.payments.issues import list_issue
from portal.payments.methods import ask, list_methods
from portal.payments.refunding import finish_refunds
from portal.payments.settlements.recording import match_lines
from portal.records.applications.models import Application
from portal.records.ledger.paying import Payment, PaymentIssue, Reconciliation
from portal.records.ledger.queries import owes
from portal.records.ledger.settling import end_attempt
from portal.records.ledger.states import UNDER_WAY, PaymentStatus

__all__ = ["BACK", "reconcile"]

Kind = PaymentIssue.Kind
BACK = timedelta(days=3)
"""How far back providers are asked; longer than a session lives and a notice is tried."""
SETTLED_DOWN = timedelta(minutes=2)
STUCK = timedelta(days=1)
AT_ONCE = 100
UNDECIDED = (Application.Stage.SUBMITTED, Application.Stage.ASSESSMENT)


def reconcile(*, at: datetime, back: timedelta = BACK) -> Reconciliation:
    """Compare providers, ledger and applications, and keep the counts; a provider that is down is counted too."""
    counts: Counter[str] = Counter()
    handle_notices(at=at)
    _ask_about_open(counts, at)
    for method in list_methods():
        _compare(method, counts, at - back, at)
    _mend_statuses(counts, at - back)
    counts["settlement lines matched"] += match_lines()
    counts["refunds finished"] += finish_refunds(at=at)
    counts["paid twice"] += PaymentIssue.objects.filter(kind=Kind.SURPLUS, found_at=at).count()
    return Reconciliation.objects.create(
        started_at=at, counts={name: number for name, number in counts.items() if number}
    )


def _ask_about_open(counts: Counter[str], at: datetime) -> None:
    """Ask about every attempt under way: paid and not come back, ended, or open for too long."""
    waiting = Payment.objects.filter(status__in=UNDER_WAY, started_at__lte=at - SETTLED_DOWN)
    for payment in waiting.order_by("pk").iterator(chunk_size=AT_ONCE):
        counts["asked"] += 1
        found = _fulfil(payment, counts, at)
        over = payment.expires_at is not None and payment.expires_at + STUCK < at
        if over and (found is None or found.outcome is Outcome.OPEN):
            _give_up(payment, counts, at)


def _fulfil(payment: Payment, counts: Counter[str], at: datetime) -> Fulfilled | None:
    try:
        found = fulfil(payment_id=payment.pk, at=at)
    except ProviderError:
        counts["could not be asked"] += 1
        return None
    if found.outcome not in {Outcome.OPEN, Outcome.ALREADY}:
        counts[found.outcome.value] += 1
    return found


def _give_up(payment: Payment, counts: Counter[str], at: datetime) -> None:
    """List an attempt that its provider keeps open; one that it never heard of has just timed out."""
    if payment.provider_reference is None:
        with transaction.atomic():
            held = Payment.objects.select_for_update().get(pk=payment.pk)
            if held.status in UNDER_WAY:
                end_attempt(payment=held, status=PaymentStatus.EXPIRED, detail="", at=at)
                counts["ended"] += 1
        return
    counts["open for too long"] += 1
    list_issue(
        kind=Kind.STUCK,
        provider=payment.method,
        reference=payment.provider_reference,
        payment=payment,
        cents=payment.amount_cents,
        at=at,
    )


def _compare(method: PaymentMethod, counts: Counter[str], since: datetime, at: datetime) -> None:
    """Look at everything that the provider has since a moment, whoever began it."""
    try:
        truths = ask(method, list, _list_since, method, since)
    except ProviderError:
        counts["could not be asked"] += 1
        return
    for some in _in_parts(truths):
        counts["listed by the provider"] += len(some)
        rows = Payment.objects.filter(method=method.key)
        known = {
            row.provider_reference: row
            for row in rows.filter(provider_reference__in=[each.reference for each in some])
        }
        for truth in some:
            _compare_one(method, known.get(truth.reference), truth, counts, at)


def _list_since(method: PaymentMethod, moment: datetime) -> list[Truth]:
    truths = list(method.list_since(moment))
    if not all(isinstance(truth, Truth) for truth in truths):
        raise TypeError("not what a provider has on record")
    return truths


def _in_parts(truths: Iterable[Truth]) -> Iterator[list[Truth]]:
    rest = iter(truths)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _compare_one(
    method: PaymentMethod, payment: Payment | None, truth: Truth, counts: Counter[str], at: datetime
) -> None:
    if payment is None:
        payment = find_named(method.key, truth.attempt)
        if payment is None:
            if list_stranger(method.key, truth, at) == "exception":
                counts["unknown to us"] += 1
            return
        adopt_reference(payment, truth)
    if payment.status == PaymentStatus.PAID:
        if truth.state is not TruthState.PAID:
            counts["paid here only"] += 1
            _list_unpaid(payment, truth, at)
        elif (truth.refunded_cents, truth.disputed_cents) != (
            payment.refunded_cents,
            payment.disputed_cents,
        ):
            _fulfil(payment, counts, at)
    elif truth.state in MONEY:
        _fulfil(payment, counts, at)


def _list_unpaid(payment: Payment, truth: Truth, at: datetime) -> None:
    list_issue(
        kind=Kind.AMOUNT,
        provider=payment.method,
        reference=truth.reference,
        payment=payment,
        cents=payment.captured_cents,
        facts={"state": truth.state.value},
        at=at,
    )


def _mend_statuses(counts: Counter[str], since: datetime) -> None:
    """Work out anew what is said of applications that are paid and still said to owe."""
    paid = Application.objects.filter(
        payments__settled_at__gte=since,
        stage__in=UNDECIDED,
        action_required_by=Application.Actor.APPLICANT,
    )
    for key in list(paid.order_by("pk").values_list("pk", flat=True).distinct()):
        with transaction.atomic():
            application = Application.objects.select_for_update().get(pk=key)
            if "payment_due" in application.statuses and not owes(key):
                store_derived(application, None)
                counts["status mended"] += 1

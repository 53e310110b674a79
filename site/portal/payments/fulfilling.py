"""Fulfil: the one idempotent operation behind webhook, return page and reconciliation.

It asks the provider for the truth, outside any transaction, compares all of it, and writes under lock. Nothing that
came with a notice or an address is believed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from portal.lifecycle.assignment import store_derived
from portal.payments.contract import Attempt, PaymentMethod, ProviderError, Truth, TruthState
from portal.payments.events import payment_received
from portal.payments.issues import list_issue
from portal.payments.matching import find_mismatch
from portal.payments.methods import ask, get_method, is_gone
from portal.records.applications.models import Application, TimelineEvent
from portal.records.ledger.paying import Payment, PaymentIssue
from portal.records.ledger.queries import due_cents
from portal.records.ledger.settling import end_attempt, record_dispute, settle_payment
from portal.records.ledger.states import UNDER_WAY, PaymentStatus

__all__ = ["Fulfilled", "Outcome", "as_attempt", "cancel_attempt", "end_unanswered", "fulfil"]

Kind = PaymentIssue.Kind
MONEY = frozenset({TruthState.AUTHORIZED, TruthState.PAID})
ENDS = {
    TruthState.DECLINED: PaymentStatus.DECLINED,
    TruthState.CANCELED: PaymentStatus.CANCELED,
    TruthState.EXPIRED: PaymentStatus.EXPIRED,
}
NOT_DUE = "not_due"
"""Why money that is only held is released where nothing is due any more."""


class Outcome(StrEnum):
    """What fulfilling came to."""

    FULFILLED = "fulfilled"
    ALREADY = "already"
    OPEN = "open"
    ENDED = "ended"
    RELEASED = "released"
    EXCEPTION = "exception"


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """What fulfilling came to, with the method's word for why an instrument was not accepted."""

    outcome: Outcome
    refusal: str = ""


def as_attempt(payment: Payment, handle: str = "") -> Attempt:
    """Return a payment as its method sees it; its application must be known."""
    return Attempt(
        attempt=str(payment.public_id),
        application=str(payment.application.public_id),
        reference=payment.provider_reference or "",
        amount_cents=payment.amount_cents,
        currency=payment.currency,
        idempotency_key=payment.idempotency_key,
        handle=handle,
    )


def fulfil(*, payment_id: int, at: datetime) -> Fulfilled:
    """Bring a payment to what its provider says, as often as one likes; at most 12 SQL.

    Raises ProviderError where the provider cannot be asked: nothing is written then.
    """
    payment = Payment.objects.select_related("application").get(pk=payment_id)
    if payment.provider_reference is None:
        return Fulfilled(Outcome.OPEN)
    method = _method_of(payment)
    truth = ask(method, Truth, method.fetch, as_attempt(payment))
    return _act_on(payment, method, truth, at)


def cancel_attempt(*, payment_id: int, at: datetime) -> Fulfilled:
    """End an attempt that is under way, unless it was paid after all; raise ProviderError as ``fulfil`` does."""
    payment = Payment.objects.select_related("application").get(pk=payment_id)
    if payment.provider_reference is None:
        with transaction.atomic():
            return _record_end(_lock(payment.pk), PaymentStatus.CANCELED, "", at)
    method = _method_of(payment)
    truth = ask(method, Truth, method.fetch, as_attempt(payment))
    if truth.state is TruthState.OPEN:
        truth = ask(method, Truth, method.release, as_attempt(payment))
    return _act_on(payment, method, truth, at)


def end_unanswered(*, payment_id: int, at: datetime) -> bool:
    """End an attempt whose provider cannot be asked, once its time is over or its method is gone; tell whether it did.

    Money that it took meanwhile still pays when the provider can be asked again.
    """
    payment = Payment.objects.get(pk=payment_id)
    is_over = payment.expires_at is not None and payment.expires_at <= at
    if not is_over and not is_gone(payment.method):
        return False
    with transaction.atomic():
        _record_end(_lock(payment_id), PaymentStatus.EXPIRED, "", at)
    return True


def _method_of(payment: Payment) -> PaymentMethod:
    method = get_method(payment.method)
    if method is None:
        raise ProviderError(f"{payment.method} is not there")
    return method


def _act_on(payment: Payment, method: PaymentMethod, truth: Truth, at: datetime) -> Fulfilled:
    if truth.state in MONEY and (kind := find_mismatch(payment, truth)):
        _list(kind, payment, truth, at)
        return Fulfilled(Outcome.EXCEPTION)
    refusal = ""
    if truth.state is TruthState.AUTHORIZED:
        refusal = truth.refusal
        if not refusal and due_cents(payment.application_id) <= 0:
            refusal = NOT_DUE
        act = method.release if refusal else method.capture
        truth = ask(method, Truth, act, as_attempt(payment, truth.handle))
        if truth.state is TruthState.PAID and (kind := find_mismatch(payment, truth)):
            _list(kind, payment, truth, at)
            return Fulfilled(Outcome.EXCEPTION)
    with transaction.atomic():
        return _record(_lock(payment.pk), truth, refusal, at)


def _lock(payment_id: int) -> Payment:
    """Return the payment, held with its application: of any number that come at once, one gets past at a time."""
    rows = Payment.objects.select_related("application__person__account", "application__version")
    return rows.select_for_update(of=("self", "application")).get(pk=payment_id)


def _record(payment: Payment, truth: Truth, refusal: str, at: datetime) -> Fulfilled:
    if payment.status == PaymentStatus.PAID:
        _follow_up(payment, truth, at)
        return Fulfilled(Outcome.ALREADY)
    if truth.state is TruthState.PAID:
        _settle(payment, truth, at)
        _follow_up(payment, truth, at)
        return Fulfilled(Outcome.FULFILLED)
    if refusal and truth.state in ENDS:
        ended = _record_end(payment, PaymentStatus.RELEASED, refusal, at)
        return replace(ended, refusal=refusal)
    if truth.state in ENDS:
        return _record_end(payment, ENDS[truth.state], truth.detail, at)
    return Fulfilled(Outcome.OPEN)


def _record_end(payment: Payment, status: PaymentStatus, detail: str, at: datetime) -> Fulfilled:
    if payment.status in UNDER_WAY:
        end_attempt(payment=payment, status=status, detail=detail, at=at)
    is_released = payment.status == PaymentStatus.RELEASED
    refusal = payment.detail if is_released else ""
    return Fulfilled(Outcome.RELEASED if is_released else Outcome.ENDED, refusal)


def _settle(payment: Payment, truth: Truth, at: datetime) -> None:
    settled = settle_payment(
        payment=payment, instrument=truth.instrument[:60], handle=truth.handle[:255], at=at
    )
    if settled.surplus_cents:
        _list(Kind.SURPLUS, payment, truth, at, cents=settled.surplus_cents)
    application = payment.application
    TimelineEvent.objects.create(
        application=application, kind=TimelineEvent.Kind.PAYMENT_RECEIVED, happened_at=at
    )
    if application.stage != Application.Stage.CLOSED:
        store_derived(application, None, owes_payment=settled.owed_cents > 0)
    payment_received.send(
        sender=Payment,
        payment=payment,
        application=application,
        owed_cents=settled.owed_cents,
        receipt=settled.receipt,
        posted_on=truth.posted_on,
        received_on=truth.received_on,
        at=at,
    )


def _follow_up(payment: Payment, truth: Truth, at: datetime) -> None:
    """Record what is disputed, and list what was given back without the portal."""
    disputed = min(truth.disputed_cents, payment.captured_cents - payment.refunded_cents)
    if record_dispute(payment=payment, cents=disputed, at=at):
        _list(Kind.DISPUTE, payment, truth, at, cents=disputed)
    if truth.refunded_cents > payment.refunded_cents:
        over = truth.refunded_cents - payment.refunded_cents
        _list(Kind.REFUND, payment, truth, at, cents=over)


def _list(
    kind: PaymentIssue.Kind,
    payment: Payment,
    truth: Truth,
    at: datetime,
    *,
    cents: int | None = None,
) -> None:
    list_issue(
        kind=kind,
        provider=payment.method,
        reference=truth.reference or payment.provider_reference or "",
        payment=payment,
        cents=truth.amount_cents if cents is None else cents,
        facts={
            "state": truth.state.value,
            "asked": [payment.amount_cents, payment.currency, payment.is_live, payment.account],
            "found": [truth.amount_cents, truth.currency, truth.is_live, truth.account],
            "application": truth.application,
            "attempt": truth.attempt,
        },
        at=at,
    )

"""Notices of providers: stored as they came before anything else, and acted on by the worker afterwards."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from portal.payments.contract import Attempt, Notice, ProviderError, Truth, UnknownToProviderError
from portal.payments.fulfilling import MONEY, fulfil
from portal.payments.issues import list_issue
from portal.payments.methods import ask, get_method
from portal.records.ledger.paying import Payment, PaymentIssue, ProviderEvent
from portal.records.ledger.states import PaymentStatus

__all__ = [
    "adopt_reference",
    "find_named",
    "handle_notices",
    "list_stranger",
    "store_notice",
]

logger = logging.getLogger(__name__)
AT_ONCE = 50
LEASE = timedelta(minutes=2)
MOST_TRIES = 12
LONGEST_PAUSE = timedelta(hours=6)
"""With pauses that double up to this, a notice is tried for more than a day."""


def store_notice(*, notice: Notice, body: str, at: datetime) -> None:
    """Keep a notice, once; 1 SQL. What is not about money needs nothing done."""
    event = ProviderEvent(
        provider=notice.method,
        event_id=notice.event_id,
        kind=notice.kind[:100],
        body=body,
        is_live=notice.is_live,
        attempt=notice.attempt,
        reference=notice.reference,
        received_at=at,
        due_at=at,
        handled_at=None if notice.is_about_money else at,
        outcome="" if notice.is_about_money else "not about money",
    )
    ProviderEvent.objects.bulk_create([event], ignore_conflicts=True)


def handle_notices(*, at: datetime) -> int:
    """Act on the notices that wait, in the order in which they came; return how many were settled.

    Any number of workers may do so at once. One that cannot be acted on is tried again later, and listed in the end.
    """
    waiting = ProviderEvent.objects.filter(handled_at=None, due_at__lte=at).order_by("id")
    handled = 0
    for event in waiting[:AT_ONCE]:
        mine = ProviderEvent.objects.filter(pk=event.pk, handled_at=None, due_at=event.due_at)
        if mine.update(due_at=at + LEASE, tries=F("tries") + 1):
            event.tries += 1
            handled += _handle(event, at)
    return handled


def _handle(event: ProviderEvent, at: datetime) -> bool:
    try:
        outcome = _act(event, at)
    except Exception as error:
        if not isinstance(error, ProviderError):
            logger.exception("notice %s of %s cannot be acted on", event.event_id, event.provider)
        if event.tries < MOST_TRIES:
            pause = min(timedelta(seconds=15 * 2**event.tries), LONGEST_PAUSE)
            ProviderEvent.objects.filter(pk=event.pk).update(due_at=at + pause)
            return False
        outcome = "given up"
        list_issue(
            kind=PaymentIssue.Kind.UNREADABLE,
            provider=event.provider,
            reference=event.reference or event.event_id,
            facts={"notice": event.kind, "attempt": event.attempt},
            at=at,
        )
    ProviderEvent.objects.filter(pk=event.pk).update(handled_at=at, outcome=outcome)
    return True


def _act(event: ProviderEvent, at: datetime) -> str:
    payment = _find_payment(event)
    if payment is not None and payment.provider_reference is not None:
        return fulfil(payment_id=payment.pk, at=at).outcome.value
    truth = _ask_about(event)
    if truth is None:
        return "not ours"
    named = payment or find_named(event.provider, truth.attempt)
    if named is None:
        return list_stranger(event.provider, truth, at)
    adopt_reference(named, truth)
    return fulfil(payment_id=named.pk, at=at).outcome.value


def adopt_reference(payment: Payment, truth: Truth) -> None:
    """Note the reference of an attempt whose start was never answered; what it says is compared as always."""
    started = Payment.objects.filter(pk=payment.pk, provider_reference=None)
    if truth.attempt == str(payment.public_id):
        started.filter(status=PaymentStatus.STARTED).update(
            provider_reference=truth.reference, status=PaymentStatus.OPEN
        )


def _find_payment(event: ProviderEvent) -> Payment | None:
    if event.attempt:
        return find_named(event.provider, event.attempt)
    own = Payment.objects.filter(method=event.provider, provider_reference=event.reference)
    return own.first() if event.reference else None


def find_named(method: str, attempt: str) -> Payment | None:
    """Return the attempt of ours that a provider names; None where there is none."""
    try:
        return Payment.objects.filter(method=method, public_id=UUID(attempt)).first()
    except ValueError:
        return None


def _ask_about(event: ProviderEvent) -> Truth | None:
    """Return what the provider has of a reference; None where nobody can say, or it knows nothing of it."""
    method = get_method(event.provider)
    if method is None or not event.reference:
        return None
    asked = Attempt(
        attempt=event.attempt,
        application="",
        reference=event.reference,
        amount_cents=0,
        currency="",
        idempotency_key="",
    )
    try:
        return ask(method, Truth, method.fetch, asked)
    except UnknownToProviderError:
        return None


def list_stranger(provider: str, truth: Truth, at: datetime) -> str:
    """List money that belongs to no attempt of ours, and say whether it was listed."""
    if truth.state not in MONEY:
        return "not ours"
    list_issue(
        kind=PaymentIssue.Kind.UNKNOWN,
        provider=provider,
        reference=truth.reference,
        cents=truth.amount_cents,
        facts={"attempt": truth.attempt, "application": truth.application},
        at=at,
    )
    return "exception"

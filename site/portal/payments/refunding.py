"""Refunds: one person asks, another approves, then the provider is told or a voucher sent; neither is the payer.

The money is set aside in the payment as it is approved, and a request counts as long as it waits, so that no number of
them gives back, nor asks for, more than was received.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from portal.payments.contract import ProviderError, ProviderRefusedError, RefundMade
from portal.payments.describing import is_by_voucher
from portal.payments.fulfilling import as_attempt
from portal.payments.methods import ask, get_method
from portal.payments.own import OwnPaymentError, check_not_own
from portal.records.applications.models import TimelineEvent
from portal.records.audit.operations import record_event
from portal.records.ledger.entries import Refund
from portal.records.ledger.paying import Payment
from portal.records.ledger.settling import record_refund
from portal.records.ledger.states import REFUND_MAY_FOLLOW, PaymentStatus, RefundStatus

__all__ = [
    "APPROVE",
    "REQUEST",
    "RefundNotAllowedError",
    "RefundRefusedError",
    "askable_cents",
    "decide_refund",
    "end_refund",
    "finish_refunds",
    "request_refund",
    "requested_cents",
    "returnable_cents",
]

REQUEST, APPROVE = "records.request_refund", "records.approve_refund"
User = get_user_model()


class RefundNotAllowedError(Exception):
    """The person may not do this: no permission, the payer, or the one who asked for it."""


class RefundRefusedError(Exception):
    """There is not so much to give back, or it was decided before."""


def returnable_cents(payment: Payment) -> int:
    """Return what of a payment can be given back still; nothing of one that the bank took back."""
    gone = payment.refunded_cents + payment.disputed_cents + payment.reversed_cents
    return payment.captured_cents - gone


def requested_cents(payment: Payment) -> int:
    """Return what was asked for and waits for a second person."""
    waiting = Refund.objects.filter(payment=payment, status=RefundStatus.REQUESTED)
    return waiting.aggregate(sum=Sum("cents"))["sum"] or 0


def askable_cents(payment: Payment) -> int:
    """Return what can be asked for still, beside what waits for a second person."""
    return max(returnable_cents(payment) - requested_cents(payment), 0)


@transaction.atomic
def request_refund(*, payment_id: int, cents: int, reason: str, by_id: int, at: datetime) -> Refund:
    """Ask for so much of a payment to be given back, within what others have asked for and was given back.

    Raises RefundNotAllowedError or RefundRefusedError.
    """
    payment = _lock(payment_id)
    _check_may(by_id, REQUEST, payment)
    left = askable_cents(payment)
    if payment.status != PaymentStatus.PAID or not 0 < cents <= left:
        raise RefundRefusedError(f"{cents} of {left} cents")
    if not reason.strip():
        raise RefundRefusedError("without a reason")
    refund = Refund.objects.create(
        payment=payment,
        cents=cents,
        reason=reason.strip()[:300],
        idempotency_key=secrets.token_hex(24),
        requested_by_id=by_id,
        requested_at=at,
    )
    _note("refund.requested", refund, by_id, at)
    return refund


def decide_refund(*, refund_id: int, approve: bool, by_id: int, at: datetime) -> Refund:
    """Approve a refund that somebody else asked for, and tell the provider; or refuse it.

    Where the provider cannot be reached it stays approved, and reconciling finishes it; one that leaves by voucher
    waits for ``vouchers.send_voucher``. Raises RefundNotAllowedError, RefundRefusedError.
    """
    with transaction.atomic():
        refund = _decide(refund_id, by_id, at, approve=approve)
    if approve:
        _carry_out(refund.pk, at)
        refund.refresh_from_db()
    return refund


def finish_refunds(*, at: datetime) -> int:
    """Tell providers of approved refunds that they could not be told of; return how many are done, vouchers aside."""
    waiting = Refund.objects.filter(status=RefundStatus.APPROVED).order_by("pk")
    return sum(_carry_out(key, at) for key in list(waiting.values_list("pk", flat=True)))


def _decide(refund_id: int, by_id: int, at: datetime, *, approve: bool) -> Refund:
    payment = _lock(Refund.objects.values_list("payment_id", flat=True).get(pk=refund_id))
    refund = Refund.objects.select_for_update().get(pk=refund_id)
    _check_may(by_id, APPROVE, payment)
    if by_id == refund.requested_by_id:
        raise RefundNotAllowedError("somebody else has to decide")
    status = RefundStatus.APPROVED if approve else RefundStatus.REFUSED
    _move(refund, status)
    if approve:
        if refund.cents > returnable_cents(payment):
            raise RefundRefusedError(f"{refund.cents} of {returnable_cents(payment)} cents")
        payment.refunded_cents += refund.cents
        payment.save(update_fields=["refunded_cents"])
    refund.decided_by_id, refund.decided_at = by_id, at
    refund.save(update_fields=["status", "decided_by", "decided_at"])
    _note(f"refund.{status.value}", refund, by_id, at)
    return refund


def _carry_out(refund_id: int, at: datetime) -> bool:
    """Tell the provider, outside any transaction, and record what it said; tell whether it is done."""
    refund = Refund.objects.select_related("payment__application").get(pk=refund_id)
    method = get_method(refund.payment.method)
    if method is None or is_by_voucher(method):
        return False
    attempt, key = as_attempt(refund.payment), refund.idempotency_key
    try:
        made = ask(
            method, RefundMade, method.refund, attempt, cents=refund.cents, idempotency_key=key
        )
    except ProviderRefusedError:
        return end_refund(refund_id, None, at=at)
    except ProviderError:
        return False
    return end_refund(refund_id, made.reference, posted_on=localdate(at), at=at)


@transaction.atomic
def end_refund(
    refund_id: int, reference: str | None, *, posted_on: date | None = None, at: datetime
) -> bool:
    """Record that the money left on a day, under a reference, or without one that it never will; tell whether it did.

    One that has ended stays as it is.
    """
    status = RefundStatus.DONE if reference else RefundStatus.FAILED
    payment = _lock(Refund.objects.values_list("payment_id", flat=True).get(pk=refund_id))
    refund = Refund.objects.select_for_update().get(pk=refund_id)
    if status not in REFUND_MAY_FOLLOW[RefundStatus(refund.status)]:
        return False
    _move(refund, status)
    refund.provider_reference = reference
    if status is RefundStatus.DONE:
        refund.done_at, refund.posted_on = at, posted_on
    refund.save(update_fields=["status", "provider_reference", "done_at", "posted_on"])
    if status is RefundStatus.DONE:
        record_refund(payment=payment, refund=refund, at=at)
        TimelineEvent.objects.create(
            application=payment.application,
            kind=TimelineEvent.Kind.PAYMENT_REFUNDED,
            actor_id=refund.decided_by_id,
            happened_at=at,
        )
    else:
        payment.refunded_cents -= refund.cents
        payment.save(update_fields=["refunded_cents"])
        _note("refund.failed", refund, None, at)
    return status is RefundStatus.DONE


def _lock(payment_id: int) -> Payment:
    rows = Payment.objects.select_related("application__person")
    return rows.select_for_update(of=("self", "application")).get(pk=payment_id)


def _check_may(by_id: int, permission: str, payment: Payment) -> None:
    user: Any = User.objects.get(pk=by_id)
    if not user.has_perm(permission):
        raise RefundNotAllowedError(permission)
    try:
        check_not_own(payment.application, by_id)
    except OwnPaymentError as error:
        raise RefundNotAllowedError("it is their own") from error


def _move(refund: Refund, status: RefundStatus) -> None:
    if status not in REFUND_MAY_FOLLOW[RefundStatus(refund.status)]:
        raise RefundRefusedError(f"it is {refund.status} already")
    refund.status = status


def _note(action: str, refund: Refund, by_id: int | None, at: datetime) -> None:
    record_event(
        action=action,
        record_type="refund",
        record_id=str(refund.pk),
        state={"payment": refund.payment_id, "cents": refund.cents, "reason": refund.reason},
        actor_id=by_id,
        at=at,
    )

"""Refunds that leave by voucher: which wait to be sent, and that one was sent, with its number and its day.

They were asked for and approved by two people before (``refunding``); the money is set aside until they are sent.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from portal.payments.describing import is_by_voucher
from portal.payments.methods import known_methods
from portal.payments.refunding import RefundNotAllowedError, RefundRefusedError, end_refund
from portal.records.audit.operations import record_event
from portal.records.ledger.entries import Refund
from portal.records.ledger.states import RefundStatus

__all__ = [
    "SEND",
    "VoucherDayError",
    "VoucherNumberError",
    "VoucherTakenError",
    "list_sent",
    "list_waiting",
    "send_voucher",
]

SEND = "records.send_voucher"
NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{2,38}")


class VoucherNumberError(ValueError):
    """This is no number of a voucher."""


class VoucherTakenError(ValueError):
    """A voucher of this number left for another refund."""


class VoucherDayError(ValueError):
    """It cannot have left before it was approved, nor after today."""


def list_waiting() -> QuerySet[Refund]:
    """Return the approved refunds that wait for their voucher, oldest first."""
    return _list_by_voucher().filter(status=RefundStatus.APPROVED).order_by("id")


def list_sent() -> QuerySet[Refund]:
    """Return the refunds whose voucher left, the latest first."""
    return _list_by_voucher().filter(status=RefundStatus.DONE).order_by("-id")


@transaction.atomic
def send_voucher(
    *, refund_id: int, number: str, posted_on: date, by_id: int, at: datetime
) -> Refund:
    """Record that the voucher of an approved refund left on a day; what it gives back is in the ledger then.

    Raises Refund.DoesNotExist, RefundNotAllowedError for the payer, RefundRefusedError where it does not wait,
    VoucherNumberError, VoucherTakenError or VoucherDayError.
    """
    number = number.strip().upper()
    refund = _list_by_voucher().select_for_update(of=("self",)).get(pk=refund_id)
    _check_may(refund, by_id)
    if refund.status != RefundStatus.APPROVED:
        raise RefundRefusedError(f"it is {refund.status}")
    if not NUMBER.fullmatch(number):
        raise VoucherNumberError(number)
    assert refund.decided_at is not None
    if not localdate(refund.decided_at) <= posted_on <= localdate(at):
        raise VoucherDayError(posted_on)
    try:
        with transaction.atomic():
            end_refund(refund.pk, number, posted_on=posted_on, at=at)
    except IntegrityError as error:
        raise VoucherTakenError(number) from error
    record_event(
        action="refund.voucher_sent",
        record_type="refund",
        record_id=str(refund.pk),
        state={"number": number, "posted_on": posted_on.isoformat(), "cents": refund.cents},
        actor_id=by_id,
        at=at,
    )
    refund.refresh_from_db()
    return refund


def _list_by_voucher() -> QuerySet[Refund]:
    keys = [method.key for method in known_methods() if is_by_voucher(method)]
    rows = Refund.objects.filter(payment__method__in=keys)
    return rows.select_related("payment__application__person", "payment__receipt", "decided_by")


def _check_may(refund: Refund, by_id: int) -> None:
    user = get_user_model()._default_manager.get(pk=by_id)
    if not user.has_perm(SEND):
        raise RefundNotAllowedError(SEND)
    if refund.payment.application.account_id == by_id:
        raise RefundNotAllowedError("it is their own")

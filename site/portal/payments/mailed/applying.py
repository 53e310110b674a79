"""Matches a mailed item to an application: its money becomes a payment there, with a receipt.

It is settled by ``fulfil`` as any other payment is; the provider that is asked is the record of the item.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from portal.payments.contract import ProviderError
from portal.payments.fulfilling import Outcome, fulfil
from portal.payments.mailed.batches import close_batch
from portal.payments.mailed.judging import Waits, why_it_waits
from portal.payments.own import OwnPaymentError, check_not_own
from portal.records.applications.models import Application
from portal.records.audit.operations import record_event
from portal.records.fees.mailing import InstrumentTerms
from portal.records.ledger.entries import Receipt
from portal.records.ledger.mailed import MailedItem
from portal.records.ledger.paying import Payment
from portal.records.ledger.queries import due_cents
from portal.records.ledger.remittances import BY_MAIL, REMITTANCES
from portal.records.ledger.settling import end_attempt
from portal.records.ledger.states import (
    MAILED_MAY_FOLLOW,
    UNDER_WAY,
    MailedStatus,
    PaymentStatus,
)

__all__ = [
    "Applied",
    "ItemMovedOnError",
    "NotAcceptedError",
    "NotReceivableError",
    "apply_item",
    "finish_batch",
    "judge_item",
    "lock_item",
]

logger = logging.getLogger(__name__)
OTHER_AMOUNT = "other_amount"
"""Why an expected remittance ended: mail came for its application, of another amount."""


class ItemMovedOnError(Exception):
    """The item is not where the act would begin; somebody else was faster."""


class NotAcceptedError(Exception):
    """This kind of instrument is not accepted; it is sent back."""


class NotReceivableError(Exception):
    """Payments by mail cannot be recorded now: their plugin is missing or fails."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What an item came to: its receipt, and what is due still."""

    receipt: Receipt
    owed_cents: int


@transaction.atomic
def apply_item(*, item_id: int, application_id: int, by_id: int, at: datetime) -> Applied:
    """Let the money of an item pay for an application.

    Less than is due leaves the rest due, more is listed as surplus. Raises ItemMovedOnError, NotAcceptedError,
    OwnPaymentError, Application.DoesNotExist or NotReceivableError.
    """
    item = lock_item(item_id, MailedStatus.APPLIED)
    if not _is_accepted(item):
        raise NotAcceptedError(item_id)
    sent = Application.objects.select_related("person").select_for_update(of=("self",))
    application = sent.get(pk=application_id, submitted_at__isnull=False)
    check_not_own(application, by_id)
    payment = _find_expected(item, application, at) or _make_payment(item, application, by_id, at)
    item.status, item.application, item.payment = MailedStatus.APPLIED, application, payment
    item.settled_by_id, item.settled_at = by_id, at
    item.save(update_fields=["status", "application", "payment", "settled_by", "settled_at"])
    record_event(
        action="maileditem.applied",
        record_type="application",
        record_id=str(application.pk),
        state={"item": item.pk, "payment": payment.pk, "cents": item.cents},
        actor_id=by_id,
        at=at,
    )
    try:
        fulfilled = fulfil(payment_id=payment.pk, at=at)
    except ProviderError as error:
        raise NotReceivableError(item_id) from error
    if fulfilled.outcome is not Outcome.FULFILLED:
        raise NotReceivableError(item_id)
    return Applied(Receipt.objects.get(payment=payment), due_cents(application.pk))


def finish_batch(*, batch_id: int, by_id: int, at: datetime) -> tuple[int, int]:
    """Close a batch and let pay what needs nobody's judgment; return how many paid and how many wait.

    Raises as ``close_batch`` does. Each item is a transaction of its own: one that fails waits with the others.
    """
    batch = close_batch(batch_id=batch_id, by_id=by_id, at=at)
    items = list(batch.items.filter(status=MailedStatus.WAITING))
    paid = 0
    for item in items:
        if item.application_id is None or judge_item(item) is not Waits.FOR_NOTHING:
            continue
        try:
            apply_item(item_id=item.pk, application_id=item.application_id, by_id=by_id, at=at)
        except OwnPaymentError:
            continue
        except (ItemMovedOnError, NotAcceptedError, NotReceivableError):
            logger.exception("mailed item %s waits to be matched by hand", item.pk)
        else:
            paid += 1
    return paid, len(items) - paid


def judge_item(item: MailedItem) -> Waits:
    """Return why somebody has to look at an item, FOR_NOTHING where its money is what is due; at most 2 SQL."""
    due = None if item.application_id is None else due_cents(item.application_id)
    return why_it_waits(is_accepted=_is_accepted(item), cents=item.cents, due_cents=due)


def lock_item(item_id: int, status: MailedStatus) -> MailedItem:
    """Return an item, held until the transaction ends; raise ItemMovedOnError where it cannot come to a status."""
    item = MailedItem.objects.select_for_update().get(pk=item_id)
    if status not in MAILED_MAY_FOLLOW[MailedStatus(item.status)]:
        raise ItemMovedOnError(item_id)
    return item


def _is_accepted(item: MailedItem) -> bool:
    rows = InstrumentTerms.objects.in_force(item.received_on)
    return bool(rows.filter(instrument=item.instrument_id, is_accepted=True).exists())


def _find_expected(item: MailedItem, application: Application, at: datetime) -> Payment | None:
    """Return the expected remittance that an item is, None where it is none; another amount ends the expectation."""
    expected = Payment.objects.select_for_update().filter(application=application, method=BY_MAIL)
    named = (
        expected.filter(provider_reference=item.reference) if item.reference else expected.none()
    )
    payment = named.exclude(status__in=[PaymentStatus.PAID, PaymentStatus.REVERSED]).first()
    under_way = expected.filter(status__in=sorted(UNDER_WAY)).first()
    found = next(
        (each for each in (payment, under_way) if each and each.amount_cents == item.cents), None
    )
    if under_way and under_way != found:
        end_attempt(payment=under_way, status=PaymentStatus.CANCELED, detail=OTHER_AMOUNT, at=at)
    return found


def _make_payment(item: MailedItem, application: Application, by_id: int, at: datetime) -> Payment:
    """Return a payment of what the item is over; it is not under way, since a card may be, and paid in a moment."""
    number = Payment.objects.filter(application=application).count() + 1
    return Payment.objects.create(
        application=application,
        number=number,
        method=BY_MAIL,
        status=PaymentStatus.EXPIRED,
        account="",
        is_live=True,
        amount_cents=item.cents,
        idempotency_key=secrets.token_hex(24),
        provider_reference=REMITTANCES.new(),
        begun_by_id=by_id,
        started_at=at,
    )

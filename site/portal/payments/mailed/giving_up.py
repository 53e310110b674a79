"""What does not become money: an item is sent back, or the bank does not pay it and what it had paid is due again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal.lifecycle.assignment import store_derived
from portal.payments.issues import list_issue
from portal.payments.mailed.applying import lock_item
from portal.payments.mailed.telling import tell_bounced, tell_returned
from portal.payments.own import check_not_own
from portal.records.applications.models import Application, TimelineEvent
from portal.records.audit.operations import record_event
from portal.records.ledger.mailed import MailedItem
from portal.records.ledger.paying import Payment, PaymentIssue
from portal.records.ledger.queries import due_cents
from portal.records.ledger.reversing import reverse_payment
from portal.records.ledger.states import MailedStatus

__all__ = ["bounce_item", "return_item"]


@transaction.atomic
def return_item(*, item_id: int, reason: str, by_id: int, at: datetime) -> MailedItem:
    """Record that an item is sent back, and tell the applicant where it is known whose it is.

    Raises ItemMovedOnError, OwnPaymentError, or ValueError without a reason.
    """
    item = _give_up(item_id, MailedStatus.RETURNED, reason, by_id, at)
    if item.application is not None:
        tell_returned(item, at)
    return item


@transaction.atomic
def bounce_item(*, item_id: int, reason: str, by_id: int, at: datetime) -> MailedItem:
    """Record that the bank did not pay an item: its payment is undone, its amount due again, the applicant told.

    Raises ItemMovedOnError, OwnPaymentError, ValueError without a reason, or PaymentMovedOnError where money was given
    back already.
    A decided application stays decided; it is listed for somebody to look at.
    """
    item = _give_up(item_id, MailedStatus.BOUNCED, reason, by_id, at)
    rows = Payment.objects.select_related("application__person__account")
    assert item.payment_id is not None
    payment = rows.select_for_update(of=("self", "application")).get(pk=item.payment_id)
    application = payment.application
    reverse_payment(payment=payment, reason=item.reason, actor_id=by_id, at=at)
    TimelineEvent.objects.create(
        application=application, kind=TimelineEvent.Kind.PAYMENT_BOUNCED, happened_at=at
    )
    if application.stage == Application.Stage.CLOSED:
        list_issue(
            kind=PaymentIssue.Kind.BOUNCED,
            provider=payment.method,
            reference=payment.provider_reference or "",
            payment=payment,
            cents=payment.reversed_cents,
            facts={"reason": item.reason},
            at=at,
        )
    else:
        store_derived(application, None, owes_payment=due_cents(application.pk) > 0)
    tell_bounced(item, at)
    return item


def _give_up(
    item_id: int, status: MailedStatus, reason: str, by_id: int, at: datetime
) -> MailedItem:
    reason = reason.strip()
    if not reason:
        raise ValueError("the reason is missing")
    item = lock_item(item_id, status)
    if item.application is not None:
        check_not_own(item.application, by_id)
    item.status, item.reason = status, reason[:300]
    item.settled_by_id, item.settled_at = by_id, at
    item.save(update_fields=["status", "reason", "settled_by", "settled_at"])
    record_event(
        action=f"maileditem.{status.value}",
        record_type="mailbatch",
        record_id=str(item.batch_id),
        state={"item": item.pk, "cents": item.cents, "reason": item.reason},
        actor_id=by_id,
        at=at,
    )
    return item

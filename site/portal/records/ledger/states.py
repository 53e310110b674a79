"""States of attempts to pay and of refunds, and which may follow which. Pure: what happened is said by a provider.

Its last word counts: money may still come after an attempt was given up, so those states lead to paid too.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = [
    "MAILED_MAY_FOLLOW",
    "MAY_FOLLOW",
    "REFUND_MAY_FOLLOW",
    "UNDER_WAY",
    "MailedStatus",
    "PaymentStatus",
    "RefundStatus",
]


class PaymentStatus(models.TextChoices):
    """How far an attempt to pay is."""

    STARTED = "started", _("being started")
    OPEN = "open", _("waiting for the payer")
    PAID = "paid", _("paid")
    DECLINED = "declined", _("declined")
    RELEASED = "released", _("given back: this card is not accepted")
    CANCELED = "canceled", _("canceled")
    EXPIRED = "expired", _("timed out")
    FAILED = "failed", _("could not be started")
    REVERSED = "reversed", _("taken back by the bank")


class RefundStatus(models.TextChoices):
    """How far a refund is."""

    REQUESTED = "requested", _("waits for a second person")
    APPROVED = "approved", _("approved, not sent yet")
    DONE = "done", _("given back")
    REFUSED = "refused", _("refused by the second person")
    FAILED = "failed", _("refused by the provider")


class MailedStatus(models.TextChoices):
    """How far a check or money order that came by mail is."""

    ENTERED = "entered", _("entered, its batch is open")
    WAITING = "waiting", _("waits to be matched")
    APPLIED = "applied", _("paid")
    RETURNED = "returned", _("sent back")
    BOUNCED = "bounced", _("not paid by the bank")


UNDER_WAY = frozenset({PaymentStatus.STARTED, PaymentStatus.OPEN})
_ENDED = frozenset(set(PaymentStatus) - UNDER_WAY - {PaymentStatus.PAID, PaymentStatus.REVERSED})
MAY_FOLLOW: Mapping[PaymentStatus, frozenset[PaymentStatus]] = {
    PaymentStatus.STARTED: frozenset({PaymentStatus.OPEN, PaymentStatus.PAID, *_ENDED}),
    PaymentStatus.OPEN: frozenset({PaymentStatus.PAID, *_ENDED}),
    PaymentStatus.PAID: frozenset({PaymentStatus.REVERSED}),
    PaymentStatus.REVERSED: frozenset(),
    **{status: frozenset({PaymentStatus.PAID}) for status in _ENDED},
}
REFUND_MAY_FOLLOW: Mapping[RefundStatus, frozenset[RefundStatus]] = {
    RefundStatus.REQUESTED: frozenset({RefundStatus.APPROVED, RefundStatus.REFUSED}),
    RefundStatus.APPROVED: frozenset({RefundStatus.DONE, RefundStatus.FAILED}),
    RefundStatus.DONE: frozenset(),
    RefundStatus.REFUSED: frozenset(),
    RefundStatus.FAILED: frozenset(),
}
MAILED_MAY_FOLLOW: Mapping[MailedStatus, frozenset[MailedStatus]] = {
    MailedStatus.ENTERED: frozenset({MailedStatus.WAITING}),
    MailedStatus.WAITING: frozenset({MailedStatus.APPLIED, MailedStatus.RETURNED}),
    MailedStatus.APPLIED: frozenset({MailedStatus.BOUNCED}),
    MailedStatus.RETURNED: frozenset(),
    MailedStatus.BOUNCED: frozenset(),
}

"""The ledger itself: entries from one account to another, receipts, surplus and refunds; whole cents, written once.

An entry names both accounts and one amount, so that debits and credits are equal by their shape.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.records.append_only import AppendOnlyModel
from portal.records.applications.models import Application
from portal.records.ledger.paying import Payment
from portal.records.ledger.states import RefundStatus

__all__ = ["Account", "LedgerEntry", "Receipt", "Refund", "Surplus"]


class Account(models.TextChoices):
    """Where money stands: what applicants owe, what was charged, what providers hold for us, and what is not ours."""

    RECEIVABLE = "receivable", _("owed by applicants")
    REVENUE = "revenue", _("charged")
    CASH = "cash", _("received")
    SURPLUS = "surplus", _("paid too much")
    REFUNDED = "refunded", _("given back")
    DISPUTED = "disputed", _("disputed")


class Refund(models.Model):
    """Money of a payment to be given back: one person asks for it, another approves it; then the provider is told.

    ``posted_on`` is the day on which the money left: that of the provider's answer, or of the voucher's postmark.
    """

    Status = RefundStatus

    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, related_name="refunds", verbose_name=_("payment")
    )
    cents = models.PositiveIntegerField(_("amount in cents"))
    reason = models.CharField(_("reason"), max_length=300)
    status = models.CharField(
        _("status"), max_length=10, choices=RefundStatus.choices, default=RefundStatus.REQUESTED
    )
    idempotency_key = models.CharField(max_length=64, unique=True)
    provider_reference = models.CharField(
        _("provider's reference"), max_length=255, null=True, blank=True, unique=True
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("requested by"),
    )
    requested_at = models.DateTimeField(_("requested"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    done_at = models.DateTimeField(_("given back"), null=True, blank=True)
    posted_on = models.DateField(_("left on"), null=True, blank=True)

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        permissions = [("send_voucher", "Can record that a refund left by voucher")]
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="refund_of_something"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("requested_by")),
                name="refund_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(status="requested", decided_by=None, decided_at=None)
                | (~Q(status="requested") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="refund_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="done",
                    done_at__isnull=False,
                    posted_on__isnull=False,
                    provider_reference__isnull=False,
                )
                | (~Q(status="done") & Q(done_at=None, posted_on=None)),
                name="refund_done_has_a_day_and_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.cents} {self.status}"


class LedgerEntry(AppendOnlyModel):
    """An amount that went from one account (``credit``) to another (``debit``)."""

    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        related_name="ledger",
        verbose_name=_("application"),
    )
    debit = models.CharField(_("debit"), max_length=10, choices=Account.choices)
    credit = models.CharField(_("credit"), max_length=10, choices=Account.choices)
    cents = models.PositiveIntegerField(_("amount in cents"))
    payment = models.ForeignKey(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    refund = models.ForeignKey(
        Refund, null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    posted_at = models.DateTimeField(_("posted"))

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["id"]
        indexes = [models.Index(fields=["posted_at", "id"], name="ledgerentry_posted")]
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="ledgerentry_of_something"),
            models.CheckConstraint(
                condition=~Q(debit=F("credit")), name="ledgerentry_between_two_accounts"
            ),
            models.CheckConstraint(
                condition=Q(debit="receivable", credit="revenue") | Q(payment__isnull=False),
                name="ledgerentry_moves_a_payment",
            ),
            models.UniqueConstraint(
                fields=["payment", "debit", "credit"],
                condition=Q(debit="cash", credit__in=["receivable", "surplus"]),
                name="ledgerentry_received_once",
            ),
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(debit="receivable", credit="cash"),
                name="ledgerentry_reversed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debit} {self.credit} {self.cents}"


class Receipt(AppendOnlyModel):
    """That money was received; its number is what the payer quotes."""

    payment = models.OneToOneField(
        Payment, on_delete=models.PROTECT, related_name="receipt", verbose_name=_("payment")
    )
    number = models.CharField(_("number"), max_length=12, unique=True)
    cents = models.PositiveIntegerField(_("amount in cents"))
    issued_at = models.DateTimeField(_("issued"))

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="receipt_of_something")
        ]

    def __str__(self) -> str:
        return self.number


class Surplus(models.Model):
    """What of a payment was more than was due: listed until it was given back."""

    payment = models.OneToOneField(
        Payment, on_delete=models.PROTECT, related_name="surplus", verbose_name=_("payment")
    )
    cents = models.PositiveIntegerField(_("amount in cents"))
    returned_cents = models.PositiveIntegerField(_("given back in cents"), default=0)
    found_at = models.DateTimeField(_("found"))

    class Meta:
        verbose_name = _("surplus")
        verbose_name_plural = _("surplus")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cents__gt=0) & Q(returned_cents__lte=F("cents")),
                name="surplus_returned_within",
            )
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.cents}"

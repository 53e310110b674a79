"""SettlementFile, a provider's report of what it paid out, and its lines: staged until somebody has them recorded.

They hold numbers and names of money, nothing about anybody. What differs from the ledger is found in portal.payments.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.records.ledger.paying import Payment

__all__ = ["SettlementFile", "SettlementLine"]


class SettlementFile(models.Model):
    """A report as it was handed in; ``errors`` are lines that cannot be recorded: number, errors, texts as given.

    ``counts`` is what remains of a file that was put aside.
    """

    class State(models.TextChoices):
        STAGED = "staged", _("checked, not recorded yet")
        RECORDED = "recorded", _("recorded")
        DISCARDED = "discarded", _("put aside")

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    provider = models.CharField(_("method"), max_length=80)
    name = models.CharField(_("name of the file"), max_length=100)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.STAGED)
    counts = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"))
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("settlement report")
        verbose_name_plural = _("settlement reports")
        permissions = [("import_settlements", "Can import what providers say they paid out")]
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="staged", settled_by=None, settled_at=None)
                | (~Q(state="staged") & Q(settled_by__isnull=False, settled_at__isnull=False)),
                name="settlementfile_settled_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SettlementLine(models.Model):
    """A movement on the bureau's account with a provider, in whole cents, below zero where money left.

    ``transaction`` is the provider's name for the movement, ``handle`` and ``charge`` for the money, ``payout`` for the
    transfer to the bank; ``attempt`` is our payment as the provider was told of it.
    """

    class Kind(models.TextChoices):
        CHARGE = "charge", _("payment")
        REFUND = "refund", _("refund")
        DISPUTE = "dispute", _("dispute")
        PAYOUT = "payout", _("payout to the bank")
        FEE = "fee", _("fee of the provider")
        OTHER = "other", _("something else")

    file = models.ForeignKey(SettlementFile, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(_("line"))
    provider = models.CharField(_("method"), max_length=80)
    transaction = models.CharField(_("transaction"), max_length=255)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    occurred_on = models.DateField(_("day"))
    gross_cents = models.BigIntegerField(_("gross in cents"))
    fee_cents = models.BigIntegerField(_("fee in cents"))
    net_cents = models.BigIntegerField(_("net in cents"))
    payout = models.CharField(_("payout"), max_length=255, blank=True)
    charge = models.CharField(_("charge"), max_length=255, blank=True)
    handle = models.CharField(max_length=255, blank=True)
    attempt = models.CharField(max_length=36, blank=True)
    payment = models.ForeignKey(
        Payment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="settlement_lines",
        verbose_name=_("payment"),
    )
    is_recorded = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("line of a settlement report")
        verbose_name_plural = _("lines of settlement reports")
        ordering = ["file", "number"]
        indexes = [
            models.Index(fields=["provider", "occurred_on"], name="settlementline_by_day"),
            models.Index(fields=["provider", "payout"], name="settlementline_by_payout"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="settlementline_once_a_line"),
            models.UniqueConstraint(
                fields=["provider", "transaction"],
                condition=Q(is_recorded=True),
                name="settlementline_recorded_once",
            ),
            models.CheckConstraint(
                condition=Q(net_cents=F("gross_cents") - F("fee_cents")),
                name="settlementline_net_is_gross_less_fee",
            ),
            models.CheckConstraint(condition=~Q(transaction=""), name="settlementline_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.transaction} {self.net_cents}"

"""Which day of a payment counts, as dated rows. Applying it is for ``portal.payments``."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.records.dated.models import DatedRow

__all__ = ["PAID_ON", "PaymentDay", "PaymentRule", "PaymentRuleTerms", "find_paid_on"]

PAID_ON = "paid_on"
"""The key of the rule that says on which day a payment counts as made."""


class PaymentDay(models.TextChoices):
    """A day in the way of a payment, from its payer to the ledger."""

    POSTED = "posted", _("the day it was posted")
    RECEIVED = "received", _("the day it arrived")
    RECORDED = "recorded", _("the day it was recorded")


class PaymentRule(models.Model):
    """Something about payments that a law or the bureau decides, known by its key."""

    key = models.CharField(_("key"), max_length=60, unique=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class PaymentRuleTerms(DatedRow):
    """Which day of a payment counts over a period."""

    payment_rule = models.ForeignKey(
        PaymentRule, on_delete=models.PROTECT, related_name="terms", verbose_name=_("payment rule")
    )
    title = models.CharField(_("title"), max_length=200)
    counts = models.CharField(_("the day that counts"), max_length=10, choices=PaymentDay.choices)

    class Meta(DatedRow.Meta):
        verbose_name = _("payment rule")
        verbose_name_plural = _("payment rules")
        ordering = ["title"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["payment_rule", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="paymentruleterms_one_known_row",
            ),
        ]

    def __str__(self) -> str:
        return self.title


def find_paid_on(*, on: date) -> PaymentDay | None:
    """Return which day of a payment counts by the confirmed row of a day, None where there is none; 1 SQL."""
    rows = PaymentRuleTerms.objects.in_force(on).filter(payment_rule__key=PAID_ON, is_active=True)
    found = rows.values_list("counts", flat=True).first()
    return PaymentDay(found) if found else None

"""MailBatch, an opened bag of mail with its control totals; MailedItem, one check or money order in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.records.applications.models import Application
from portal.records.fees.mailing import Instrument
from portal.records.ledger.paying import Payment
from portal.records.ledger.states import MailedStatus

__all__ = ["MailBatch", "MailedItem"]


class MailBatch(models.Model):
    """Items that arrived together: how many and how much are counted first, and closed over only where they agree.

    ``closed_items`` and ``closed_cents`` are what was entered in the end.
    """

    received_on = models.DateField(_("arrived"))
    expected_items = models.PositiveSmallIntegerField(_("number of items"))
    expected_cents = models.PositiveIntegerField(_("control total in cents"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("opened by"),
    )
    opened_at = models.DateTimeField(_("opened"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("closed by"),
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_items = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_cents = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("batch of mail")
        verbose_name_plural = _("batches of mail")
        permissions = [("receive_mail", "Can enter mailed payments and match them")]
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expected_items__gt=0, expected_cents__gt=0),
                name="mailbatch_of_something",
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None, closed_at=None, closed_items=None, closed_cents=None)
                | Q(
                    closed_by__isnull=False,
                    closed_at__isnull=False,
                    closed_items__isnull=False,
                    closed_cents__isnull=False,
                    closed_items=F("expected_items"),
                    closed_cents=F("expected_cents"),
                ),
                name="mailbatch_closed_where_it_agrees",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.received_on}"


class MailedItem(models.Model):
    """One check or money order: from its entry to the payment that it became, or the reason why it became none.

    ``issuer_key`` and ``serial`` are stored in one form, so that the same paper is known however it was typed;
    ``reference`` is what was read on its slip, empty where there was none.
    """

    Status = MailedStatus

    batch = models.ForeignKey(
        MailBatch, on_delete=models.PROTECT, related_name="items", verbose_name=_("batch of mail")
    )
    number = models.PositiveSmallIntegerField(_("line"))
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="+", verbose_name=_("instrument")
    )
    issuer = models.CharField(_("issued by"), max_length=80)
    issuer_key = models.CharField(max_length=80)
    serial = models.CharField(_("number of the instrument"), max_length=40)
    cents = models.PositiveIntegerField(_("amount in cents"))
    posted_on = models.DateField(_("postmark"), null=True, blank=True)
    received_on = models.DateField(_("arrived"))
    reference = models.CharField(_("reference"), max_length=20, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=MailedStatus.choices, default=MailedStatus.ENTERED
    )
    application = models.ForeignKey(
        Application,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mailed_items",
        verbose_name=_("application"),
    )
    payment = models.OneToOneField(
        Payment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="mailed_item",
        verbose_name=_("payment"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered"))
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mailed item")
        verbose_name_plural = _("mailed items")
        ordering = ["batch", "number"]
        indexes = [
            models.Index(
                fields=["received_on", "id"],
                condition=Q(status="waiting"),
                name="maileditem_waiting",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="maileditem_numbered_once"),
            models.UniqueConstraint(
                fields=["issuer_key", "serial"],
                condition=~Q(status="returned"),
                name="maileditem_entered_once",
            ),
            models.CheckConstraint(condition=Q(cents__gt=0), name="maileditem_of_something"),
            models.CheckConstraint(
                condition=Q(posted_on=None) | Q(posted_on__lte=F("received_on")),
                name="maileditem_posted_before_it_arrived",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["applied", "bounced"],
                    payment__isnull=False,
                    application__isnull=False,
                )
                | (~Q(status__in=["applied", "bounced"]) & Q(payment=None)),
                name="maileditem_applied_is_a_payment",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["returned", "bounced"]) | ~Q(reason=""),
                name="maileditem_given_up_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number} {self.status}"

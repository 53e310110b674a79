"""Payment, an attempt to pay; ProviderEvent, what a provider told us; PaymentIssue, what somebody has to look at."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.records.applications.models import Application
from portal.records.ledger.states import UNDER_WAY, PaymentStatus

__all__ = ["Payment", "PaymentIssue", "ProviderEvent", "Reconciliation"]


class Payment(models.Model):
    """One attempt to pay for an application, by one method; whole cents.

    ``method`` is the key of the method, ``account`` whose money it would be there; ``instrument`` what was paid with,
    never a number of a card; ``detail`` the provider's word for why it failed; ``handle`` its name for the money, under
    which its settlement reports have it.
    """

    Status = PaymentStatus

    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        related_name="payments",
        verbose_name=_("application"),
    )
    public_id = models.UUIDField(_("identifier"), unique=True, default=uuid.uuid4, editable=False)
    number = models.PositiveSmallIntegerField(_("attempt"))
    method = models.CharField(_("method"), max_length=80)
    status = models.CharField(
        _("status"), max_length=10, choices=PaymentStatus.choices, default=PaymentStatus.STARTED
    )
    amount_cents = models.PositiveIntegerField(_("amount in cents"))
    currency = models.CharField(_("currency"), max_length=3, default="usd")
    idempotency_key = models.CharField(max_length=64, unique=True)
    provider_reference = models.CharField(
        _("provider's reference"), max_length=255, null=True, blank=True
    )
    handle = models.CharField(max_length=255, blank=True)
    account = models.CharField(_("provider's account"), max_length=80, blank=True)
    is_live = models.BooleanField(_("real money"), default=False)
    address = models.TextField(blank=True)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(_("started"))
    expires_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(_("paid"), null=True, blank=True)
    captured_cents = models.PositiveIntegerField(_("received in cents"), default=0)
    refunded_cents = models.PositiveIntegerField(_("given back in cents"), default=0)
    disputed_cents = models.PositiveIntegerField(_("disputed in cents"), default=0)
    reversed_cents = models.PositiveIntegerField(_("taken back in cents"), default=0)
    instrument = models.CharField(_("paid with"), max_length=60, blank=True)
    detail = models.CharField(_("detail"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        permissions = [
            ("oversee_payments", "Can see payments, their exceptions and the reconciliation"),
            ("request_refund", "Can ask for a refund"),
            ("approve_refund", "Can approve a refund that somebody else asked for"),
        ]
        ordering = ["application", "number"]
        indexes = [
            models.Index(
                fields=["started_at"],
                condition=Q(status__in=sorted(UNDER_WAY)),
                name="payment_under_way",
            ),
            models.Index(fields=["settled_at", "id"], name="payment_settled"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="payment_numbered_once"),
            models.UniqueConstraint(
                fields=["method", "provider_reference"], name="payment_known_once"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(status__in=sorted(UNDER_WAY)),
                name="payment_one_under_way",
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="payment_of_something"),
            models.CheckConstraint(
                condition=Q(
                    status__in=["paid", "reversed"], settled_at__isnull=False, captured_cents__gt=0
                )
                | (~Q(status__in=["paid", "reversed"]) & Q(settled_at=None, captured_cents=0)),
                name="payment_paid_whole",
            ),
            models.CheckConstraint(
                condition=Q(captured_cents=0) | Q(captured_cents=F("amount_cents")),
                name="payment_received_as_asked",
            ),
            models.CheckConstraint(
                condition=Q(captured_cents__gte=F("refunded_cents") + F("disputed_cents")),
                name="payment_gives_back_what_it_has",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="reversed",
                    reversed_cents=F("captured_cents"),
                    refunded_cents=0,
                    disputed_cents=0,
                )
                | (~Q(status="reversed") & Q(reversed_cents=0)),
                name="payment_reversed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.number} {self.status}"


class ProviderEvent(models.Model):
    """A notice of a provider as it came, stored before anything follows from it; each is kept once.

    ``provider`` is the key of the method; ``attempt`` the payment that it names, if it names one of ours. ``body`` may
    name the payer: it goes when its time is over (``erased_at``), and the rest stays.
    """

    provider = models.CharField(_("provider"), max_length=80)
    event_id = models.CharField(_("identifier"), max_length=255)
    kind = models.CharField(_("kind"), max_length=100)
    body = models.TextField(blank=True)
    erased_at = models.DateTimeField(_("text erased"), null=True, blank=True)
    is_live = models.BooleanField(_("real money"), default=False)
    attempt = models.CharField(max_length=255, blank=True)
    reference = models.CharField(_("provider's reference"), max_length=255, blank=True)
    received_at = models.DateTimeField(_("received"))
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    outcome = models.CharField(_("outcome"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("notice of a provider")
        verbose_name_plural = _("notices of providers")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(handled_at=None), name="providerevent_waiting"
            ),
            models.Index(
                fields=["received_at"], condition=Q(erased_at=None), name="providerevent_readable"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "event_id"], name="providerevent_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(handled_at=None) | ~Q(outcome=""), name="providerevent_handled_somehow"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(body=""), name="providerevent_erased_is_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.event_id}"


class PaymentIssue(models.Model):
    """What does not match, or somebody has to decide: listed until a person says what was done; each once."""

    class Kind(models.TextChoices):
        AMOUNT = "amount", _("another amount")
        CURRENCY = "currency", _("another currency")
        MODE = "mode", _("test money for real, or the reverse")
        ACCOUNT = "account", _("another account")
        APPLICATION = "application", _("another application")
        UNKNOWN = "unknown", _("unknown to us")
        SURPLUS = "surplus", _("more than was due")
        DISPUTE = "dispute", _("disputed")
        STUCK = "stuck", _("open for too long")
        UNREADABLE = "unreadable", _("the provider could not be asked")
        REFUND = "refund", _("given back outside the portal")
        BOUNCED = "bounced", _("taken back by the bank")

    kind = models.CharField(_("what"), max_length=12, choices=Kind.choices)
    provider = models.CharField(_("method"), max_length=80)
    reference = models.CharField(_("provider's reference"), max_length=255)
    payment = models.ForeignKey(
        Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="issues"
    )
    cents = models.BigIntegerField(_("amount in cents"), null=True, blank=True)
    facts = models.JSONField(_("facts"), default=dict)
    found_at = models.DateTimeField(_("found"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(_("what was done"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("exception of a payment")
        verbose_name_plural = _("exceptions of payments")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["-id"], condition=Q(settled_at=None), name="paymentissue_open")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "provider", "reference"], name="paymentissue_listed_once"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | ~Q(note=""), name="paymentissue_settled_with_a_note"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.provider} {self.reference}"


class Reconciliation(models.Model):
    """What one comparison of providers, ledger and applications found: how many of what."""

    started_at = models.DateTimeField(_("moment"))
    counts = models.JSONField(_("found"), default=dict)

    class Meta:
        verbose_name = _("reconciliation")
        verbose_name_plural = _("reconciliations")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"

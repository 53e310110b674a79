"""SettlementFile, a provider's daily account of money as it was handed in; SettlementLine, one movement of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.records.append_only import AppendOnlyModel

__all__ = ["SettlementFile", "SettlementLine"]


class SettlementFile(models.Model):
    """A file that was handed in and checked; its lines count once somebody has taken it over.

    ``checked`` keeps what was read until then, ``faults`` what could not be.
    """

    provider = models.CharField(_("method"), max_length=80)
    name = models.CharField(_("file"), max_length=120)
    digest = models.CharField(max_length=64)
    checked = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("handed in by"),
    )
    handed_in_at = models.DateTimeField(_("handed in"))
    taken_at = models.DateTimeField(_("taken over"), null=True, blank=True)

    class Meta:
        verbose_name = _("settlement file")
        verbose_name_plural = _("settlement files")
        permissions = [("import_settlement", "Can take over settlement files of providers")]
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(taken_at__isnull=False),
                name="settlementfile_taken_once",
            ),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(faults=[]),
                name="settlementfile_taken_without_faults",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"


class SettlementLine(AppendOnlyModel):
    """A movement of money at a provider: what was taken or given back, its fee, and what is paid out of it."""

    class Kind(models.TextChoices):
        CHARGE = "charge", _("payment")
        REFUND = "refund", _("refund")
        DISPUTE = "dispute", _("dispute")
        OTHER = "other", _("other")

    file = models.ForeignKey(
        SettlementFile,
        on_delete=models.PROTECT,
        related_name="lines",
        verbose_name=_("settlement file"),
    )
    provider = models.CharField(_("method"), max_length=80)
    movement = models.CharField(_("provider's identifier"), max_length=255)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    reference = models.CharField(_("provider's reference"), max_length=255, blank=True)
    attempt = models.UUIDField(_("attempt"), null=True, blank=True)
    gross_cents = models.IntegerField(_("amount in cents"))
    fee_cents = models.IntegerField(_("provider's fee in cents"))
    net_cents = models.IntegerField(_("paid out in cents"))
    settled_on = models.DateField(_("day"))

    class Meta:
        verbose_name = _("settlement line")
        verbose_name_plural = _("settlement lines")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["settled_on", "id"], name="settlementline_by_day"),
            models.Index(fields=["attempt"], name="settlementline_by_attempt"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "movement"], name="settlementline_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(net_cents=models.F("gross_cents") - models.F("fee_cents")),
                name="settlementline_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.movement}"

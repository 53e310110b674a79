"""AuditEvent rows, written by ``audit.operations.record_event`` alone, and the seals that ``audit.sealing`` adds.

Digests are salted, so that the trail holds no second copy of personal data.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.records.append_only import AppendOnlyModel

__all__ = ["AuditEvent", "AuditSeal"]


class AuditEvent(AppendOnlyModel):
    """One act on one record; the salted digest proves what the state was without repeating it."""

    happened_at = models.DateTimeField(_("moment"))
    actor_id = models.BigIntegerField(_("account"), null=True, blank=True)
    action = models.CharField(_("act"), max_length=60)
    record_type = models.CharField(_("kind of record"), max_length=40)
    record_id = models.CharField(_("record"), max_length=100)
    salt = models.CharField(_("salt"), max_length=32)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["record_type", "record_id", "id"], name="auditevent_by_record")
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.record_type} {self.record_id}"


class AuditSeal(AppendOnlyModel):
    """One event's place in the chain: a keyed digest of the event and of the seal before it.

    It names its event by number only, so that an event which somebody removes leaves its seal behind.
    """

    number = models.PositiveBigIntegerField(_("place"), unique=True)
    event_id = models.BigIntegerField(_("audit event"), unique=True)
    sealed_at = models.DateTimeField(_("sealed"))
    key_id = models.CharField(_("key"), max_length=12)
    mac = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("seal of the audit trail")
        verbose_name_plural = _("seals of the audit trail")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="auditseal_counts_from_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.event_id}"

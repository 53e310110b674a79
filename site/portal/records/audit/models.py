"""AuditEvent rows; ``audit.operations.record_event`` is the only writer.

Digests are salted, so that the trail holds no second copy of personal data.
"""

from __future__ import annotations

from django.db import models

from portal.records.append_only import AppendOnlyModel

__all__ = ["AuditEvent"]


class AuditEvent(AppendOnlyModel):
    """One act on one record; the salted digest proves what the state was without repeating it."""

    happened_at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True, blank=True)
    action = models.CharField(max_length=60)
    record_type = models.CharField(max_length=40)
    record_id = models.CharField(max_length=40)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["record_type", "record_id", "id"], name="auditevent_by_record")
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.record_type} {self.record_id}"

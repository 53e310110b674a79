"""The links by which somebody without an account comes back to a draft: each works once, and the last one alone.

Facts only; what is done with them is decided by ``portal.lifecycle.resuming``. The link's token is nowhere, only its
digest.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.records.applications.models import Application

__all__ = ["ResumeLink"]


class ResumeLink(models.Model):
    """One link that was mailed; ``number`` counts those of an application, ``email`` is in small letters."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="resume_links"
    )
    number = models.PositiveSmallIntegerField(default=1)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(max_length=10)
    token_digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["email", "sent_at"], name="resumelink_by_address")]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="resumelink_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(used_at__isnull=True, retired_at__isnull=True),
                name="resumelink_one_open",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(retired_at__isnull=True),
                name="resumelink_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")), name="resumelink_times_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.number}"

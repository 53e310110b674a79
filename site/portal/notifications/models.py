"""The outbox: a message is a row of the transaction that causes it, and is sent afterwards.

Wording is in ``catalogue``, sending in ``delivery``. A row holds what its text needs and no more.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

__all__ = ["OutboxMessage"]


class OutboxMessageQuerySet(models.QuerySet["OutboxMessage"]):
    """Selects messages by where they stand."""

    def waiting(self) -> Self:
        """Return what is neither sent nor given up."""
        return self.filter(sent_at__isnull=True, failed_at__isnull=True)


class OutboxMessage(models.Model):
    """One message to one address; ``dedup_key`` lets an event cause it once only.

    ``due_at`` moves forward while a worker holds the message and after each failure.
    """

    dedup_key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=50)
    recipient = models.EmailField()
    language = models.CharField(max_length=10)
    context = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When the portal gave up sending it.")
    )
    failure = models.CharField(max_length=300, blank=True)

    objects = OutboxMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(sent_at__isnull=True, failed_at__isnull=True),
                name="outboxmessage_waiting",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(failed_at__isnull=True),
                name="outboxmessage_sent_or_failed",
            ),
            models.CheckConstraint(condition=~Q(recipient=""), name="outboxmessage_has_recipient"),
        ]

    def __str__(self) -> str:
        return self.dedup_key

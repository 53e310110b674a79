"""DraftReminder: what the owner of a draft was told before it is removed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from portal.records.applications.models import Application

__all__ = ["DraftReminder"]


class DraftReminder(models.Model):
    """One of two words to the owner of a draft that nobody goes on with; whoever saves it starts afresh.

    ``touched_at`` is when it was last saved; it is kept until ``ends_on`` at least, as the reminder promised.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="draft_reminders"
    )
    number = models.PositiveSmallIntegerField()
    touched_at = models.DateTimeField()
    ends_on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "touched_at", "number"], name="draftreminder_each_once"
            ),
            models.CheckConstraint(condition=Q(number__in=[1, 2]), name="draftreminder_one_or_two"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.number}"

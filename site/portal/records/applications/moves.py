"""That a draft was moved to another version of its wizard, with what it held before: so that it can be taken back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from portal.records.applications.models import Application
from portal.records.wizards.models import WizardVersion

__all__ = ["DraftMove"]


class DraftMove(models.Model):
    """The last move of a draft. ``before``: its steps as they were; ``lock_version``: whether it was gone on with."""

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, related_name="draft_move"
    )
    old_version = models.ForeignKey(WizardVersion, on_delete=models.PROTECT, related_name="+")
    new_version = models.ForeignKey(WizardVersion, on_delete=models.PROTECT, related_name="+")
    before = models.JSONField(default=list)
    lock_version = models.PositiveIntegerField()
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    moved_at = models.DateTimeField()

    class Meta:
        ordering = ["application"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(old_version=F("new_version")), name="draftmove_to_another_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.old_version_id} → {self.new_version_id}"

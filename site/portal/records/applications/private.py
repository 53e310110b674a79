"""What reviewers answered among themselves about an application; which questions those are is in its definition.

Never part of what the applicant attested, reads or takes along.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.records.applications.models import Application

__all__ = ["PrivateAnswers"]


class PrivateAnswers(models.Model):
    """The reviewers' answers by field id, as last saved; ``version`` counts the saves.

    ``trace`` is how the rules came out over them (``portal.definitions.tracing``).
    """

    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="private_answers"
    )
    version = models.PositiveIntegerField(default=1)
    answers = models.JSONField(default=dict)
    trace = models.JSONField(default=list)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["application"]
        constraints = [
            models.CheckConstraint(
                condition=Q(version__gte=1), name="privateanswers_counts_from_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} v{self.version}"

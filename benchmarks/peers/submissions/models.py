"""The peer's submissions."""

from __future__ import annotations

from django.db import models


class Submission(models.Model):
    """What was submitted, as JSON."""

    created = models.DateTimeField(auto_now_add=True)
    data = models.JSONField()

    class Meta:
        app_label = "submissions"

    def __str__(self) -> str:
        return str(self.pk)

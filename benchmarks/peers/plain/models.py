"""One table of applications and three that hang on it."""

from __future__ import annotations

from django.db import models


class PlainApplication(models.Model):
    """An application with its answers as JSON."""

    created = models.DateTimeField(auto_now_add=True)
    email = models.CharField(max_length=100, db_index=True)
    status = models.CharField(max_length=20, db_index=True)
    data = models.JSONField()

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.email


class Related(models.Model):
    """What every related row holds."""

    application = models.ForeignKey(PlainApplication, on_delete=models.CASCADE)
    kind = models.CharField(max_length=20)
    data = models.JSONField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "plain"
        abstract = True

    def __str__(self) -> str:
        return self.kind


class Answer(Related):
    """An answer."""


class Document(Related):
    """A document."""


class Event(Related):
    """An event."""

"""A release, its parts and what became of it; what a part is, and how it is published, is known to its kind."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

__all__ = ["Release", "ReleasePart"]


class Release(models.Model):
    """Parts that are published in one transaction.

    ``failure_place`` is the subject of the part for which nothing was published, ``failure`` the name of what was
    wrong with it. ``released_by`` is nobody where the moment had come.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RELEASED = "released", _("released")
        FAILED = "failed", _("failed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=100, unique=True)
    due_at = models.DateTimeField(_("moment"))
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PLANNED
    )
    failure_place = models.CharField(max_length=150, blank=True)
    failure = models.CharField(max_length=60, blank=True)
    failure_detail = models.CharField(max_length=1000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("released by"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-due_at", "-id"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="planned"), name="release_planned"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="planned", ended_at__isnull=True)
                | Q(state__in=["released", "failed", "withdrawn"], ended_at__isnull=False),
                name="release_ended_has_a_moment",
            ),
            models.CheckConstraint(
                condition=(Q(state="failed") & ~Q(failure=""))
                | (~Q(state="failed") & Q(failure="")),
                name="release_failed_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | Q(state="released"),
                name="release_released_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReleasePart(models.Model):
    """One part; ``subject`` is what it publishes, once in a release, ``facts`` what its kind knows of it."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=150)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["release", "subject"]
        constraints = [
            models.UniqueConstraint(fields=["release", "subject"], name="releasepart_subject_once"),
        ]

    def __str__(self) -> str:
        return self.subject

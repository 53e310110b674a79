"""The abstract dated row and its queries; concrete rows live in the applet they describe.

A row says what holds from ``valid_from`` until the day before ``valid_to`` and was known from
``recorded_at`` until ``superseded_at``. A retroactive law closes the knowledge of the old row and
records a new one: what was known when a decision was taken is never rewritten.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Never, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

__all__ = ["Confidence", "DatedRow", "DatedRowQuerySet"]


class Confidence(models.TextChoices):
    """How well a fact is sourced; only verified and general rows are offered to applicants."""

    VERIFIED = "verified", _("verified in a named source")
    GENERAL = "general", _("general knowledge, no source found")
    UNVERIFIED = "unverified", _("not confirmed")


class DatedRowQuerySet(models.QuerySet[Any]):
    """Selects rows by the day they hold and the moment they were known."""

    def in_force(self, on: date, known_at: datetime | None = None) -> Self:
        """Return the rows that hold ``on`` that day, as known at ``known_at`` (default: now)."""
        held = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
        return self.known(known_at).filter(held)

    def known(self, known_at: datetime | None = None) -> Self:
        """Return the rows that were the recorded truth at ``known_at`` (default: now)."""
        if known_at is None:
            return self.filter(superseded_at__isnull=True)
        return self.filter(recorded_at__lte=known_at).filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=known_at)
        )

    def delete(self) -> Never:
        """Refuse: what was known is superseded, never removed."""
        raise TypeError(f"{self.model.__name__} rows are superseded, never removed.")


class DatedRow(models.Model):
    """One version of a fact: valid over days, known over moments."""

    valid_from = models.DateField(_("holds from"))
    valid_to = models.DateField(_("no longer holds from"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("known since"))
    superseded_at = models.DateTimeField(_("replaced"), null=True, blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=10, choices=Confidence.choices, default=Confidence.UNVERIFIED
    )
    is_active = models.BooleanField(_("offered to applicants"), default=False)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = DatedRowQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="%(class)s_valid_in_order",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                name="%(class)s_known_in_order",
            ),
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(confidence__in=["verified", "general"]),
                name="%(class)s_active_is_sourced",
            ),
        ]

"""What somebody other than the applicant is asked for an application: a reference, a confirmation.

Facts only; what is done with them is decided by ``portal.lifecycle.requests``. The link's token is nowhere, only its
digest; the answers are the other person's, kept apart from what the applicant attested.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.records.applications.models import Application

__all__ = ["ThirdPartyRequest"]

OUTCOMES = ("answered_at", "declined_at", "expired_at", "withdrawn_at")


def _at_most_one() -> Q:
    """Return the condition that no two outcomes are there."""
    nothing = Q()
    for chosen in OUTCOMES:
        nothing |= Q(**{f"{each}__isnull": True for each in OUTCOMES if each != chosen})
    return nothing


class ThirdPartyRequest(models.Model):
    """One person asked in one step of an application; ``number`` counts the people asked in that step.

    ``sends`` counts the links: only the last one works. It is due at ``due_at``; the link ends at ``expires_at``.
    ``trace`` is how the rules came out over the answers (``portal.definitions.tracing``).
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="requests")
    step = models.CharField(max_length=50)
    number = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("name"), max_length=300)
    email = models.EmailField(_("e-mail"), blank=True)
    organization = models.CharField(_("organization"), max_length=300, blank=True)
    language = models.CharField(max_length=10)
    sends = models.PositiveSmallIntegerField(default=1)
    token_digest = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reminders = models.PositiveSmallIntegerField(default=0)
    overdue_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(default=dict)
    trace = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(**{f"{each}__isnull": True for each in OUTCOMES}),
                name="request_open_by_day",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "step", "number"], name="request_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["application", "step"],
                condition=Q(**{f"{each}__isnull": True for each in OUTCOMES}),
                name="request_one_open_a_step",
            ),
            models.CheckConstraint(condition=_at_most_one(), name="request_ends_once"),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("sent_at"), expires_at__gt=F("due_at")),
                name="request_times_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.step} {self.number}"

    @property
    def is_open(self) -> bool:
        """Tell whether nothing has ended it."""
        return not any(getattr(self, each) for each in OUTCOMES)

"""A number in the vault, and every reading of one. The number itself is sealed; only ``reading`` opens it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.records.append_only import AppendOnlyModel
from portal.records.applications.models import Application
from portal.records.people.models import Person

__all__ = ["PersonSSN", "SSNAccess", "SSNReading"]


class PersonSSN(models.Model):
    """A Social Security number that somebody entered; ``reference`` is what stands for it everywhere else.

    It goes with the draft that it was entered in; ``recorded_at`` is when a decision made it the person's on record,
    which one at a time is. Two people may hold the same number until staff have found out whose it is.
    """

    reference = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ssns")
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.CASCADE, related_name="ssns"
    )
    question = models.CharField(max_length=50, blank=True)
    sealed = models.CharField(max_length=120)
    blind_index = models.CharField(max_length=80, db_index=True)
    last_four = models.CharField(max_length=4)
    kept_at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Social Security number")
        verbose_name_plural = _("Social Security numbers")
        default_permissions = ()
        permissions = [
            ("read_ssn", "Can read a Social Security number, one at a time"),
            ("reopen_ssn", "Can open the reading of Social Security numbers again"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(recorded_at__isnull=False),
                name="personssn_one_on_record",
            ),
            models.CheckConstraint(condition=Q(sealed__contains=":"), name="personssn_is_sealed"),
            models.CheckConstraint(
                condition=Q(blind_index__contains=":"), name="personssn_is_indexed"
            ),
        ]

    def __str__(self) -> str:
        return str(self.reference)


class SSNReading(AppendOnlyModel):
    """One reading of a number, or a refused one: who, whose, why, and what came of it."""

    class Reason(models.TextChoices):
        TEST_SCORES = "test_scores", _("To match test scores")
        BACKGROUND_CHECK = "background_check", _("For a background check")
        DUPLICATE = "duplicate", _("To tell two records apart")
        HOLDER_ASKED = "holder_asked", _("The holder asked to have it checked")

    class Outcome(models.TextChoices):
        SHOWN = "shown", _("shown")
        REFUSED = "refused", _("refused: too many in a day")
        DISABLED = "disabled", _("refused, and the account was disabled")
        CLOSED = "closed", _("refused: reading is closed")

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20, choices=Reason.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["happened_at", "actor"], name="ssnreading_by_day")]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.outcome}"


class SSNAccess(models.Model):
    """The one row that readings queue at: whether reading is closed, and since when readings count."""

    ONLY = 1

    closed_at = models.DateTimeField(null=True, blank=True)
    counted_from = models.DateTimeField(null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(id=1), name="ssnaccess_one_row")]

    def __str__(self) -> str:
        return "closed" if self.closed_at else "open"

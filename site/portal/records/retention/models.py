"""RetentionRule and its dated terms, and the ledger of erasures. Removing anything is for the layers above."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.records.dated.models import DatedRow

__all__ = ["Erasure", "RetentionRule", "RetentionTerms"]


class RetentionRule(models.Model):
    """Something that is kept for a time only, known by its key; ``retention.periods`` names the keys."""

    key = models.CharField(_("key"), max_length=60, unique=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class RetentionTerms(DatedRow):
    """How long a rule keeps things, and how many days before the end their owner is reminded, where twice is."""

    class Unit(models.TextChoices):
        DAYS = "days", _("days")
        MONTHS = "months", _("months")
        YEARS = "years", _("years")

    retention_rule = models.ForeignKey(
        RetentionRule,
        on_delete=models.PROTECT,
        related_name="terms",
        verbose_name=_("retention rule"),
    )
    title = models.CharField(_("title"), max_length=200)
    keep_for = models.PositiveSmallIntegerField(_("kept for"))
    unit = models.CharField(_("unit of time"), max_length=10, choices=Unit.choices)
    first_reminder_days = models.PositiveSmallIntegerField(
        _("days from the first reminder to the end"), null=True, blank=True
    )
    second_reminder_days = models.PositiveSmallIntegerField(
        _("days from the second reminder to the end"), null=True, blank=True
    )

    class Meta(DatedRow.Meta):
        verbose_name = _("retention period")
        verbose_name_plural = _("retention periods")
        ordering = ["title"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["retention_rule", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="retentionterms_one_known_row",
            ),
            models.CheckConstraint(
                condition=Q(keep_for__gt=0), name="retentionterms_keeps_something"
            ),
            models.CheckConstraint(
                condition=Q(first_reminder_days__isnull=True, second_reminder_days__isnull=True)
                | Q(
                    first_reminder_days__isnull=False,
                    second_reminder_days__isnull=False,
                    first_reminder_days__gt=F("second_reminder_days"),
                    second_reminder_days__gt=0,
                ),
                name="retentionterms_reminders_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Erasure(models.Model):
    """A line of the ledger: something that must not come back from a backup, by its random identifier and digest.

    Nothing here says anything about anybody. It is finished once the file is gone and the line is in the ledger's
    folder outside the database too.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        DRAFT = "draft", _("draft")
        APPLICATION = "application", _("application without an account")
        DOCUMENT = "document", _("document")
        JOB = "job", _("job")

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    subject = models.UUIDField(_("identifier"))
    rule = models.CharField(_("rule"), max_length=60)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    stored_name = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(_("digest"), max_length=64, blank=True)
    erased_at = models.DateTimeField(_("erased"))
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(finished_at__isnull=True), name="erasure_unfinished"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="document") & ~Q(stored_name="") & ~Q(sha256=""))
                | (Q(kind="job", sha256="") & ~Q(stored_name=""))
                | Q(kind__in=["person", "draft", "application"], stored_name="", sha256=""),
                name="erasure_names_its_file",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["person", "application"]) | ~Q(reason=""),
                name="erasure_of_person_has_reason",
            ),
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=~Q(kind="person"),
                name="erasure_once_a_record",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

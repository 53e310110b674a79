"""ImportFile and its rows, staged until they are recorded; what is recorded belongs to the other applets.

Rows hold personal data: ``imports.operations`` deletes them once the file is done with.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

__all__ = ["ImportFile", "ImportRow"]


class ImportFile(models.Model):
    """A file that somebody of the bureau handed in; ``counts`` is what remains when its rows are gone.

    ``size`` is nothing until the file is read; ``refusal`` says why it cannot be read.
    """

    class Kind(models.TextChoices):
        LEGACY = "legacy", _("people and certificates of the former system")
        ROSTER = "roster", _("roster of a school district")

    class State(models.TextChoices):
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked, not recorded yet")
        APPLYING = "applying", _("being recorded")
        APPLIED = "applied", _("recorded")
        DISCARDED = "discarded", _("put aside")
        REFUSED = "refused", _("refused")

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    organization = models.ForeignKey(
        "records.Organization",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organization"),
    )
    name = models.CharField(_("name of the file"), max_length=100)
    stored_name = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(_("rows"), default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.CHECKING
    )
    refusal = models.CharField(max_length=1000, blank=True)
    counts = models.JSONField(default=dict)
    job = models.ForeignKey(
        "records.Job", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]
        permissions = [("import_records", "Can import people, certificates and rosters")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="legacy", organization__isnull=True)
                | Q(kind="roster", organization__isnull=False),
                name="importfile_roster_has_district",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["applied", "discarded", "refused"], finished_at__isnull=False
                )
                | Q(state__in=["checking", "checked", "applying"], finished_at__isnull=True),
                name="importfile_finished_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["applying", "applied"]) | Q(confirmed_by__isnull=False),
                name="importfile_recorded_is_confirmed",
            ),
            models.CheckConstraint(
                condition=(Q(state="refused") & ~Q(refusal=""))
                | (~Q(state="refused") & Q(refusal="")),
                name="importfile_refused_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_stopped(self) -> bool:
        """Tell whether its work began and nobody is at it any more."""
        is_busy = self.state in {self.State.CHECKING, self.State.APPLYING}
        return is_busy and (self.job is None or not self.job.is_open)


class ImportRow(models.Model):
    """One line of a file: as given, as understood, whom it is about, and what recording it does.

    ``holder`` is the same for the rows of one person. ``choice`` is a person's answer about a doubtful row.
    """

    class Outcome(models.TextChoices):
        NEW = "new", _("new person")
        MATCHED = "matched", _("known person")
        DOUBTFUL = "doubtful", _("doubtful")
        FAULTY = "faulty", _("has errors")

    class Doubt(models.TextChoices):
        BIRTH_DATE_DIFFERS = "birth_differs", _("the name fits, the birth date differs")
        BIRTH_DATE_MISSING = "birth_missing", _("the name fits, a birth date is missing")
        SEVERAL = "several", _("several people fit")
        NAME_DISAGREES = "name", _("the number belongs to somebody of another name")
        EIN_DISAGREES = "ein", _("the person who fits has another EIN")

    class Choice(models.TextChoices):
        PERSON = "person", _("a person on record")
        NEW = "new", _("a new person")
        LEFT_OUT = "left_out", _("leave out")

    class Effect(models.TextChoices):
        NEW = "new", _("new")
        UNCHANGED = "unchanged", _("unchanged")
        DIFFERENT = "different", _("different")

    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    holder = models.CharField(max_length=64, blank=True)
    given = models.JSONField()
    values = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    doubt = models.CharField(max_length=15, choices=Doubt.choices, blank=True)
    candidates = models.JSONField(default=list)
    choice = models.CharField(max_length=10, choices=Choice.choices, blank=True)
    person = models.ForeignKey(
        "records.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    effect = models.CharField(max_length=10, choices=Effect.choices, blank=True)
    differences = models.JSONField(default=list)
    is_recorded = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["file", "holder"], name="importrow_by_holder")]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="importrow_once_a_line"),
            models.CheckConstraint(
                condition=~Q(outcome="matched") | Q(person__isnull=False),
                name="importrow_matched_has_person",
            ),
            models.CheckConstraint(
                condition=~Q(choice="person") | Q(person__isnull=False),
                name="importrow_choice_has_person",
            ),
            models.CheckConstraint(
                condition=(Q(outcome="doubtful") & ~Q(doubt=""))
                | (~Q(outcome="doubtful") & Q(doubt="", choice="")),
                name="importrow_only_doubt_is_settled",
            ),
            models.CheckConstraint(
                condition=Q(is_recorded=False) | ~Q(outcome="faulty"),
                name="importrow_faulty_is_not_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.number}"

"""Approved courses for coaches: what each counts toward and from when until when. Found by content.course_search."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from content.editing.judging import UNTITLED
from content.snippets.base import PublicRow

PURPOSES = {
    "counts_for_first_permit": _("First permit"),
    "counts_for_renewal": _("Renewal"),
    "counts_as_concussion_module": _("Concussion module"),
    "counts_as_cpr": _("CPR"),
    "counts_as_first_aid": _("First aid"),
}
"""What a course can count toward: the name of the field, and the words for it."""


class Subject(models.TextChoices):
    """What a course is about."""

    SAFETY = "safety", _("Law and safety")
    MEDICAL = "medical", _("Medical aspects")
    DEVELOPMENT = "development", _("Child and adolescent development")
    PRINCIPLES = "principles", _("Principles of coaching")
    CONCUSSION = "concussion", _("Concussion")
    EMERGENCY = "emergency", _("First aid and CPR")


class Format(models.TextChoices):
    """Where a course takes place."""

    IN_PERSON = "in_person", _("In person")
    BLENDED = "blended", _("Partly online")
    ONLINE = "online", _("Online")


def valid_on(day: date) -> Q:
    """Return the condition that a course is approved on a day."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


class ApprovedCourse(PublicRow):
    """One course of one provider, approved from a day on."""

    title = models.CharField(_("title"), max_length=160)
    provider = models.CharField(_("provider"), max_length=160)
    subject = models.CharField(_("subject"), max_length=20, choices=Subject)
    clock_hours = models.DecimalField(
        _("clock hours"), max_digits=4, decimal_places=1, validators=[MinValueValidator(0.5)]
    )
    format = models.CharField(_("format"), max_length=20, choices=Format)
    counts_for_first_permit = models.BooleanField(
        PURPOSES["counts_for_first_permit"], default=False
    )
    counts_for_renewal = models.BooleanField(PURPOSES["counts_for_renewal"], default=False)
    counts_as_concussion_module = models.BooleanField(
        PURPOSES["counts_as_concussion_module"], default=False
    )
    counts_as_cpr = models.BooleanField(PURPOSES["counts_as_cpr"], default=False)
    counts_as_first_aid = models.BooleanField(PURPOSES["counts_as_first_aid"], default=False)
    valid_from = models.DateField(
        _("approved from"), help_text=_("The course is shown from this day on.")
    )
    valid_to = models.DateField(
        _("approved until"),
        null=True,
        blank=True,
        help_text=_("The last day on which it is shown. Leave empty if no end is known."),
    )
    address = models.URLField(_("address of the course"), blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("provider"),
        FieldRowPanel([FieldPanel("subject"), FieldPanel("format"), FieldPanel("clock_hours")]),
        MultiFieldPanel([FieldPanel(name) for name in PURPOSES], heading=_("Counts for")),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldPanel("address"),
    ]

    class Meta(PublicRow.Meta):
        verbose_name = _("approved course")
        verbose_name_plural = _("approved courses")
        ordering = ["title", "provider", "pk"]
        constraints = [
            models.CheckConstraint(
                name="content_course_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(name="content_course_has_hours", condition=Q(clock_hours__gt=0)),
        ]

    def __str__(self) -> str:
        name = self.title or str(UNTITLED)
        return f"{name} ({self.provider})" if self.provider else name

    @property
    def purposes(self) -> list[Any]:
        """Return the words for everything the course counts toward."""
        return [label for name, label in PURPOSES.items() if getattr(self, name)]

    @property
    def is_shown(self) -> bool:
        """Say whether visitors see the course today."""
        day = timezone.localdate()
        ends = self.valid_to
        return self.live and self.valid_from <= day and (ends is None or ends >= day)

    def clean(self) -> None:
        """Refuse dates out of order, a course that counts for nothing, and first aid or CPR without practice."""
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day is before the first.")})
        if not self.purposes:
            raise ValidationError(_("Say what the course counts for."))
        if self.format == Format.ONLINE and (self.counts_as_cpr or self.counts_as_first_aid):
            raise ValidationError(
                {"format": _("First aid and CPR need a part that is practiced in person.")}
            )

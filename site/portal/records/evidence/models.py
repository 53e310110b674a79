"""Evidence items and the dated passing scores they are held against.

Every item is verified on its own, by somebody, from a document; a person as such is never verified.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.records.credentials.models import Endorsement
from portal.records.dated.models import DatedRow
from portal.records.documents.models import Document
from portal.records.organizations.models import Organization
from portal.records.people.models import Person

__all__ = [
    "BackgroundCheck",
    "Experience",
    "PassingScore",
    "Qualification",
    "TestResult",
    "Training",
]


class PassingScore(DatedRow):
    """The score a test needs for an endorsement over a period (DOMAIN 3); none where unpublished."""

    endorsement = models.ForeignKey(
        Endorsement, on_delete=models.PROTECT, related_name="+", verbose_name=_("endorsement")
    )
    provider = models.CharField(_("test provider"), max_length=40)
    test_code = models.CharField(_("test code"), max_length=10)
    title = models.CharField(_("title"), max_length=200)
    score = models.PositiveSmallIntegerField(_("passing score"), null=True, blank=True)

    class Meta(DatedRow.Meta):
        verbose_name = _("passing score")
        verbose_name_plural = _("passing scores")
        ordering = ["endorsement__code", "test_code"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["endorsement", "provider", "test_code", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="passingscore_one_known_row",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.test_code}"


class EvidenceItem(models.Model):
    """What every item shares: whose it is, who verified or rejected it, from which document.

    An item that an application claimed remembers that application's reference.
    """

    class State(models.TextChoices):
        CLAIMED = "claimed", _("claimed")
        VERIFIED = "verified", _("verified")
        REJECTED = "rejected", _("rejected")

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("person")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.CLAIMED
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("settled by"),
    )
    verified_at = models.DateTimeField(_("settled"), null=True, blank=True)
    document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("document"),
    )
    rejection_reason = models.TextField(_("reason of the rejection"), blank=True)
    application_reference = models.CharField(_("application"), max_length=12, blank=True)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["state", "id"], name="%(class)s_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="claimed", verified_at__isnull=True, verified_by__isnull=True)
                | Q(state__in=["verified", "rejected"], verified_at__isnull=False),
                name="%(class)s_state_has_a_moment",
            ),
            models.CheckConstraint(
                condition=(Q(state="rejected") & ~Q(rejection_reason=""))
                | (~Q(state="rejected") & Q(rejection_reason="")),
                name="%(class)s_rejection_has_reason",
            ),
        ]


class Qualification(EvidenceItem):
    """A degree or award, with its field and the day it was conferred.

    An institution that is not on record is known by the name that the applicant gave it.
    """

    institution = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("institution"),
    )
    institution_name = models.CharField(_("institution by name"), max_length=200, blank=True)
    degree = models.CharField(_("degree"), max_length=60)
    field_of_study = models.CharField(_("field of study"), max_length=100, blank=True)
    conferred_on = models.DateField(_("conferred"), null=True, blank=True)

    class Meta(EvidenceItem.Meta):
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")
        permissions = [("verify_evidence", "Can verify or reject evidence, item by item")]
        constraints = [
            *EvidenceItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(institution__isnull=False) | ~Q(institution_name=""),
                name="qualification_institution_or_name",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.degree, self.field_of_study) if part)


class TestResult(EvidenceItem):
    """A raw score as the provider reported it; whether it passes is asked of the dated table."""

    provider = models.CharField(_("test provider"), max_length=40)
    test_code = models.CharField(_("test code"), max_length=10)
    score = models.PositiveSmallIntegerField(_("score"))
    taken_on = models.DateField(_("taken"))

    class Meta(EvidenceItem.Meta):
        verbose_name = _("test result")
        verbose_name_plural = _("test results")

    def __str__(self) -> str:
        return f"{self.provider} {self.test_code}"


class Experience(EvidenceItem):
    """Service in a position; a school month is the unit, ten a year (DOMAIN 10, trap 5).

    An employer that is not on record is known by the name that the applicant gave it.
    """

    organization = models.ForeignKey(
        Organization,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organization"),
    )
    organization_name = models.CharField(_("organization by name"), max_length=200, blank=True)
    position = models.CharField(_("position"), max_length=100)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    full_time_percent = models.PositiveSmallIntegerField(_("percent of full time"), default=100)
    school_months = models.PositiveSmallIntegerField(_("school months"), default=0)
    signed_by = models.CharField(_("signed by"), max_length=150, blank=True)

    class Meta(EvidenceItem.Meta):
        verbose_name = _("service in a position")
        verbose_name_plural = _("services in positions")
        constraints = [
            *EvidenceItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="experience_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(full_time_percent__gte=1, full_time_percent__lte=100),
                name="experience_percent_in_range",
            ),
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | ~Q(organization_name=""),
                name="experience_organization_or_name",
            ),
        ]

    def __str__(self) -> str:
        return str(self.position)


class Training(EvidenceItem):
    """A completed course with its clock hours, where it names any, and its own expiry date.

    A first-aid or CPR card has dates of its own, whatever the permit says.
    """

    provider = models.CharField(_("provider"), max_length=150)
    course = models.CharField(_("course"), max_length=200)
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=2, null=True, blank=True)
    completed_on = models.DateField(_("completed"))
    expires_on = models.DateField(_("expires"), null=True, blank=True)

    class Meta(EvidenceItem.Meta):
        verbose_name = _("course taken")
        verbose_name_plural = _("courses taken")
        constraints = [
            *EvidenceItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gt=0), name="training_hours_positive"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("completed_on")),
                name="training_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.course)


class BackgroundCheck(EvidenceItem):
    """A criminal-history or registry check; its result is a matter for staff alone."""

    kind = models.CharField(_("kind"), max_length=40)
    requested_on = models.DateField(_("requested"))
    cleared_on = models.DateField(_("cleared"), null=True, blank=True)

    class Meta(EvidenceItem.Meta):
        verbose_name = _("background check")
        verbose_name_plural = _("background checks")
        constraints = [
            *EvidenceItem.Meta.constraints,
            models.CheckConstraint(
                condition=Q(cleared_on__isnull=True) | Q(cleared_on__gte=F("requested_on")),
                name="backgroundcheck_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(self.kind)

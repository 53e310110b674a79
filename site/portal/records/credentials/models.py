"""Credential types, endorsements, credentials and their append-only events.

A credential's status is never stored: ``credentials.status`` computes it from these dates and
events for a given day.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.records.append_only import AppendOnlyModel
from portal.records.dated.models import DatedRow

__all__ = [
    "Credential",
    "CredentialEndorsement",
    "CredentialEvent",
    "CredentialType",
    "CredentialTypeTerms",
    "Endorsement",
    "EndorsementTerms",
]


class CredentialType(models.Model):
    """The identity of a type of certificate or permit; what it means at a day is in its terms."""

    key = models.SlugField(_("key"), max_length=50, unique=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class CredentialTypeTerms(DatedRow):
    """Title, validity and renewal rules of a type over a period (DOMAIN 1.2, 1.5)."""

    credential_type = models.ForeignKey(
        CredentialType, on_delete=models.PROTECT, related_name="terms", verbose_name=_("type")
    )
    title = models.CharField(_("title"), max_length=200)
    validity_months = models.PositiveSmallIntegerField(
        _("months of validity"), null=True, blank=True
    )
    is_issuable = models.BooleanField(
        _("can be issued"),
        default=True,
        help_text=_("A closed type is shown and counted, and never issued."),
    )
    is_renewable = models.BooleanField(_("can be renewed"), default=False)
    renewal_opens_months = models.PositiveSmallIntegerField(
        _("months before expiry when renewal opens"),
        null=True,
        blank=True,
        help_text=_("Renewal opens this many months before expiry."),
    )
    renewal_advised_weeks = models.PositiveSmallIntegerField(
        _("weeks before expiry advised for filing"),
        null=True,
        blank=True,
        help_text=_("Applicants are advised to file this long before expiry."),
    )
    is_held_by_timely_filing = models.BooleanField(
        _("stays in process when filed in time"),
        default=False,
        help_text=_("Filed before expiry, it counts as in process until decided."),
    )
    renewal_hours = models.PositiveSmallIntegerField(
        _("clock hours of training for a renewal"), null=True, blank=True
    )
    refresher_months = models.PositiveSmallIntegerField(
        _("months for which a refresher counts"), null=True, blank=True
    )
    note = models.TextField(_("note"), blank=True)

    class Meta(DatedRow.Meta):
        verbose_name = _("credential type")
        verbose_name_plural = _("credential types")
        ordering = ["title"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["credential_type", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="credentialtypeterms_one_known_row",
            ),
            models.CheckConstraint(
                condition=Q(is_renewable=False)
                | Q(validity_months__isnull=False, validity_months__gte=1),
                name="credentialtypeterms_renewal_has_validity",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Endorsement(models.Model):
    """The identity of a subject or position a certificate authorizes; its code is permanent."""

    code = models.CharField(_("code"), max_length=5, unique=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class EndorsementTerms(DatedRow):
    """Title, category and grade span of an endorsement over a period (DOMAIN 2)."""

    endorsement = models.ForeignKey(
        Endorsement, on_delete=models.PROTECT, related_name="terms", verbose_name=_("endorsement")
    )
    title = models.CharField(_("title"), max_length=200)
    category = models.CharField(_("category"), max_length=30)
    grade_span = models.CharField(_("grades"), max_length=60, blank=True)

    class Meta(DatedRow.Meta):
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ["endorsement__code"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["endorsement", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="endorsementterms_one_known_row",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.endorsement_id} {self.title}"


class Credential(models.Model):
    """A certificate or permit a person holds; its number is random with a check digit."""

    number = models.CharField(_("number"), max_length=12, unique=True)
    legacy_number = models.CharField(
        _("number in the former system"), max_length=20, unique=True, null=True, blank=True
    )
    person = models.ForeignKey(
        "records.Person",
        on_delete=models.PROTECT,
        related_name="credentials",
        verbose_name=_("person"),
    )
    credential_type = models.ForeignKey(
        CredentialType, on_delete=models.PROTECT, related_name="credentials", verbose_name=_("type")
    )
    category = models.CharField(_("category"), max_length=30, default="teaching")
    issued_on = models.DateField(_("issued"))
    expires_on = models.DateField(_("expires"), null=True, blank=True)

    class Meta:
        verbose_name = _("certificate or permit")
        verbose_name_plural = _("certificates and permits")
        ordering = ["number"]
        indexes = [models.Index(fields=["person", "expires_on"], name="credential_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                name="credential_dates_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(legacy_number=""), name="credential_legacy_number_not_blank"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CredentialEndorsement(models.Model):
    """An endorsement on a credential; code 110 needs a subject label of its own (DOMAIN 2)."""

    credential = models.ForeignKey(
        Credential, on_delete=models.CASCADE, related_name="endorsements"
    )
    endorsement = models.ForeignKey(Endorsement, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["credential", "endorsement", "subject"], name="credentialendorsement_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.credential_id} {self.endorsement_id}"


class CredentialEvent(AppendOnlyModel):
    """Something that happened to a credential; appended, never changed or removed."""

    class Kind(models.TextChoices):
        ISSUED = "issued", _("issued")
        EXTENDED = "extended", _("renewed or extended")
        FILED = "filed", _("renewal filed in time")
        FILING_CLOSED = "filing_closed", _("renewal no longer under way")
        SUSPENDED = "suspended", _("suspended")
        REINSTATED = "reinstated", _("reinstated")
        REVOKED = "revoked", _("revoked")
        SURRENDERED = "surrendered", _("surrendered")
        SUPERSEDED = "superseded", _("superseded by another certificate")
        DUPLICATED = "duplicated", _("duplicate issued")

    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    effective_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    is_final = models.BooleanField(
        default=True, help_text=_("Public actions are shown only once they are final.")
    )
    application_reference = models.CharField(max_length=12, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="issued")
                | Q(kind="extended", expires_on__isnull=False)
                | (~Q(kind__in=["issued", "extended"]) & Q(expires_on__isnull=True)),
                name="credentialevent_extension_dated",
            ),
            models.CheckConstraint(
                condition=Q(is_final=True) | Q(kind__in=["suspended", "revoked", "surrendered"]),
                name="credentialevent_only_discipline_pends",
            ),
            models.UniqueConstraint(
                fields=["credential", "application_reference", "kind"],
                condition=~Q(application_reference=""),
                name="credentialevent_once_an_application",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.credential_id} {self.kind}"

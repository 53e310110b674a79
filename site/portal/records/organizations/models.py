"""Organizations, their dated particulars, and people's memberships in them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.records.dated.models import DatedRow

__all__ = ["Membership", "Organization", "OrganizationTerms"]


class Organization(models.Model):
    """A body that employs, trains or recommends educators; its code is the state's and permanent."""

    class Kind(models.TextChoices):
        DISTRICT = "district", _("School district")
        SCHOOL = "school", _("School")
        COLLEGE = "college", _("College or university")
        PROVIDER = "provider", _("Training provider")
        PROGRAM = "program", _("Early-childhood program")

    code = models.CharField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class OrganizationTerms(DatedRow):
    """Name, town and legal form of an organization over a period."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="terms", verbose_name=_("organization")
    )
    name = models.CharField(_("name"), max_length=200)
    town = models.CharField(_("town"), max_length=100, blank=True)
    legal_form = models.CharField(_("legal form"), max_length=40, blank=True)

    class Meta(DatedRow.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["organization", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="organizationterms_one_known_row",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in an organization over a period, and who granted it."""

    class Role(models.TextChoices):
        STAFF = "staff", _("Staff member")
        OFFICER = "officer", _("District officer")
        ADMINISTRATOR = "administrator", _("Program administrator")

    person = models.ForeignKey(
        "records.Person",
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("person"),
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("organization"),
        db_index=False,
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    position = models.CharField(_("position"), max_length=100, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    granted_by = models.ForeignKey(
        "records.Person",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("granted by"),
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        indexes = [
            # all that a look-up among the staff of a district asks
            models.Index(
                fields=["organization", "role", "person", "starts_on", "ends_on"],
                name="membership_by_organization",
            ),
            # what a list of members is read by
            models.Index(fields=["organization", "id"], name="membership_in_order"),
            models.Index(fields=["role", "id"], name="membership_by_role"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["person", "organization", "role", "starts_on"], name="membership_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.organization_id}"

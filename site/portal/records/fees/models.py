"""FeeItem and its dated terms. What an application is charged is worked out in portal.payments, kept in ``ledger``."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.records.credentials.models import CredentialType
from portal.records.dated.models import DatedRow

__all__ = ["FeeItem", "FeeTerms"]


class FeeItem(models.Model):
    """Something that has a price, known by its key; plugins name it by that."""

    key = models.CharField(_("key"), max_length=60, unique=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class FeeTerms(DatedRow):
    """What an item costs, in whole cents, and how much of that is the review part, which is not given back.

    ``credential_type`` is the key of the type whose price it is, where it is one's; ``condition`` says in words when it
    applies. The amount of a concession is what is taken off a price.
    """

    fee_item = models.ForeignKey(
        FeeItem, on_delete=models.PROTECT, related_name="terms", verbose_name=_("fee")
    )
    title = models.CharField(_("title"), max_length=200)
    title_es = models.CharField(_("title in Spanish"), max_length=200)
    credential_type = models.CharField(
        _("credential type"),
        max_length=60,
        blank=True,
        help_text=_("The key of the type whose price it is; empty where it is not about one."),
    )
    amount_cents = models.PositiveIntegerField(
        _("amount in cents"), help_text=_("5000 is $50.00; 0 is no fee.")
    )
    review_cents = models.PositiveIntegerField(
        _("review part in cents"),
        help_text=_("How much of the amount pays for the review and is not given back."),
    )

    condition = models.CharField(
        _("condition"),
        max_length=200,
        blank=True,
        help_text=_("When it applies, in words; empty where nothing is to be said."),
    )
    condition_es = models.CharField(_("condition in Spanish"), max_length=200, blank=True)
    is_concession = models.BooleanField(
        _("concession"),
        default=False,
        help_text=_("It is taken off a price, and is never one itself."),
    )

    class Meta(DatedRow.Meta):
        verbose_name = _("fee")
        verbose_name_plural = _("fees")
        ordering = ["title"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["fee_item", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="feeterms_one_known_row",
            ),
            models.CheckConstraint(
                condition=Q(review_cents__gte=0, review_cents__lte=F("amount_cents")),
                name="feeterms_review_is_a_part",
            ),
            models.CheckConstraint(
                condition=Q(is_concession=False) | Q(review_cents=0),
                name="feeterms_concession_has_no_review",
            ),
            models.CheckConstraint(
                condition=Q(condition="", condition_es="")
                | (~Q(condition="") & ~Q(condition_es="")),
                name="feeterms_condition_in_both_languages",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def balance_cents(self) -> int:
        """Return what is left of the price beside the review part."""
        return self.amount_cents - self.review_cents

    def clean(self) -> None:
        """Refuse the price of a type that is not on record."""
        super().clean()
        key = self.credential_type
        if key and not CredentialType.objects.filter(key=key).exists():
            raise ValidationError(
                {"credential_type": _("No credential type on record has this key.")}
            )

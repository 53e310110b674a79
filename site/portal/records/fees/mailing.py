"""What holds for payments by mail, as dated rows: payee and address, and which instruments are accepted."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.records.dated.models import DatedRow

__all__ = [
    "BUREAU",
    "Instrument",
    "InstrumentTerms",
    "MailingAddress",
    "MailingTerms",
    "find_mailing",
    "list_instruments",
]

BUREAU = "bureau"
"""The key of the address that payments are mailed to."""


class MailingAddress(models.Model):
    """Somewhere that payments are mailed to, known by its key."""

    key = models.CharField(_("key"), max_length=60, unique=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class MailingTerms(DatedRow):
    """To whom a mailed payment is made out, and where it is sent, over a period."""

    mailing_address = models.ForeignKey(
        MailingAddress,
        on_delete=models.PROTECT,
        related_name="terms",
        verbose_name=_("mailing address"),
    )
    payee = models.CharField(_("payable to"), max_length=120)
    addressee = models.CharField(_("addressee"), max_length=120)
    street = models.CharField(_("street or PO box"), max_length=120)
    place = models.CharField(_("city, state and ZIP code"), max_length=120)

    class Meta(DatedRow.Meta):
        verbose_name = _("mailing address of payments")
        verbose_name_plural = _("mailing addresses of payments")
        ordering = ["payee"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["mailing_address", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="mailingterms_one_known_row",
            ),
        ]

    def __str__(self) -> str:
        return self.payee


class Instrument(models.Model):
    """A kind of paper that somebody may mail as a payment, known by its key."""

    key = models.CharField(_("key"), max_length=60, unique=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class InstrumentTerms(DatedRow):
    """What a kind of paper is called, and whether it is accepted, over a period."""

    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="terms", verbose_name=_("instrument")
    )
    title = models.CharField(_("title"), max_length=200)
    title_es = models.CharField(_("title in Spanish"), max_length=200)
    is_accepted = models.BooleanField(_("accepted"), default=False)

    class Meta(DatedRow.Meta):
        verbose_name = _("instrument of mailed payments")
        verbose_name_plural = _("instruments of mailed payments")
        ordering = ["title"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["instrument", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="instrumentterms_one_known_row",
            ),
        ]

    def __str__(self) -> str:
        return self.title


def find_mailing(*, on: date) -> MailingTerms | None:
    """Return where payments are mailed to on a day, None where no row is offered; 1 SQL."""
    rows = MailingTerms.objects.in_force(on).filter(mailing_address__key=BUREAU, is_active=True)
    found: MailingTerms | None = rows.first()
    return found


def list_instruments(*, on: date) -> list[InstrumentTerms]:
    """Return what is said of each kind of paper on a day, what is accepted first; 1 SQL."""
    rows = InstrumentTerms.objects.in_force(on).filter(is_active=True)
    return list(rows.select_related("instrument").order_by("-is_accepted", "instrument__key"))

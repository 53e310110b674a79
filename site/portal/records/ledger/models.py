"""ChargeLine: what an application is charged, frozen as it is sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.records.append_only import AppendOnlyModel
from portal.records.applications.models import Application
from portal.records.fees.models import FeeTerms
from portal.records.ledger.lines import Part

__all__ = ["ChargeLine"]


class ChargeLine(AppendOnlyModel):
    """A line of what was charged, with the dated row that it follows from; never changed, never removed.

    ``due_at`` is empty for what is not to be paid yet; an operation of this applet writes it, once.
    """

    application = models.ForeignKey(
        Application,
        on_delete=models.PROTECT,
        related_name="charges",
        verbose_name=_("application"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    item = models.CharField(_("fee"), max_length=60)
    part = models.CharField(_("part"), max_length=10, choices=Part.choices)
    quantity = models.PositiveSmallIntegerField(_("quantity"))
    cents = models.IntegerField(_("amount in cents"))
    terms = models.ForeignKey(
        FeeTerms, on_delete=models.PROTECT, related_name="+", verbose_name=_("dated row")
    )
    charged_at = models.DateTimeField(_("charged"))
    due_at = models.DateTimeField(_("due since"), null=True, blank=True)

    class Meta:
        verbose_name = _("charge")
        verbose_name_plural = _("charges")
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="chargeline_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(part__in=["review", "balance"], cents__gte=0)
                | Q(part="concession", cents__lt=0),
                name="chargeline_only_concessions_take_off",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="chargeline_of_something"),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(due_at__gte=models.F("charged_at")),
                name="chargeline_due_once_charged",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.item} {self.part}"

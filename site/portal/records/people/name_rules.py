"""What a law decides about names, as dated rows. Reading them is for ``queries``."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.records.dated.models import DatedRow

__all__ = ["NameRule", "NameRuleTerms"]


class NameRule(models.Model):
    """Something about names that a law decides, known by its key."""

    key = models.CharField(_("key"), max_length=60, unique=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class NameRuleTerms(DatedRow):
    """Whether a rule of names holds over a period."""

    name_rule = models.ForeignKey(
        NameRule, on_delete=models.PROTECT, related_name="terms", verbose_name=_("rule of names")
    )
    title = models.CharField(_("title"), max_length=200)
    is_allowed = models.BooleanField(_("allowed"), default=False)

    class Meta(DatedRow.Meta):
        verbose_name = _("rule of names")
        verbose_name_plural = _("rules of names")
        ordering = ["title"]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["name_rule", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="nameruleterms_one_known_row",
            ),
        ]

    def __str__(self) -> str:
        return self.title

"""The decision of an application, with what it did. Facts only; nothing here decides."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.records.append_only import AppendOnlyModel
from portal.records.applications.models import Application

__all__ = ["Decision"]


class Decision(AppendOnlyModel):
    """The one decision of an application; a second one is refused by the database.

    Nobody decided what a rule approved by itself. ``evidence`` names the items that the application claimed, as they
    stood at that moment; ``documents`` those of its documents that were open, and that an approval went without.
    """

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("approved")
        DENIED = "denied", _("denied")

    application = models.OneToOneField(
        Application,
        on_delete=models.PROTECT,
        related_name="decision",
        verbose_name=_("application"),
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"))
    effects = models.JSONField(_("effects"), default=list)
    evidence = models.JSONField(_("evidence"), default=list)
    documents = models.JSONField(_("documents"), default=list)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="approved") | ~Q(reason=""), name="decision_denial_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(outcome="approved") | Q(decided_by__isnull=False),
                name="decision_rules_only_approve",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"

"""ReferenceChange: what somebody of the bureau wants a reference row to say, and who agreed.

The rows themselves live in the applets that they describe; ``reference.changes`` alone writes here.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

__all__ = ["ReferenceChange"]


class ReferenceChange(models.Model):
    """One line as the reference files have it, proposed by one person and decided by another.

    ``table`` and ``key`` name what it is about; ``line`` holds text by column; ``replaces`` are the
    keys of the known rows that it contradicted when it was proposed.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for a second person")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    table = models.CharField(_("table"), max_length=40)
    key = models.CharField(_("code or key"), max_length=50)
    line = models.JSONField()
    replaces = models.JSONField(default=list)
    reason = models.TextField(_("reason"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed"))
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PROPOSED
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ["-id"]
        permissions = [
            ("propose_reference_change", "Can propose a change of reference rows"),
            ("approve_reference_change", "Can approve somebody else's change of reference rows"),
        ]
        indexes = [models.Index(fields=["state", "id"], name="referencechange_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="referencechange_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "withdrawn"]) | ~Q(decided_by=F("proposed_by")),
                name="referencechange_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""),
                name="referencechange_refusal_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"

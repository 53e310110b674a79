"""The kinds of items that somebody may claim in an application, with the table of each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.records.evidence.models import EvidenceItem, Experience, Qualification, Training

__all__ = ["EvidenceKind", "model_of"]


class EvidenceKind(models.TextChoices):
    """A kind of item, as addresses and decisions name it."""

    EXPERIENCE = "experience", _("employment")
    QUALIFICATION = "qualification", _("education")
    TRAINING = "training", _("training")


_MODELS: dict[EvidenceKind, type[EvidenceItem]] = {
    EvidenceKind.EXPERIENCE: Experience,
    EvidenceKind.QUALIFICATION: Qualification,
    EvidenceKind.TRAINING: Training,
}


def model_of(kind: EvidenceKind) -> type[EvidenceItem]:
    """Return the table of a kind."""
    return _MODELS[kind]

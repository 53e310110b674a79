"""The kinds of items that somebody verifies or rejects one by one, with the table of each."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.records.evidence.models import (
    BackgroundCheck,
    EvidenceItem,
    Experience,
    Qualification,
    TestResult,
    Training,
)

__all__ = ["CLAIMED_IN_APPLICATIONS", "EvidenceKind", "model_of"]


class EvidenceKind(models.TextChoices):
    """A kind of item, as addresses and decisions name it."""

    EXPERIENCE = "experience", _("employment")
    QUALIFICATION = "qualification", _("education")
    TRAINING = "training", _("training")
    TEST_RESULT = "test_result", _("test result")
    BACKGROUND_CHECK = "background_check", _("background check")


CLAIMED_IN_APPLICATIONS = frozenset(
    {
        EvidenceKind.EXPERIENCE,
        EvidenceKind.QUALIFICATION,
        EvidenceKind.TRAINING,
        EvidenceKind.TEST_RESULT,
    }
)
"""What applicants claim, and read what became of; a background check is a matter for staff."""


_MODELS: dict[EvidenceKind, type[EvidenceItem]] = {
    EvidenceKind.EXPERIENCE: Experience,
    EvidenceKind.QUALIFICATION: Qualification,
    EvidenceKind.TRAINING: Training,
    EvidenceKind.TEST_RESULT: TestResult,
    EvidenceKind.BACKGROUND_CHECK: BackgroundCheck,
}


def model_of(kind: EvidenceKind) -> type[EvidenceItem]:
    """Return the table of a kind."""
    return _MODELS[kind]

"""The condition that an application waits for the bureau, written so that both databases use its index."""

from __future__ import annotations

from django.db import models
from django.db.models import F

__all__ = ["IsWaiting"]


class IsWaiting(models.Func):
    """Whether an application waits for the bureau, in the very words of the index application_waiting.

    SQLite uses a partial index only where a condition repeats its words; values that are bound do not.
    """

    template = "%(expressions)s IN ('submitted', 'assessment')"
    arity = 1
    output_field = models.BooleanField()

    def __init__(self, stage: str = "stage") -> None:
        super().__init__(F(stage))

"""One line of what an application is charged, as a value; what it follows from stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["FeeLine", "Part"]


class Part(models.TextChoices):
    """What part of a price a line is; a concession takes off."""

    REVIEW = "review", _("review part, not given back")
    BALANCE = "balance", _("price")
    CONCESSION = "concession", _("concession")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """A line in whole cents, below zero for a concession.

    ``terms_id`` is the dated row that says ``unit_cents`` and ``source``; ``label`` is text by language.
    """

    item: str
    label: Mapping[str, str]
    part: Part
    quantity: int
    unit_cents: int
    cents: int
    terms_id: int
    source: str

    def as_data(self) -> dict[str, Any]:
        """Return the line as JSON data, as what was attested keeps it."""
        return {**asdict(self), "label": dict(self.label), "part": self.part.value}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> FeeLine:
        """Return the line that ``as_data`` wrote."""
        return cls(**{**data, "part": Part(data["part"])})

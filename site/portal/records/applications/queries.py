"""Reads of applications for those who hang something on them: what was approved, service by service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from portal.records.applications.decisions import Decision
from portal.records.applications.models import Application

__all__ = ["Approval", "list_approvals"]

ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """An application that was approved; ``registry_id`` is the applicant's of today, empty where there is none."""

    reference: str
    submitted_on: date
    decided_on: date
    registry_id: str


def list_approvals(service_key: str) -> Iterator[Approval]:
    """Yield what was approved of a service, in the order begun; read in batches, so memory stays flat."""
    rows = Application.objects.filter(
        service_key=service_key,
        submitted_at__isnull=False,
        decision__outcome=Decision.Outcome.APPROVED,
    ).values_list("reference", "submitted_at", "decision__decided_at", "person__registry_id")
    for reference, submitted_at, decided_at, registry_id in rows.order_by("pk").iterator(
        chunk_size=ROWS_AT_ONCE
    ):
        yield Approval(
            reference=reference or "",
            submitted_on=timezone.localdate(submitted_at),
            decided_on=timezone.localdate(decided_at),
            registry_id=registry_id or "",
        )

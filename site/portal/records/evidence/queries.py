"""Reads of evidence: the items that a person's applications claimed, of every kind in one query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, DecimalField, F, QuerySet, Value
from django.db.models.functions import Cast

from portal.records.evidence.items import ClaimedItem
from portal.records.evidence.kinds import EvidenceKind, model_of
from portal.records.evidence.models import (
    EvidenceItem,
    Experience,
    Qualification,
    TestResult,
    Training,
)
from portal.records.prepared import PreparedRows

__all__ = ["list_claimed_items"]

NO_DAY = Cast(Value(None), DateField())
NUMBER: DecimalField[Any, Any] = DecimalField(max_digits=6, decimal_places=2)
NO_NUMBER = Cast(Value(None), NUMBER)
KINDS = {model_of(kind): kind.value for kind in EvidenceKind}
_NAMED = ("kind", "what", "subject", "where", "start", "end", "number")
_COLUMNS = (
    "pk",
    "application_reference",
    "state",
    "rejection_reason",
    "verified_at",
    "verified_by__first_name",
    "verified_by__last_name",
    "verified_by__username",
)


def list_claimed_items(person_id: int, reference: str = "") -> list[ClaimedItem]:
    """Return what a person's applications claimed, or one of them; 1 SQL, in the order claimed."""
    if reference:
        rows = _CLAIMED_IN.fetch(person_id=person_id, reference=reference)
    else:
        rows = _CLAIMED.fetch(person_id=person_id)
    return [_to_item(dict(zip((*_COLUMNS, *_NAMED), row, strict=True))) for row in rows]


def _claimed(person_id: int, reference: str = "") -> QuerySet[Any, Any]:
    rows = (
        _select(Experience, person_id, reference, what="position", where="organization_name",
                start=F("starts_on"), end=F("ends_on")),
        _select(Qualification, person_id, reference, what="degree", where="institution_name",
                subject=F("field_of_study"), end=F("conferred_on")),
        _select(Training, person_id, reference, what="course", where="provider",
                number=F("hours"), end=F("completed_on")),
        _select(TestResult, person_id, reference, what="test_code", where="provider",
                number=Cast("score", NUMBER), end=F("taken_on")),
    )  # fmt: skip
    return rows[0].union(*rows[1:], all=True).order_by("kind", "pk")


def _select(
    model: type[EvidenceItem], person_id: int, reference: str, *, what: str, where: str, **own: Any
) -> QuerySet[Any, Any]:
    about = {"application_reference": reference} if reference else {}
    kind = Value(KINDS[model], CharField())
    claimed = model._default_manager.filter(person_id=person_id, **about)
    rows: QuerySet[Any, Any] = (
        claimed.exclude(application_reference="")
        .order_by()
        .annotate(
            kind=kind,
            what=F(what),
            where=F(where),
            subject=own.get("subject", Value("", CharField())),
            start=own.get("start", NO_DAY),
            end=own.get("end", NO_DAY),
            number=own.get("number", NO_NUMBER),
        )
        .values_list(*_COLUMNS, *_NAMED)
    )
    return rows


def _to_item(row: Mapping[str, Any]) -> ClaimedItem:
    name = f"{row['verified_by__first_name'] or ''} {row['verified_by__last_name'] or ''}".strip()
    return ClaimedItem(
        kind=EvidenceKind(row["kind"]),
        id=row["pk"],
        what=row["what"],
        subject=row["subject"],
        where=row["where"],
        starts_on=row["start"],
        ends_on=row["end"],
        number=row["number"],
        application_reference=row["application_reference"],
        state=EvidenceItem.State(row["state"]),
        rejection_reason=row["rejection_reason"],
        settled_at=row["verified_at"],
        settled_by=name or row["verified_by__username"] or "",
    )


_CLAIMED = PreparedRows(_claimed, person_id=BigIntegerField())
_CLAIMED_IN = PreparedRows(_claimed, person_id=BigIntegerField(), reference=CharField())

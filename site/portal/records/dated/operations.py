"""Records what holds over a period, closing the knowledge of what it replaces.

The only writer of dated rows: operation by operation, known rows of one subject never overlap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction

from portal.records.audit.operations import Act, record_events
from portal.records.dated.models import Confidence, DatedRow

__all__ = [
    "DatedRowRefusedError",
    "Period",
    "Said",
    "lock_subject",
    "outside",
    "overlaps",
    "record_first_terms",
    "record_terms",
]

RowType = TypeVar("RowType", bound=DatedRow)
Period = tuple[date, date | None]

_KNOWLEDGE = frozenset({"id", "valid_from", "valid_to", "recorded_at", "superseded_at"})


class DatedRowRefusedError(ValueError):
    """The row is out of order: an empty period, or recorded before what it replaces."""


@dataclass(frozen=True, slots=True)
class Said:
    """What holds of a subject over a period; only sourced rows are active where nothing else is said."""

    subject: Mapping[str, Any]
    period: Period
    values: Mapping[str, Any]
    confidence: Confidence
    source: str
    is_active: bool | None = None


@transaction.atomic
def record_first_terms(
    *, model: type[DatedRow], said: Sequence[Said], actor_id: int | None, at: datetime
) -> None:
    """Record the first thing that is said of each of many subjects, stored in this very transaction.

    A few SQL for hundreds: nothing is known of them that could overlap, and nobody else can know them yet. Raises
    DatedRowRefusedError.
    """
    rows = model._default_manager.bulk_create([_make_row(model, each, at) for each in said])
    record_events(map(_act, rows), actor_id=actor_id, at=at)


@transaction.atomic
def record_terms(
    *, model: type[RowType], said: Said, actor_id: int | None, at: datetime
) -> RowType:
    """Record that something holds of a subject from a day until before another, known from ``at``.

    Known rows that overlap the period are superseded, and what they said outside it is recorded
    again. A row that says the same already is returned as it is. Raises DatedRowRefusedError.
    """
    row = _make_row(model, said, at)
    lock_subject(said.subject)
    known = list(model._default_manager.filter(superseded_at=None, **said.subject))
    same: RowType | None = next((other for other in known if _is_same(row, other)), None)
    if same is not None:
        return same
    remainders = [
        part
        for other in known
        if overlaps(other, said.period)
        for part in _supersede(other, said.period, at)
    ]
    for each in (*remainders, row):
        each.save(force_insert=True)
    record_events([_act(row)], actor_id=actor_id, at=at)
    return row


def _make_row(model: type[RowType], said: Said, at: datetime) -> RowType:
    start, end = said.period
    if end is not None and end <= start:
        raise DatedRowRefusedError(f"The period {said.period} is empty.")
    is_active = said.is_active
    if is_active is None:
        is_active = said.confidence != Confidence.UNVERIFIED
    return model(
        **said.subject,
        **said.values,
        valid_from=start,
        valid_to=end,
        confidence=said.confidence,
        is_active=is_active,
        source=said.source,
        recorded_at=at,
    )


def lock_subject(subject: Mapping[str, Any]) -> None:
    """Hold what the rows are about until the transaction ends, so that one change follows another.

    Locking the rows alone would not do: who waits for them does not see the rows that the other
    adds in the meantime.
    """
    for each in subject.values():
        if isinstance(each, models.Model):
            type(each)._default_manager.select_for_update().only("pk").get(pk=each.pk)


def overlaps(row: DatedRow, period: Period) -> bool:
    """Tell whether a row holds on any day of the period."""
    begins_before = period[1] is None or row.valid_from < period[1]
    return begins_before and (row.valid_to is None or row.valid_to > period[0])


def outside(row: DatedRow, period: Period) -> list[Period]:
    """Return the parts of a row's period, none to two, that another period leaves."""
    start, end = period
    parts: list[Period] = []
    if row.valid_from < start:
        parts.append((row.valid_from, start))
    if end is not None and (row.valid_to is None or row.valid_to > end):
        parts.append((end, row.valid_to))
    return parts


def _is_same(row: DatedRow, other: DatedRow) -> bool:
    """Tell whether two rows say the same of the same period."""
    return _period(row) == _period(other) and _statement(row) == _statement(other)


def _statement(row: DatedRow) -> dict[str, Any]:
    """Return what a row says, without when it holds and when it was known."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in _KNOWLEDGE
    }


def _period(row: DatedRow) -> Period:
    return row.valid_from, row.valid_to


def _supersede(row: RowType, period: Period, at: datetime) -> list[RowType]:
    """Close the knowledge of a row and return what it still says outside the period."""
    if at < row.recorded_at:
        raise DatedRowRefusedError(f"{at} is before the replaced row was recorded.")
    row.superseded_at = at
    row.save(update_fields=["superseded_at"])
    return [_again(row, part, at) for part in outside(row, period)]


def _again(row: RowType, period: Period, at: datetime) -> RowType:
    """Return an unsaved row that says the same over another period, known from ``at``."""
    facts = _statement(row)
    return type(row)(**facts, valid_from=period[0], valid_to=period[1], recorded_at=at)


def _act(row: DatedRow) -> Act:
    """Return what the audit trail says of a new row."""
    state = {**_statement(row), "valid_from": row.valid_from, "valid_to": row.valid_to}
    record_type = row._meta.model_name or ""
    return Act("reference.recorded", record_type, str(row.pk), state)

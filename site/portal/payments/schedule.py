"""Reads the fee schedule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from portal.definitions.texts import text
from portal.payments.fees import FeeRow, Schedule
from portal.records.fees.models import FeeTerms

__all__ = ["list_rows", "read_schedule"]

_COLUMNS = (
    *("pk", "fee_item__key", "title", "title_es", "amount_cents", "review_cents"),
    *("credential_type", "condition", "condition_es", "is_concession"),
    *("valid_from", "valid_to", "is_active", "source"),
)


def read_schedule() -> Schedule:
    """Return what is known of fees now, of all days; 1 SQL."""
    return Schedule(_rows(FeeTerms.objects.known().values_list(*_COLUMNS)))


def list_rows(*, on: date) -> list[FeeRow]:
    """Return the rows that hold on a day, by item, those that applicants are not offered too; 1 SQL."""
    rows = FeeTerms.objects.in_force(on).order_by("fee_item__key")
    return list(_rows(rows.values_list(*_COLUMNS)))


def _rows(found: Iterable[tuple[Any, ...]]) -> Iterator[FeeRow]:
    for key, item, title, title_es, amount, review, kind, when, when_es, off, *held in found:
        first, end, offered, source = held
        yield FeeRow(
            id=key,
            item=item,
            label=text(title, title_es),
            amount_cents=amount,
            review_cents=review,
            credential_type=kind,
            condition=text(when, when_es) if when else {},
            is_concession=off,
            valid_from=first,
            valid_to=end,
            is_offered=offered,
            source=source,
        )

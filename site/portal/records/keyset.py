"""Pages of a long list by the place of their first or last row: any page costs the same, however long the list is.

The order must be that of an index and end in a unique column. How a page is shown is no matter of this module.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Field, IntegerField, Model, QuerySet, Subquery
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

__all__ = ["FIRST", "LAST", "KeysetOrder", "KeysetPage", "read_page"]

FIRST, LAST = "", "last"
AFTER, BEFORE = "a", "b"
LONGEST = 2_000
LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class KeysetOrder:
    """Columns by their paths, none of which is ever empty; all rise, or with ``is_falling`` all fall."""

    columns: tuple[str, ...]
    is_falling: bool = False

    def names(self, *, turned: bool = False) -> list[str]:
        """Return the names for ``order_by``."""
        return [f"{'-' if self.is_falling != turned else ''}{column}" for column in self.columns]


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """Some rows, and the positions of the pages before and after; None where there is none.

    ``count`` is how many rows there are on all pages, up to the bound that was asked for.
    """

    rows: list[Any]
    previous: str | None
    next: str | None
    count: int


class CountUpTo(Subquery):
    """How many rows a query has, counted in the statement that reads some of them."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def read_page(
    rows: QuerySet[Any], order: KeysetOrder, position: str, size: int, *, most: int
) -> KeysetPage:
    """Return the page at a position, and how many rows there are up to a bound; 1 SQL.

    A position that is none of ours leads to the first page.
    """
    direction, values = _read_position(rows.model, order, position)
    is_turned = direction in {BEFORE, LAST}
    wanted = rows.order_by(*order.names(turned=is_turned))
    if values:
        is_greater = (direction == AFTER) != order.is_falling
        lookup = TupleGreaterThan if is_greater else TupleLessThan
        wanted = wanted.filter(lookup(Tuple(*map(F, order.columns)), values))
    counted = CountUpTo(rows.order_by().values("pk")[:most])
    found = list(wanted.annotate(counted_rows=counted)[: size + 1])
    has_more, page = len(found) > size, found[:size]
    if is_turned:
        page.reverse()
    before = has_more if is_turned else bool(values)
    after = (direction == BEFORE) if is_turned else has_more
    return KeysetPage(
        page,
        _write_position(BEFORE, page[0], order) if page and before else None,
        _write_position(AFTER, page[-1], order) if page and after else None,
        found[0].counted_rows if found else 0,
    )


def _write_position(direction: str, row: Any, order: KeysetOrder) -> str:
    values = [_read_path(row, column) for column in order.columns]
    text = json.dumps(values, default=_to_json, ensure_ascii=False)
    return direction + base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_position(
    model: type[Model], order: KeysetOrder, position: str
) -> tuple[str, list[Any] | None]:
    if position == LAST:
        return LAST, None
    direction, text = position[:1], position[1:]
    if direction not in {AFTER, BEFORE} or len(text) > LONGEST:
        return FIRST, None
    try:
        padded = text + "=" * (-len(text) % 4)
        values = json.loads(base64.urlsafe_b64decode(padded.encode()))
        if not isinstance(values, list) or len(values) != len(order.columns):
            return FIRST, None
        for value in values:
            _check_storable(value)
        fields = [_find_field(model, column) for column in order.columns]
        pairs = zip(fields, values, strict=True)
        return direction, [field.clean(value, None) for field, value in pairs]
    except (binascii.Error, ValueError, TypeError, ValidationError, FieldDoesNotExist):
        return FIRST, None


def _check_storable(value: Any) -> None:
    """Raise ValueError for what no column of a database can hold."""
    if isinstance(value, str) and b"\0" in value.encode():
        raise ValueError("a text with NUL")
    if isinstance(value, int) and abs(value) > LARGEST:
        raise ValueError("a number too large")


def _find_field(model: Any, path: str) -> Field[Any, Any]:
    *steps, name = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    field: Field[Any, Any] = model._meta.get_field(name)
    return field.target_field if field.is_relation else field  # type: ignore[attr-defined]


def _read_path(row: Any, path: str) -> Any:
    for step in path.split("__"):
        row = getattr(row, step)
    return row


def _to_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)

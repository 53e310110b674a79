"""What reference rows say, as columns side by side: one period a column, one fact a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import label_for_field
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.records.dated.models import DatedRow
from portal.records.dated.operations import Period
from portal.records.reference.changes import list_known, list_known_after
from portal.records.reference.tables import (
    ReferenceLine,
    ReferenceTable,
    facts_of,
    read_line,
    write_line,
)

__all__ = ["Comparison", "after_columns", "known_columns", "new_facts", "past_columns"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One fact of one row in words; marked where the proposal says something else than before."""

    text: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """The heading of one row: its days, and when it was known if that is over."""

    period: str
    known: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows about one subject, to be drawn as a table; ``lines`` are label and cells."""

    columns: list[Column]
    lines: list[tuple[str, list[Cell]]]


def known_columns(table: ReferenceTable, row: DatedRow) -> Comparison:
    """Return what is known now about the subject of a row."""
    return known_about(table, read_line(table, write_line(table, facts_of(table, row))))


def known_about(table: ReferenceTable, line: ReferenceLine) -> Comparison:
    """Return what is known now about the subject of a line."""
    rows = list_known(table, line)
    return _compare(table, [(row, _column(_period(row))) for row in rows], None)


def after_columns(table: ReferenceTable, line: ReferenceLine) -> Comparison:
    """Return what would be known with a line, its own facts marked where they are new."""
    statements = list_known_after(table, line)
    before = next((row for row in list_known(table, line) if _holds(row, line)), None)
    columns = [(each.row, _column(each.period, is_new=each.is_new)) for each in statements]
    return _compare(table, columns, before)


def new_facts(table: ReferenceTable, line: ReferenceLine) -> list[tuple[str, str, str]]:
    """Return label, before and after of what a line says otherwise than what holds on its first day, or of all."""
    before = next((row for row in list_known(table, line) if _holds(row, line)), None)
    after = next(each.row for each in list_known_after(table, line) if each.is_new)
    return [
        (_label(table, name), _in_words(before, name) if before else "", _in_words(after, name))
        for name in _names(table)
        if before is None or getattr(before, name) != getattr(after, name)
    ]


def past_columns(table: ReferenceTable, row: DatedRow) -> Comparison:
    """Return what was known before about the subject of a row, the latest knowledge first."""
    about = {name: getattr(row, name) for name in (table.subject_field, *table.identity_columns)}
    replaced = table.terms_model._default_manager.filter(superseded_at__isnull=False, **about)
    rows = list(replaced.order_by("-superseded_at", "valid_from"))
    return _compare(
        table, [(each, _column(_period(each), known=_known(each))) for each in rows], None
    )


def _compare(
    table: ReferenceTable, columns: Iterable[tuple[DatedRow, Column]], before: DatedRow | None
) -> Comparison:
    shown = list(columns)
    return Comparison(
        columns=[column for _row, column in shown],
        lines=[
            (
                _label(table, name),
                [_cell(row, name, before if column.is_new else None) for row, column in shown],
            )
            for name in _names(table)
        ],
    )


def _names(table: ReferenceTable) -> list[str]:
    return [*table.values, "confidence", "source"]


def _label(table: ReferenceTable, name: str) -> str:
    return capfirst(str(label_for_field(name, table.terms_model)))


def _cell(row: DatedRow, name: str, before: DatedRow | None) -> Cell:
    is_changed = before is not None and getattr(row, name) != getattr(before, name)
    return Cell(_in_words(row, name), is_changed)


def _in_words(row: DatedRow, name: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    value: Any = display() if display else getattr(row, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "–" if value in (None, "") else str(value)


def _period(row: DatedRow) -> Period:
    return row.valid_from, row.valid_to


def _holds(row: DatedRow, line: ReferenceLine) -> bool:
    """Tell whether a row holds on the first day of a line."""
    first = line.period[0]
    return row.valid_from <= first and (row.valid_to is None or row.valid_to > first)


def _column(period: Period, *, known: str = "", is_new: bool = False) -> Column:
    first = date_format(period[0], "DATE_FORMAT")
    if period[1] is None:
        return Column(_("from %(first)s") % {"first": first}, known, is_new)
    ends = {"first": first, "end": date_format(period[1], "DATE_FORMAT")}
    return Column(_("from %(first)s, no longer from %(end)s") % ends, known, is_new)


def _known(row: DatedRow) -> str:
    assert row.superseded_at is not None
    moments = [
        date_format(localtime(each), "SHORT_DATETIME_FORMAT")
        for each in (row.recorded_at, row.superseded_at)
    ]
    return _("known from %(start)s until %(end)s") % dict(
        zip(("start", "end"), moments, strict=True)
    )

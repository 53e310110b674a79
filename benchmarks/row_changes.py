"""What a piece of work changes in any table, row by row and column by column; the work is taken back afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from benchmarks.counting import watch_statements

__all__ = ["Changes", "Rows"]

Changes = dict[tuple[str, str, str], str]
"""Table, key of the row and column, with what stands there; ``GONE`` for the columns of a deleted row."""
GONE = "gone"
WRITTEN = re.compile(
    r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE
)


class Rows:
    """The rows of a database as they stood in the beginning, table by table, read when first asked for."""

    def __init__(self) -> None:
        self._before: dict[str, dict[str, dict[str, Any]]] = {}

    def changes_of(self, work: Callable[[], object]) -> Changes:
        """Do some work, return what it changed, and take it back."""
        with transaction.atomic():
            with watch_statements() as watched:
                work()
            found = (WRITTEN.match(text) for text in watched.texts)
            after = {match[1]: _read(match[1]) for match in found if match}
            transaction.set_rollback(True)
        changes: Changes = {}
        for table, rows in after.items():
            if table not in self._before:
                self._before[table] = _read(table)
            changes |= _compare(table, self._before[table], rows)
        return changes


def _read(table: str) -> dict[str, dict[str, Any]]:
    """Return every row of a table by its first column."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        names = [column[0] for column in cursor.description]
        return {str(row[0]): dict(zip(names, row, strict=True)) for row in cursor.fetchall()}


def _compare(
    table: str, before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]
) -> Changes:
    changes: Changes = {}
    for key in before.keys() | after.keys():
        old, new = before.get(key, {}), after.get(key, {})
        for column in old.keys() | new.keys():
            if old.get(column, GONE) != new.get(column, GONE):
                changes[(table, key, column)] = repr(new.get(column, GONE))
    return changes

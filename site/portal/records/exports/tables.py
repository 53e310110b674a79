"""What is exported: named columns and the rows, read in a flat amount of memory. How a file looks is not known here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from django.db import connection
from django.db.models import Expression, F, QuerySet

from portal.records.exports.cells import csv_line, inert_text, make_inert
from portal.records.reading import (
    ROWS_AT_ONCE,
    read_aside,
    read_rows,
    without_time_limit,
)

__all__ = ["ComputedTable", "ExportTable", "QueryColumn", "QueryTable"]

LINES_A_PART = 500
Row = Sequence[Any]


class ExportTable(Protocol):
    """Rows of cells that are ready to be written: inert texts, numbers, None."""

    @property
    def headers(self) -> Sequence[str]: ...

    def count(self) -> int:
        """Return how many rows there are."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows in their order."""


@dataclass(frozen=True, slots=True)
class QueryColumn:
    """A named column in SQL; what somebody may have typed is made inert, here or by the database."""

    header: str
    value: Expression | F
    is_text: bool


@dataclass(frozen=True, slots=True)
class QueryTable:
    """One statement; its columns are SQL, so that the database writes the whole file itself."""

    queryset: QuerySet[Any]
    columns: Sequence[QueryColumn]

    @property
    def headers(self) -> Sequence[str]:
        """Return the names of the columns."""
        return [make_inert(column.header) for column in self.columns]

    def count(self) -> int:
        """Return how many rows there are; reads an index from end to end."""
        with without_time_limit(connection):
            return self.queryset.count()

    def rows(self) -> Iterator[Row]:
        """Yield the rows in batches, texts made inert."""
        yield from map(_inert, read_rows(self._select([column.value for column in self.columns])))

    def write(self) -> Iterator[bytes]:
        """Yield the rows as the database writes them in CSV, every cell quoted, texts made inert by itself."""
        values = [
            inert_text(column.value) if column.is_text else column.value for column in self.columns
        ]
        if connection.vendor == "postgresql":
            return self._copy(values)
        return self._read_lines(values)

    def _copy(self, values: Sequence[Expression | F]) -> Iterator[bytes]:
        sql, parameters = self._select(values).query.sql_with_params()
        with read_aside() as reader, reader.cursor() as cursor:
            statement = f"COPY ({sql}) TO STDOUT WITH (FORMAT csv, FORCE_QUOTE *)"
            with cursor.cursor.copy(statement, parameters) as copy:  # what wraps it takes none
                yield from map(bytes, copy)

    def _read_lines(self, values: Sequence[Expression | F]) -> Iterator[bytes]:
        lines = read_rows(self._select([csv_line(values)]))
        while part := "".join(line for (line,) in islice(lines, LINES_A_PART)):
            yield part.encode()

    def _select(self, values: Sequence[Expression | F]) -> QuerySet[Any, Any]:
        named = {f"export_{place}": value for place, value in enumerate(values)}
        selected: QuerySet[Any, Any] = self.queryset.annotate(**named).values_list(*named)
        return selected


@dataclass(frozen=True, slots=True)
class ComputedTable:
    """Rows that Python works out, batch by batch, from keys read in order."""

    headers: Sequence[str]
    keys: QuerySet[Any, int]
    compute: Callable[[Sequence[int]], Iterable[Row]]

    def count(self) -> int:
        """Return how many keys there are."""
        return self.keys.count()

    def rows(self) -> Iterator[Row]:
        """Yield the rows of each batch of keys, texts made inert."""
        batch: list[int] = []
        for (key,) in read_rows(self.keys):
            batch.append(key)
            if len(batch) == ROWS_AT_ONCE:
                yield from map(_inert, self.compute(batch))
                batch = []
        yield from map(_inert, self.compute(batch))


def _inert(row: Row) -> Row:
    return [make_inert(cell) if isinstance(cell, str) else cell for cell in row]

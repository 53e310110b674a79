"""Reads for as long as it takes: past the time limit of statements, and beside what is written meanwhile.

What is read, and what becomes of it, is for callers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

__all__ = ["ROWS_AT_ONCE", "read_aside", "read_rows", "without_time_limit"]

ROWS_AT_ONCE = 2_000


@contextmanager
def without_time_limit(used: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the statements of a connection take longer than a page may wait for."""
    if used.vendor != "postgresql":
        yield
        return
    with used.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
    try:
        yield
    finally:
        with suppress(DatabaseError), used.cursor() as cursor:  # a failed transaction undoes it
            cursor.execute("RESET statement_timeout")


@contextmanager
def read_aside() -> Iterator[BaseDatabaseWrapper]:
    """Give a connection to read by: another one, unless the reader is in a transaction of its own.

    A long transaction would hide what a job tells of itself until its end, and on SQLite nobody else could write.
    """
    own = connections[DEFAULT_DB_ALIAS]
    if own.in_atomic_block:
        with without_time_limit(own):
            yield own
        return
    with closing(own.copy()) as reader, without_time_limit(reader):
        _map_nothing(reader)
        yield reader


def _map_nothing(reader: BaseDatabaseWrapper) -> None:
    """Keep SQLite from mapping the file: who reads all of it would hold as much memory as may be mapped."""
    if reader.vendor == "sqlite":
        with reader.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size = 0")


def read_rows(rows: QuerySet[Any, Any]) -> Iterator[Sequence[Any]]:
    """Yield the rows of a ``values_list``, in batches, by a connection aside."""
    with read_aside() as reader:
        compiler = rows.query.get_compiler(connection=reader)
        yield from compiler.results_iter(
            tuple_expected=True, chunked_fetch=True, chunk_size=ROWS_AT_ONCE
        )

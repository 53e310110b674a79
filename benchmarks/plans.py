"""What a database means to do for a statement: which tables it would read from end to end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

__all__ = ["Asked", "drop_indexes", "find_scans", "scans_made_dear", "watch_asked"]

Asked = tuple[str, Any]
"""A statement and its values."""
OPENING, FROM_THE_END = {"OpenRead", "ReopenIdx"}, {"Rewind", "Last"}
"""Steps of SQLite's programs: those that open a table or an index, and those that begin at an end of one."""


@contextmanager
def watch_asked() -> Iterator[list[Asked]]:
    """Collect the statements of this process's connection with their values."""
    asked: list[Asked] = []

    def note(execute: Callable[..., Any], sql: str, values: Any, *rest: Any) -> Any:
        asked.append((sql, values))
        return execute(sql, values, *rest)

    with connection.execute_wrapper(note):
        yield asked


def find_scans(asked: Asked, tables: Sequence[str]) -> list[str]:
    """Return which of some tables a statement would read from end to end."""
    sql, values = asked
    found = _postgresql(sql, values) if connection.vendor == "postgresql" else _sqlite(sql, values)
    return sorted(found & set(tables))


def _postgresql(sql: str, values: Any) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", values)
        (plan,) = cursor.fetchone()
    return {node["Relation Name"] for node in _nodes(plan[0]["Plan"]) if _is_scan(node)}


def _is_scan(node: dict[str, Any]) -> bool:
    """Tell whether a node reads its whole table, be it by an index that nothing narrows."""
    kind = node["Node Type"]
    return kind == "Seq Scan" or (kind.startswith("Index") and "Index Cond" not in node)


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "Relation Name" in node:
        yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _sqlite(sql: str, values: Any) -> set[str]:
    """Read the program of the statement: its plan has only names that stand for tables, some for several."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", values)
        steps = [(step, *places) for _at, step, *places in cursor.fetchall()]
        roots: dict[tuple[int, int], str] = {}
        for place, schema in enumerate(("sqlite_master", "sqlite_temp_master")):
            cursor.execute(f"SELECT rootpage, tbl_name FROM {schema}")
            roots |= {(root, place): table for root, table in cursor.fetchall()}
    opened = {to: (root, place) for step, to, root, place, *_ in steps if step in OPENING}
    scanned = {opened[to] for step, to, *_ in steps if step in FROM_THE_END and to in opened}
    return {roots[root] for root in scanned if root in roots}


@contextmanager
def scans_made_dear() -> Iterator[None]:
    """Let PostgreSQL read a whole table only where it has no other way."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield


@contextmanager
def drop_indexes(table: str, columns: tuple[str, ...]) -> Iterator[None]:
    """Take the indexes of these columns of a table away, until the block ends."""
    name = connection.ops.quote_name(table)
    if connection.vendor == "postgresql":
        with transaction.atomic():
            _drop(table, columns)
            yield
            transaction.set_rollback(True)
        return
    # An index that a constraint made cannot be dropped: a copy without any stands before the table.
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM main.{name}")
        yield
        cursor.execute(f"DROP TABLE temp.{name}")


def _drop(table: str, columns: tuple[str, ...]) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # rows just written may be unchecked yet
        known = connection.introspection.get_constraints(cursor, table)
        for name, facts in known.items():
            if tuple(facts["columns"]) != columns:
                continue
            if facts["unique"]:
                cursor.execute(f"ALTER TABLE {quote(table)} DROP CONSTRAINT {quote(name)}")
            elif facts["index"]:
                cursor.execute(f"DROP INDEX {quote(name)}")

"""Writes many rows of a table at once, in the fastest way each database has: COPY, or one prepared INSERT.

For invented rows alone: no ``save()``, no signal and no audit event; the database still checks every constraint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache, partial
from typing import Any

from django.db import connection, models

__all__ = ["DemoTable"]

Row = Sequence[Any]
DIFFERENT_VALUES = 50_000
REPEATED = (models.DateField, models.DateTimeField, models.DecimalField)


class DemoTable:
    """The rows of a model, given as tuples of some columns by attribute name; the others have their default.

    A JSON column is given as text. Rows whose key others refer to have it reserved and stand with it.
    """

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        known = {field.attname: field for field in model._meta.concrete_fields}
        self.model = model
        self.given = [known.pop(name) for name in columns]
        self.filled = [field for field in known.values() if not field.primary_key]

    def reserve(self, count: int) -> list[int]:
        """Return that many keys that no other row will get, in rising order. Call it inside a transaction."""
        table, key = self.model._meta.db_table, self.model._meta.pk
        assert key is not None
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                sequence = (
                    "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
                )
                cursor.execute(sequence, [table, key.column, count])
                return [number for (number,) in cursor.fetchall()]
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))

    def write(self, rows: Iterable[Row]) -> None:
        """Store the rows."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(self._statement("COPY")) as copy:
                    for row in rows:
                        copy.write_row((*row, *self._defaults))
            else:
                cursor.executemany(self._statement("INSERT"), [*map(self._adapt, rows)])

    def _statement(self, kind: str) -> str:
        quote = connection.ops.quote_name
        columns = [quote(str(field.column)) for field in (*self.given, *self.filled)]
        target = f"{quote(self.model._meta.db_table)} ({', '.join(columns)})"
        if kind == "COPY":
            return f"COPY {target} FROM STDIN"
        return f"INSERT INTO {target} VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608 (our own names)

    def _adapt(self, row: Row) -> list[Any]:
        """Return a row as SQLite takes it; the driver of PostgreSQL knows all types."""
        adapted = [*row, *self._defaults]
        for place, adapt in self._adapters:
            if adapted[place] is not None:
                adapted[place] = adapt(adapted[place])
        return adapted

    @cached_property
    def _adapters(self) -> list[tuple[int, Callable[[Any], Any]]]:
        return [
            (place, _adapter(field))
            for place, field in enumerate(self.given)
            if isinstance(field, (*REPEATED, models.UUIDField))
        ]

    @cached_property
    def _defaults(self) -> Row:
        return tuple(
            field.get_db_prep_save(field.get_default(), connection) for field in self.filled
        )


def _adapter(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """Return what turns a value into what SQLite stores; many rows have the same day."""
    adapt = partial(field.get_db_prep_save, connection=connection)
    return lru_cache(DIFFERENT_VALUES)(adapt) if isinstance(field, REPEATED) else adapt

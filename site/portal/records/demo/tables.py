"""Writes many rows of a table at once, in the fastest way each database has: COPY, or one prepared INSERT.

For invented rows alone: no ``save()``, no signal and no audit event; the database still checks every constraint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache, partial
from itertools import chain, islice
from operator import attrgetter
from typing import Any

from django.db import connection, models

__all__ = ["DemoTable"]

Row = Sequence[Any]
DIFFERENT_VALUES = 50_000
ROWS_A_STATEMENT = 50


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
                self._copy(cursor, self._target, rows)
            else:
                self._insert(cursor, "INSERT", rows)

    def write_new(self, rows: Iterable[Row]) -> None:
        """Store the rows that no unique constraint knows yet. Call it inside a transaction."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                same = f"SELECT {self._columns} FROM"
                cursor.execute(f"CREATE TEMPORARY TABLE newcomers AS {same} {self._table} LIMIT 0")
                self._copy(cursor, "newcomers", rows)
                cursor.execute(
                    f"INSERT INTO {self._target} {same} newcomers ON CONFLICT DO NOTHING"
                )
                cursor.execute("DROP TABLE newcomers")
            else:
                self._insert(cursor, "INSERT OR IGNORE", rows)

    def _copy(self, cursor: Any, target: str, rows: Iterable[Row]) -> None:
        with cursor.copy(f"COPY {target} FROM STDIN") as copy:
            for row in rows:
                copy.write_row((*row, *self._defaults))

    def _insert(self, cursor: Any, verb: str, rows: Iterable[Row]) -> None:
        """Store the rows, many with a statement: that takes a third of what one with each row takes.

        The defaults stand in the statement. All goes by column: a value that stays as it is costs nothing.
        """
        columns: list[Iterable[Any]] = [*zip(*rows, strict=True)]
        if not columns:
            return
        whole, left = divmod(len(tuple(columns[0])), ROWS_A_STATEMENT)
        for place, adapt in self._adapters:
            columns[place] = map(adapt, columns[place])
        values = chain.from_iterable(zip(*columns, strict=True))
        for size, times in ((ROWS_A_STATEMENT, whole), (1, left)):
            statement = (
                f"{verb} INTO {self._target} VALUES {', '.join([self._placeholders] * size)}"
            )
            width = size * len(columns)
            cursor.executemany(statement, [tuple(islice(values, width)) for _ in range(times)])

    @cached_property
    def _table(self) -> str:
        return connection.ops.quote_name(self.model._meta.db_table)

    @cached_property
    def _columns(self) -> str:
        quote = connection.ops.quote_name
        return ", ".join(quote(str(field.column)) for field in (*self.given, *self.filled))

    @cached_property
    def _target(self) -> str:
        return f"{self._table} ({self._columns})"

    @cached_property
    def _adapters(self) -> list[tuple[int, Callable[[Any], Any]]]:
        """Return what turns values into what SQLite takes, by place; the driver of PostgreSQL knows all types."""
        found = ((place, _adapter(field)) for place, field in enumerate(self.given))
        return [(place, adapt) for place, adapt in found if adapt is not None]

    @cached_property
    def _placeholders(self) -> str:
        """Return a row as SQLite's statement has it: what is given, and the defaults as they are."""
        with connection.cursor() as cursor:
            quoted = [
                cursor.execute("SELECT quote(%s)", [each]).fetchone() for each in self._defaults
            ]
        literals = (literal.replace("%", "%%") for (literal,) in quoted)
        return f"({', '.join([*['%s'] * len(self.given), *literals])})"

    @cached_property
    def _defaults(self) -> Row:
        return tuple(
            field.get_db_prep_save(field.get_default(), connection) for field in self.filled
        )


def _adapter(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """Return what turns a value into what SQLite takes without a question: its driver looks long at anything else."""
    match field:
        case models.DateTimeField() | models.DecimalField():  # many rows have the same moment
            prepare = partial(field.get_db_prep_save, connection=connection)
            return lru_cache(DIFFERENT_VALUES)(prepare)
        case models.DateField():
            return lambda day: None if day is None else day.isoformat()
        case models.UUIDField():
            return attrgetter("hex")
        case models.BooleanField():
            return int
        case models.CharField(choices=[_, *_], null=False):
            return str.__str__
    return None

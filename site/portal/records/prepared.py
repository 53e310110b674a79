"""Queries compiled once a process and run with other parameters.

Building a query costs Django more than the database spends on it. What every request of a hot path
asks in the same words is built once; only the values change. For plain statements, not for
anything whose shape depends on its values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query import QuerySet
from django.db.models.sql.compiler import SQLCompiler

__all__ = ["PreparedInsert", "PreparedRows", "PreparedTexts", "PreparedUpdate"]


@dataclass(frozen=True, slots=True)
class _Plan:
    """The statement for one kind of database, where each value goes, and how columns are read."""

    sql: str
    values: tuple[Any, ...]
    places: tuple[str, ...]
    converters: tuple[tuple[int, list[Any], Any], ...]


FIRST_MARK = 0xF0000
"""The first of the characters that nobody has given a meaning: they stand for texts while a query is built."""


class _Parameters:
    """The values that go into a prepared statement by name.

    ``fields`` gives each its field, which turns a value into what the database takes; a key that was read from it
    has None.
    """

    def __init__(self, fields: Mapping[str, models.Field[Any, Any] | None]) -> None:
        self.samples = {
            name: _sample(field, number) for number, (name, field) in enumerate(fields.items(), 1)
        }
        self._adapting = [(name, field) for name, field in fields.items() if field]

    def adapt(self, values: dict[str, Any], database: BaseDatabaseWrapper) -> dict[str, Any]:
        """Turn values into what the database takes."""
        for name, field in self._adapting:
            values[name] = field.get_db_prep_value(values[name], database)
        return values

    def find_names(self) -> dict[Any, str]:
        """Return the names of the parameters by what their samples are in a statement."""
        return {value: name for name, value in self.adapt({**self.samples}, connection).items()}


class PreparedRows:
    """The rows of a ``values_list`` query.

    ``build`` is called once a kind of database with a sample value a parameter; ``parameters``
    gives each its field, which turns a value into what the database takes; a key that was read from it has None.
    """

    def __init__(
        self, build: Callable[..., QuerySet[Any, Any]], **parameters: models.Field[Any, Any] | None
    ) -> None:
        self.build, self.parameters = build, _Parameters(parameters)
        self._plans: dict[str, _Plan] = {}

    def fetch(self, **values: Any) -> Sequence[Sequence[Any]]:
        """Return all rows for the parameters' values."""
        database = connections[DEFAULT_DB_ALIAS]  # its proxy is slow for so many looks
        plan = self._plans.get(database.vendor) or self._prepare()
        values = self.parameters.adapt(values, database)
        given = [
            values[place] if place else value
            for place, value in zip(plan.places, plan.values, strict=True)
        ]
        with database.cursor() as cursor:
            cursor.execute(plan.sql, given)
            found: list[Sequence[Any]] = cursor.fetchall()
        if not plan.converters:
            return found
        rows = [list(row) for row in found]
        for column, converters, expression in plan.converters:
            for convert in converters:
                for row in rows:
                    row[column] = convert(row[column], expression, database)
        return rows

    def _prepare(self) -> _Plan:
        compiler = self.build(**self.parameters.samples).query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        names = self.parameters.find_names()
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        plan = _Plan(
            sql,
            tuple(values),
            tuple(names.get(value, "") for value in values),
            tuple((column, *reading) for column, reading in converters.items()),
        )
        self._notice(compiler)
        self._plans[connection.vendor] = plan
        return plan

    def _notice(self, compiler: SQLCompiler) -> None:
        """Remember what else the built query tells; nothing here."""


class PreparedTexts:
    """The rows of a ``values_list`` query of text columns, whose values are texts, or begin with one.

    ``build`` is called once a kind of database, with as many marks as there will be texts, and with a sample value for
    each of the ``parameters``, as PreparedRows has them.
    """

    def __init__(
        self,
        build: Callable[..., QuerySet[Any, Any]],
        count: int,
        **parameters: models.Field[Any, Any] | None,
    ) -> None:
        self.build, self.count, self.parameters = build, count, _Parameters(parameters)
        self._plans: dict[str, tuple[str, list[tuple[int | str | None, Any]]]] = {}

    def fetch(self, texts: Sequence[str], **values: Any) -> list[tuple[Any, ...]]:
        """Return all rows for the texts, in the order of their marks, and the parameters' values."""
        database = connections[DEFAULT_DB_ALIAS]
        sql, places = self._plans.get(database.vendor) or self._prepare()
        values = self.parameters.adapt(values, database)
        given = [
            rest if at is None else values[at] if isinstance(at, str) else texts[at] + rest
            for at, rest in places
        ]
        with database.cursor() as cursor:
            cursor.execute(sql, given)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def _prepare(self) -> tuple[str, list[tuple[int | str | None, Any]]]:
        marks = [chr(FIRST_MARK + number) for number in range(self.count)]
        query = self.build(marks, **self.parameters.samples).query
        sql, values = query.get_compiler(connection=connection).as_sql()
        names = self.parameters.find_names()
        plan = (sql, [_place(value, marks, names) for value in values])
        self._plans[connection.vendor] = plan
        return plan


class PreparedInsert:
    """The insertion of one row at a time; columns that are not given take their field's default.

    No ``save()`` is called and no signal sent: for rows that nothing else watches. With
    ``skip_duplicates`` a row that a unique column refuses is left out.
    """

    def __init__(self, model: type[models.Model], *, skip_duplicates: bool = False) -> None:
        self.model, self.skip_duplicates = model, skip_duplicates
        self._sql: dict[str, str] = {}

    @cached_property
    def _fields(self) -> list[models.Field[Any, Any]]:
        return [field for field in self.model._meta.concrete_fields if not field.primary_key]

    def run(self, **columns: Any) -> None:
        """Insert a row; columns go by their attribute names. Raises TypeError for an unknown one."""
        values = [
            field.get_db_prep_save(
                columns.pop(field.attname) if field.attname in columns else field.get_default(),
                connection,
            )
            for field in self._fields
        ]
        if columns:
            raise TypeError(f"{self.model.__name__} has no {', '.join(columns)}")
        with connection.cursor() as cursor:
            cursor.execute(self._sql.get(connection.vendor) or self._prepare(), values)

    def _prepare(self) -> str:
        quote = connection.ops.quote_name
        names = ", ".join(quote(str(field.column)) for field in self._fields)
        places = ", ".join(["%s"] * len(self._fields))
        ending = " ON CONFLICT DO NOTHING" if self.skip_duplicates else ""
        table = quote(self.model._meta.db_table)
        sql = f"INSERT INTO {table} ({names}) VALUES ({places}){ending}"  # noqa: S608 (our own names)
        self._sql[connection.vendor] = sql
        return sql


class PreparedUpdate:
    """The change of a row, on condition that columns have the values given and others have none.

    No ``save()`` is called and no signal sent.
    """

    def __init__(
        self,
        model: type[models.Model],
        *,
        changes: Sequence[str],
        where: Sequence[str],
        where_empty: Sequence[str] = (),
    ) -> None:
        self.model = model
        self.changes, self.where, self.where_empty = changes, where, where_empty
        self._sql: dict[str, str] = {}

    @cached_property
    def _fields(self) -> list[models.Field[Any, Any]]:
        known = {field.attname: field for field in self.model._meta.concrete_fields}
        return [known[name] for name in (*self.changes, *self.where)]

    def run(self, **columns: Any) -> bool:
        """Change the row; tell whether there was one. Columns go by their attribute names."""
        values = [
            field.get_db_prep_save(columns[field.attname], connection) for field in self._fields
        ]
        with connection.cursor() as cursor:
            cursor.execute(self._sql.get(connection.vendor) or self._prepare(), values)
            changed: int = cursor.rowcount
        return changed > 0

    def _prepare(self) -> str:
        quote, meta = connection.ops.quote_name, self.model._meta
        named = {field.attname: quote(str(field.column)) for field in meta.concrete_fields}
        changes = ", ".join(f"{named[name]} = %s" for name in self.changes)
        conditions = [f"{named[name]} = %s" for name in self.where]
        conditions += [f"{named[name]} IS NULL" for name in self.where_empty]
        sql = f"UPDATE {quote(meta.db_table)} SET {changes} WHERE {' AND '.join(conditions)}"  # noqa: S608 (our own names)
        self._sql[connection.vendor] = sql
        return sql


def _sample(field: models.Field[Any, Any] | None, number: int) -> Any:
    """Return a value that no real parameter has, so that its place is found in the statement."""
    if isinstance(field, models.UUIDField):
        return f"00000000-0000-4000-8000-{number:012x}"
    if field is None or isinstance(field, models.IntegerField):
        return 2**62 + number
    if isinstance(field, models.DateTimeField):
        return datetime(1900, 1, number, tzinfo=UTC)
    if isinstance(field, models.DateField):
        return date(1900, 1, number)
    return f"\ue000{number}\ue001"


def _place(
    value: Any, marks: Sequence[str], names: Mapping[Any, str]
) -> tuple[int | str | None, Any]:
    """Return which text a value begins with and what follows it, or which parameter it is, or the value itself."""
    if isinstance(value, str) and value and value[0] in marks:
        return marks.index(value[0]), value[1:]
    return names.get(value), value

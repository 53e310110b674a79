"""Rows of any database as plain JSON that every other can take: table by table, each column with its kind.

Columns are read and written as they are stored; no model's own field has a say. Tables are made by migrations.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import ExpressionWrapper, F

__all__ = ["Table", "empty_table", "read_table", "reset_keys", "write_table"]

Table = dict[str, Any]
AS_IT_IS = ""
KINDS: Mapping[str, models.Field[Any, Any]] = {
    AS_IT_IS: models.TextField(),
    "BooleanField": models.BooleanField(),
    "DateField": models.DateField(),
    "DateTimeField": models.DateTimeField(),
    "DecimalField": models.DecimalField(max_digits=40, decimal_places=10),
    "JSONField": models.JSONField(),
    "UUIDField": models.UUIDField(),
}
"""What databases store each in their own way; everything else is a number or a text in all of them."""


def kind_of(field: models.Field[Any, Any]) -> str:
    """Return the kind of a column."""
    kind = field.get_internal_type()
    return kind if kind in KINDS else AS_IT_IS


def read_table(model: type[models.Model]) -> Table:
    """Return every row of a model's own table in the order of its keys."""
    fields = model._meta.local_concrete_fields
    as_stored = [
        ExpressionWrapper(F(field.attname), output_field=KINDS[kind_of(field)]) for field in fields
    ]
    rows = model._base_manager.order_by("pk").values_list(*as_stored)
    return {
        "columns": [[field.column, kind_of(field)] for field in fields],
        "rows": [[_plain(value) for value in row] for row in rows],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def empty_table(name: str) -> None:
    """Remove the rows that migrations put into a table; constraints between tables wait for the transaction's end."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")


def write_table(name: str, table: Table, missing: Mapping[str, Any]) -> None:
    """Insert rows as they were read; ``missing`` gives what stands in columns that the table has gained, by name."""
    kinds = [KINDS[kind] for _column, kind in table["columns"]]
    columns = [*(column for column, _kind in table["columns"]), *missing]
    quote = connection.ops.quote_name
    statement = (
        f"INSERT INTO {quote(name)} ({', '.join(map(quote, columns))})"
        f" VALUES ({', '.join(['%s'] * len(columns))})"
    )
    rows = [
        [*(_stored(*each) for each in zip(kinds, row, strict=True)), *missing.values()]
        for row in table["rows"]
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _stored(kind: models.Field[Any, Any], value: Any) -> Any:
    if value is None or kind is KINDS[AS_IT_IS] or kind is KINDS["DecimalField"]:
        return value
    return kind.get_db_prep_save(kind.to_python(value), connection)


def reset_keys(of: Iterable[type[models.Model]]) -> None:
    """Let the keys of new rows go on after those that were written."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(of)):
            cursor.execute(statement)

"""Cells that no spreadsheet takes for a formula, alike in Python and in SQL; what was stored can be had back.

A text that begins like a formula, or with the mark itself, gets one apostrophe in front.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    F,
    Func,
    TextField,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Substr
from django.db.models.lookups import In

__all__ = [
    "Dollars",
    "Moment",
    "csv_line",
    "inert_text",
    "is_text",
    "make_inert",
    "plain_value",
    "restore_text",
]

MARK = "'"
ARGUMENTS_AT_ONCE = 100
"""SQLite calls a function with 127 arguments at most, unless it was built otherwise."""
BLANKS = " \t\r\n\v\f\u00a0\u3000\ufeff"
BEGINNINGS = "=+-@|%＝＋－＠"
CONTROLS = "\t\r\n\v\f"
PLAIN = (("A", "["), ("a", "{"), ("0", ":"))
"""Letters and digits of ASCII: from the first to what comes after the last."""
SUSPECT = frozenset((*BLANKS, *BEGINNINGS, MARK))
"""How a text begins that may need the mark; nearly none does, and asking this is cheap."""


def make_inert(text: str) -> str:
    """Return a text as a cell may hold it."""
    if text[:1] not in SUSPECT:
        return text
    first = text.lstrip(BLANKS)[:1]
    is_risky = text[:1] in {*CONTROLS, MARK} or first in {*BEGINNINGS, MARK}
    return MARK + text if is_risky else text


def restore_text(cell: str) -> str:
    """Return what was stored, from a cell."""
    return cell.removeprefix(MARK)


class _TrimStart(Func):
    function = "LTRIM"
    arity = 2
    output_field = TextField()


class Moment(Func):
    """A moment as ISO 8601 in UTC, to the second."""

    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Write it by to_char."""
        template = "TO_CHAR(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Write it by strftime; the percent signs are not places for values."""
        template = "STRFTIME('%%%%Y-%%%%m-%%%%dT%%%%H:%%%%M:%%%%SZ', %(expressions)s)"
        return self.as_sql(compiler, connection, template=template, **context)


class Dollars(Func):
    """Cents that are never NULL as dollars with two places, a number: SQLite would leave out places that are zero."""

    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Divide exactly."""
        template = "CAST(CAST(%(expressions)s AS numeric) / 100 AS numeric(14, 2))"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Write it by printf."""
        template = "PRINTF('%%%%.2f', %(expressions)s / 100.0)"
        return self.as_sql(compiler, connection, template=template, **context)

    @staticmethod
    def convert_value(value: Any, _expression: Any, _connection: Any) -> Decimal:
        """Return the number that a cell of a workbook holds."""
        return Decimal(value)


class _BeginsPlainly(Func):
    """Whether a text begins with a letter or digit of ASCII, as nearly all do: cheaper than what else is asked."""

    arity = 1
    conditional = True
    output_field = BooleanField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Ask by a regular expression."""
        template = "(%(expressions)s ~ '^[A-Za-z0-9]')"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Ask by ranges, which SQLite compares without calling a function."""
        text, parameters = compiler.compile(self.source_expressions[0])
        ranges = [f"({text} >= '{first}' AND {text} < '{after}')" for first, after in PLAIN]
        return f"({' OR '.join(ranges)})", [*parameters] * 2 * len(PLAIN)


class _Print(Func):
    """SQLite's printf: ``%w`` doubles the quotes in a text."""

    function = "PRINTF"
    output_field = TextField()


def csv_line(cells: Sequence[Expression | F]) -> Expression:
    """Return the SQL of a line of CSV for SQLite, every cell quoted, nothing for NULL."""
    texts = [Coalesce(cell, Value(""), output_field=TextField()) for cell in cells]
    starts = range(0, len(texts), ARGUMENTS_AT_ONCE)
    parts = [texts[start : start + ARGUMENTS_AT_ONCE] for start in starts]
    if len(parts) == 1:
        return _Print(Value(_quoted(texts) + "\n"), *texts)
    printed = [_Print(Value(_quoted(part)), *part) for part in parts]
    return _Print(Value(",".join(["%s"] * len(printed)) + "\n"), *printed)


def _quoted(cells: Sequence[Expression]) -> str:
    return ",".join(['"%w"'] * len(cells))


def inert_text(text: Expression | F) -> Expression:
    """Return the SQL of ``make_inert``."""
    plain = Cast(text, TextField())
    first = Substr(_TrimStart(plain, Value(BLANKS)), 1, 1)
    is_risky = In(first, [*BEGINNINGS, MARK])
    begins_badly = In(Substr(plain, 1, 1), [*CONTROLS, MARK])
    marked = Concat(Value(MARK), plain, output_field=TextField())
    return Case(
        When(_BeginsPlainly(plain), then=plain),
        When(is_risky, then=marked),
        When(begins_badly, then=marked),
        default=plain,
        output_field=TextField(),
    )


def is_text(field: Any) -> bool:
    """Tell whether a column holds what somebody may have typed: text that is not one of the portal's own words."""
    return isinstance(field, CharField | TextField) and not field.choices


def plain_value(path: str, field: Any) -> Expression | F:
    """Return the SQL of a column as a cell holds it, before texts are made inert.

    Days and moments are ISO 8601; yes and no are ``true`` and ``false`` on every database.
    """
    if isinstance(field, DateTimeField):
        return Moment(F(path))
    if isinstance(field, DateField | UUIDField):
        return Cast(F(path), TextField())
    if isinstance(field, BooleanField):
        said = (
            When(**{path: True, "then": Value("true")}),
            When(**{path: False, "then": Value("false")}),
        )
        return Case(*said, output_field=TextField())
    return F(path)

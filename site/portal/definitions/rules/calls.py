"""The functions and arithmetic of rules: what each takes, what it gives, how it is computed.

One table, with what plugins add, serves the evaluator and the static analysis: both agree on types.
Every function is total: outside its limits it answers with a Reason. Dates run on the ISO calendar; a day that a
month lacks becomes its last one (January 31 plus one month is the end of February).
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from portal.definitions.rules.offered import find_offered_function
from portal.definitions.rules.values import (
    EXACT,
    ITEM_OF,
    NUMBERS,
    Items,
    Money,
    Reason,
    Scalar,
    Value,
    ValueType,
    bounded_decimal,
    bounded_integer,
    bounded_money,
    kind_of,
)

Kinds = tuple[ValueType, ...]


class FunctionName(StrEnum):
    """The names by which a rule calls them."""

    ADD = "add"
    SUBTRACT = "subtract"
    MULTIPLY = "multiply"
    ADD_MONTHS = "add_months"
    ADD_YEARS = "add_years"
    DAYS_BETWEEN = "days_between"
    MONTHS_BETWEEN = "months_between"
    YEARS_BETWEEN = "years_between"
    COUNT = "count"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Function:
    """`result` gives the type for argument types, or None where they clash; `apply` may rely on it."""

    fewest: int
    most: int
    result: Callable[[Kinds], ValueType | None]
    apply: Callable[..., Value | Reason]


def find_function(name: str) -> Function | None:
    """Return the function of that name, or None where neither rules nor a plugin know it."""
    if name in FUNCTIONS:
        return FUNCTIONS[name]
    offered = find_offered_function(name)
    if offered is None:
        return None
    count = len(offered.declared.takes)
    return Function(count, count, offered.result, offered.apply)


def call(name: str, values: tuple[Value, ...]) -> Value | Reason:
    """Call a listed function; arguments of the wrong types give TYPE_MISMATCH."""
    function = find_function(name)
    if function is None:
        return Reason.UNAVAILABLE
    if function.result(tuple(kind_of(value) for value in values)) is None:
        return Reason.TYPE_MISMATCH
    return function.apply(*values)


def add_months(start: date, months: int) -> date | Reason:
    """Return the same day of the month, `months` later (or earlier, when negative)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return Reason.OUTSIDE_CALENDAR
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> int:
    """Return the whole months from start to end: the most that `add_months` can add without passing it."""
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    reached = add_months(start, months)
    return months if isinstance(reached, date) and reached <= end else months - 1


def years_between(start: date, end: date) -> int:
    """Return the whole years from start to end: an age, when start is a birth date."""
    months = months_between(start, end)
    return months // 12 if months >= 0 else -(-months // 12)


def _days_between(start: date, end: date) -> int:
    return (end - start).days


def _add_years(start: date, years: int) -> date | Reason:
    return add_months(start, years * 12)


def _total(kind: ValueType, values: tuple[Any, ...]) -> Value | Reason:
    """Add values of one kind; the limits bind the total, not the steps on the way."""
    if kind is ValueType.MONEY:
        return bounded_money(Money(sum(value.cents for value in values)))
    if kind is ValueType.INTEGER:
        return bounded_integer(sum(values))
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, Decimal(value))
    return bounded_decimal(total)


def _add(*values: Scalar) -> Value | Reason:
    kind = _same_amounts(tuple(kind_of(value) for value in values))
    return _total(kind, values) if kind else Reason.TYPE_MISMATCH


def _subtract(left: Any, right: Any) -> Value | Reason:
    if isinstance(right, Money):
        return _add(left, Money(-right.cents))
    return _add(left, right.copy_negate() if isinstance(right, Decimal) else -right)


def _multiply(left: Any, right: Any) -> Value | Reason:
    """Multiply two numbers, or money by a number: then rounded half away from zero to the cent."""
    if isinstance(right, Money):
        left, right = right, left
    if isinstance(left, Money):
        exact = EXACT.multiply(Decimal(left.cents), Decimal(right))
        return bounded_money(Money(int(exact.to_integral_value(ROUND_HALF_UP, EXACT))))
    if isinstance(left, int) and isinstance(right, int):
        return bounded_integer(left * right)
    return bounded_decimal(EXACT.multiply(Decimal(left), Decimal(right)))


def _sum(items: Items) -> Value | Reason:
    """Add up a list; one open row leaves the total unknown, no rows at all make it zero."""
    if any(value is None for value in items.values):
        return Reason.UNANSWERED
    return _total(items.kind, items.values)


def _count(items: Items) -> int:
    return len(items.values)


def _same_amounts(kinds: Kinds) -> ValueType | None:
    distinct = set(kinds)
    if distinct == {ValueType.MONEY}:
        return ValueType.MONEY
    if distinct == {ValueType.INTEGER}:
        return ValueType.INTEGER
    return ValueType.DECIMAL if distinct <= NUMBERS else None


def _product(kinds: Kinds) -> ValueType | None:
    money = kinds.count(ValueType.MONEY)
    rest = tuple(kind for kind in kinds if kind is not ValueType.MONEY)
    if money == 1:
        return ValueType.MONEY if set(rest) <= NUMBERS else None
    return None if money else _same_amounts(rest)


def _summed(kinds: Kinds) -> ValueType | None:
    item = ITEM_OF.get(kinds[0])
    return _same_amounts((item,)) if item else None


def _fixed(expected: Kinds, result: ValueType) -> Callable[[Kinds], ValueType | None]:
    return lambda kinds: result if kinds == expected else None


_DATES = (ValueType.DATE, ValueType.DATE)
_SHIFT = (ValueType.DATE, ValueType.INTEGER)

FUNCTIONS: Mapping[str, Function] = {
    FunctionName.ADD: Function(2, 20, _same_amounts, _add),
    FunctionName.SUBTRACT: Function(2, 2, _same_amounts, _subtract),
    FunctionName.MULTIPLY: Function(2, 2, _product, _multiply),
    FunctionName.ADD_MONTHS: Function(2, 2, _fixed(_SHIFT, ValueType.DATE), add_months),
    FunctionName.ADD_YEARS: Function(2, 2, _fixed(_SHIFT, ValueType.DATE), _add_years),
    FunctionName.DAYS_BETWEEN: Function(2, 2, _fixed(_DATES, ValueType.INTEGER), _days_between),
    FunctionName.MONTHS_BETWEEN: Function(2, 2, _fixed(_DATES, ValueType.INTEGER), months_between),
    FunctionName.YEARS_BETWEEN: Function(2, 2, _fixed(_DATES, ValueType.INTEGER), years_between),
    FunctionName.COUNT: Function(
        1, 1, lambda kinds: ValueType.INTEGER if kinds[0] in ITEM_OF else None, _count
    ),
    FunctionName.SUM: Function(1, 1, _summed, _sum),
}

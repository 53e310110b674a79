"""The JSON form of values, the same in rules, traces, stored answers and the shared vectors.

A decimal is a string, money an integer of cents, a date ISO 8601, a list a list (null: an open row).
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from portal.definitions.rules.values import (
    BLANK,
    ITEM_OF,
    MAX_ITEMS,
    Items,
    Money,
    Reason,
    Value,
    ValueType,
    bounded_decimal,
    bounded_integer,
    bounded_money,
    is_present,
    read_value,
)

JSONValue = str | int | bool | None | list["JSONValue"] | dict[str, "JSONValue"]

_DECIMAL = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,20})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def value_from_data(kind: ValueType, raw: object) -> Value | Reason:
    """Read the JSON form of a value of a known type. Never raises: a wrong form is a Reason."""
    if raw is None or (isinstance(raw, str) and not raw.strip(BLANK)):
        return Reason.UNANSWERED
    item_kind = ITEM_OF.get(kind)
    if item_kind is not None:
        return _items_from_data(item_kind, raw)
    reader = _READERS.get(kind)
    if reader is None:
        return Reason.NOT_USABLE if is_present(raw) else Reason.UNANSWERED
    return reader(raw)


def value_to_data(value: Value) -> JSONValue:
    """Return the JSON form, which `value_from_data` reads back to an equal value."""
    if isinstance(value, Items):
        return [None if item is None else value_to_data(item) for item in value.values]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Money):
        return value.cents
    if isinstance(value, date):
        return value.isoformat()
    return value


def _items_from_data(kind: ValueType, raw: object) -> Items | Reason:
    if not isinstance(raw, list):
        return Reason.NOT_USABLE
    if len(raw) > MAX_ITEMS:
        return Reason.TOO_LARGE
    values = []
    for item in raw:
        value = value_from_data(kind, item)
        if isinstance(value, Items):
            return Reason.NOT_USABLE
        if isinstance(value, Reason) and value is not Reason.UNANSWERED:
            return value
        values.append(None if isinstance(value, Reason) else value)
    return Items(kind, tuple(values), checked=True)


def _text(raw: object) -> Value | Reason:
    return read_value(raw) if type(raw) is str else Reason.NOT_USABLE


def _integer(raw: object) -> Value | Reason:
    return bounded_integer(raw) if type(raw) is int else Reason.NOT_USABLE


def _money(raw: object) -> Value | Reason:
    return bounded_money(Money(raw)) if type(raw) is int else Reason.NOT_USABLE


def _decimal(raw: object) -> Value | Reason:
    if type(raw) is not str or not _DECIMAL.fullmatch(raw):
        return Reason.NOT_USABLE
    return bounded_decimal(Decimal(raw))


def _yes_no(raw: object) -> Value | Reason:
    return raw if type(raw) is bool else Reason.NOT_USABLE


def _date(raw: object) -> Value | Reason:
    if type(raw) is not str or not _DATE.fullmatch(raw):
        return Reason.NOT_USABLE
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return Reason.OUTSIDE_CALENDAR


_READERS: dict[ValueType, Callable[[object], Value | Reason]] = {
    ValueType.TEXT: _text,
    ValueType.INTEGER: _integer,
    ValueType.DECIMAL: _decimal,
    ValueType.MONEY: _money,
    ValueType.YES_NO: _yes_no,
    ValueType.DATE: _date,
}

"""Values a rule can work with, their types and limits, and their JSON form.

Exact values only: integers, decimals, cents, dates. Floats are not values. What may be done with
values belongs to `calls` and `comparisons`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal
from enum import Enum, StrEnum

MAX_NUMBER = 10**15
MAX_PLACES = 20
MAX_TEXT = 2_000
MAX_ITEMS = 200

BLANK = " \t\n\r\f\v\u00a0\u3000"
"""A text of nothing but these is no answer. Listed, since languages differ on what is white space."""

EXACT = Context(prec=80)
"""Wide enough that no operation on two numbers within the limits is ever rounded."""


class ValueType(StrEnum):
    """The type of a value. A month is the date of its first day; a choice is a text."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    YES_NO = "yes_no"
    DATE = "date"
    TEXTS = "texts"
    INTEGERS = "integers"
    DECIMALS = "decimals"
    MONIES = "monies"
    YES_NOS = "yes_nos"
    DATES = "dates"
    OTHER = "other"
    """Present or absent is all a rule can ask: an address, a document, a signature."""


class Reason(Enum):
    """Why a value is unknown."""

    UNANSWERED = "unanswered"
    NOT_USABLE = "not_usable"
    TYPE_MISMATCH = "type_mismatch"
    TOO_LARGE = "too_large"
    TOO_PRECISE = "too_precise"
    OUTSIDE_CALENDAR = "outside_calendar"
    UNAVAILABLE = "unavailable"
    """The plugin that offers the function or the field is not there, or failed."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in cents."""

    cents: int


@dataclass(frozen=True, slots=True)
class Items:
    """Several values of one scalar type: a multi-choice, or one column of a repeating group.

    None stands for a row that leaves the field open. `checked` spares reading the items again: only
    the readers of this package set it.
    """

    kind: ValueType
    values: "tuple[Scalar | None, ...]"
    checked: bool = field(default=False, repr=False, compare=False)


Scalar = str | int | Decimal | Money | bool | date
Value = Scalar | Items

LIST_OF = {
    ValueType.TEXT: ValueType.TEXTS,
    ValueType.INTEGER: ValueType.INTEGERS,
    ValueType.DECIMAL: ValueType.DECIMALS,
    ValueType.MONEY: ValueType.MONIES,
    ValueType.YES_NO: ValueType.YES_NOS,
    ValueType.DATE: ValueType.DATES,
}
ITEM_OF = {several: one for one, several in LIST_OF.items()}
NUMBERS = frozenset({ValueType.INTEGER, ValueType.DECIMAL})
ORDERED = NUMBERS | {ValueType.MONEY, ValueType.DATE}

_KINDS: dict[type, ValueType] = {
    str: ValueType.TEXT,
    int: ValueType.INTEGER,
    Decimal: ValueType.DECIMAL,
    Money: ValueType.MONEY,
    bool: ValueType.YES_NO,
    date: ValueType.DATE,
}


def kind_of(value: Value) -> ValueType:
    """Return the type of a value that `read_value` or `value_from_data` has let through."""
    if isinstance(value, Items):
        return LIST_OF[value.kind]
    return _KINDS[type(value)]


def are_alike(left: ValueType, right: ValueType) -> bool:
    """Tell whether values of two types can be equal: of one type, or both of them numbers."""
    return left is right or (left in NUMBERS and right in NUMBERS)


def bounded_integer(value: int) -> int | Reason:
    """Let an integer through when it is within the limits."""
    return value if -MAX_NUMBER <= value <= MAX_NUMBER else Reason.TOO_LARGE


def bounded_decimal(value: Decimal) -> Decimal | Reason:
    """Let a decimal through, in its one canonical form, when it is within the limits."""
    if not value.is_finite():
        return Reason.NOT_USABLE
    if not value:
        return Decimal(0)
    if value.adjusted() > 15 or value.copy_abs() > MAX_NUMBER:
        return Reason.TOO_LARGE
    if value.adjusted() < -MAX_PLACES or len(value.as_tuple().digits) > EXACT.prec:
        return Reason.TOO_PRECISE
    plain = value.normalize(EXACT)
    exponent = plain.as_tuple().exponent
    return plain if isinstance(exponent, int) and exponent >= -MAX_PLACES else Reason.TOO_PRECISE


def bounded_money(value: Money) -> Money | Reason:
    """Let an amount through when its cents are an integer within the limits."""
    if type(value.cents) is not int:
        return Reason.NOT_USABLE
    return value if -MAX_NUMBER <= value.cents <= MAX_NUMBER else Reason.TOO_LARGE


def read_value(raw: object) -> Value | Reason:
    """Turn whatever stands in the facts into a value, or the reason why it is none. Never raises."""
    reader = _READERS.get(type(raw))
    return reader(raw) if reader else _read_subclass(raw)


def _read_subclass(raw: object) -> Value | Reason:
    """Read members of text and integer enumerations by what they stand for; the rest is no value."""
    if isinstance(raw, str):
        return _read_text(str.__str__(raw))
    if isinstance(raw, int):
        return bounded_integer(int.__int__(raw))
    return Reason.UNANSWERED if type(raw) is dict and not raw else Reason.NOT_USABLE


def _read_text(raw: str) -> str | Reason:
    return raw if raw.strip(BLANK) else Reason.UNANSWERED


def _read_items(raw: Items) -> Items | Reason:
    if raw.checked:
        return raw
    if type(raw.values) is not tuple or raw.kind not in LIST_OF:
        return Reason.NOT_USABLE
    read = _read_sequence(raw.values)
    if isinstance(read, Reason):
        return read
    found = any(item is not None for item in read.values)
    if not found or read.kind is raw.kind:
        return Items(raw.kind, read.values, checked=True)
    widened = raw.kind is ValueType.DECIMAL and read.kind is ValueType.INTEGER
    return _as_decimals(read.values) if widened else Reason.NOT_USABLE


def _read_sequence(raw: list[object] | tuple[object, ...]) -> Items | Reason:
    """Read a bare list. An empty one is an empty multi-choice: nothing else says its type."""
    if len(raw) > MAX_ITEMS:
        return Reason.TOO_LARGE
    values: list[Scalar | None] = []
    for item in raw:
        value = Reason.NOT_USABLE if isinstance(item, _NESTED) else read_value(item)
        if value is Reason.UNANSWERED:
            values.append(None)
        elif isinstance(value, (Reason, Items)):
            return value if isinstance(value, Reason) else Reason.NOT_USABLE
        else:
            values.append(value)
    kinds = {_KINDS[type(value)] for value in values if value is not None}
    if len(kinds) > 1:
        return _as_decimals(tuple(values)) if kinds == NUMBERS else Reason.NOT_USABLE
    return Items(kinds.pop() if kinds else ValueType.TEXT, tuple(values), checked=True)


def _as_decimals(values: tuple[Scalar | None, ...]) -> Items:
    widened = (Decimal(item) if isinstance(item, int) else item for item in values)
    return Items(ValueType.DECIMAL, tuple(widened), checked=True)


_NESTED = (list, tuple, Items)
_READERS: dict[type, Callable[..., Value | Reason]] = {
    type(None): lambda raw: Reason.UNANSWERED,
    str: _read_text,
    bool: lambda raw: raw,
    int: bounded_integer,
    Decimal: bounded_decimal,
    Money: bounded_money,
    date: lambda raw: raw,
    Items: _read_items,
    list: _read_sequence,
    tuple: _read_sequence,
    Reason: lambda raw: raw,
}


def is_present(raw: object) -> bool:
    """Tell whether something was answered at all, whatever its type."""
    value = read_value(raw)
    if isinstance(value, Items):
        return any(item is not None for item in value.values)
    return value is not Reason.UNANSWERED

"""Reading raw facts and stored JSON into exact values."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum

import pytest

from portal.definitions.rules import (
    Items,
    Money,
    Reason,
    ValueType,
    is_present,
    read_value,
    value_from_data,
    value_to_data,
)


class Kind(StrEnum):
    PROFESSIONAL = "professional"


class Level(IntEnum):
    FIRST = 1


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (Kind.PROFESSIONAL, "professional"),
        (Level.FIRST, 1),
        (Decimal("1.50"), Decimal("1.5")),
        (Decimal("-0"), Decimal(0)),
        (["x", None, "y"], Items(ValueType.TEXT, ("x", None, "y"))),
        ([1, Decimal("0.5")], Items(ValueType.DECIMAL, (Decimal(1), Decimal("0.5")))),
        (Items(ValueType.DECIMAL, (1,)), Items(ValueType.DECIMAL, (Decimal(1),))),
        ([], Items(ValueType.TEXT, ())),
        (None, Reason.UNANSWERED),
        ("", Reason.UNANSWERED),
        (0.5, Reason.NOT_USABLE),
        (datetime(2026, 1, 1, tzinfo=UTC), Reason.NOT_USABLE),
        (Decimal("NaN"), Reason.NOT_USABLE),
        (Decimal("1E+999999"), Reason.TOO_LARGE),
        (Decimal("1E-999999"), Reason.TOO_PRECISE),
        (Decimal("1." + "0" * 90 + "1"), Reason.TOO_PRECISE),
        (10**15 + 1, Reason.TOO_LARGE),
        (Money(-(10**15) - 1), Reason.TOO_LARGE),
        ([[1]], Reason.NOT_USABLE),
        ([1, "x"], Reason.NOT_USABLE),
        ([0] * 201, Reason.TOO_LARGE),
        (Items(ValueType.DATE, (1,)), Reason.NOT_USABLE),
    ],
)
def test_read_value_of_raw_fact(raw: object, value: object) -> None:
    found = read_value(raw)

    assert (type(found), found) == (type(value), value)


def test_read_value_of_list_within_itself_is_not_usable() -> None:
    endless: list[object] = []
    endless.append(endless)

    assert read_value(endless) is Reason.NOT_USABLE


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (ValueType.TEXT, "x", "x"),
        (ValueType.INTEGER, 3, 3),
        (ValueType.DECIMAL, "2.5", Decimal("2.5")),
        (ValueType.MONEY, 2500, Money(2500)),
        (ValueType.YES_NO, False, False),
        (ValueType.DATE, "2026-02-28", date(2026, 2, 28)),
        (ValueType.DATES, ["2026-02-28"], Items(ValueType.DATE, (date(2026, 2, 28),))),
    ],
)
def test_value_survives_its_json_form(kind: ValueType, raw: object, value: object) -> None:
    found = value_from_data(kind, raw)

    assert not isinstance(found, Reason)
    assert (type(found), found) == (type(value), value)
    assert value_to_data(found) == raw


@pytest.mark.parametrize(
    ("kind", "raw", "reason"),
    [
        (ValueType.INTEGER, True, Reason.NOT_USABLE),
        (ValueType.INTEGER, 3.0, Reason.NOT_USABLE),
        (ValueType.INTEGER, "3", Reason.NOT_USABLE),
        (ValueType.DECIMAL, 2, Reason.NOT_USABLE),
        (ValueType.DECIMAL, "NaN", Reason.NOT_USABLE),
        (ValueType.DECIMAL, "٣", Reason.NOT_USABLE),
        (ValueType.DECIMAL, "9" * 16, Reason.TOO_LARGE),
        (ValueType.MONEY, "25.00", Reason.NOT_USABLE),
        (ValueType.YES_NO, "yes", Reason.NOT_USABLE),
        (ValueType.YES_NO, 1, Reason.NOT_USABLE),
        (ValueType.DATE, "20260228", Reason.NOT_USABLE),
        (ValueType.DATE, "2026-02-29", Reason.OUTSIDE_CALENDAR),
        (ValueType.DATE, "", Reason.UNANSWERED),
        (ValueType.TEXT, 3, Reason.NOT_USABLE),
        (ValueType.TEXTS, "x", Reason.NOT_USABLE),
        (ValueType.TEXTS, [["x"]], Reason.NOT_USABLE),
        (ValueType.INTEGERS, [10**16], Reason.TOO_LARGE),
        (ValueType.INTEGERS, [1] * 201, Reason.TOO_LARGE),
        (ValueType.OTHER, {"city": "Northfield"}, Reason.NOT_USABLE),
        (ValueType.OTHER, {}, Reason.UNANSWERED),
    ],
)
def test_value_from_data_of_wrong_form_is_a_reason(
    kind: ValueType, raw: object, reason: Reason
) -> None:
    assert value_from_data(kind, raw) is reason


@pytest.mark.parametrize("raw", [None, "", " \t", [], [None], {}, Reason.UNANSWERED])
def test_is_present_of_nothing_is_false(raw: object) -> None:
    assert is_present(raw) is False


@pytest.mark.parametrize("raw", [0, False, "x", ["x"], {"a": 1}, 0.5, Reason.NOT_USABLE])
def test_is_present_of_anything_is_true(raw: object) -> None:
    assert is_present(raw) is True

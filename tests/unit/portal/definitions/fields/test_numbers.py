"""Decimals and money: read exactly as typed, kept exactly, refused plainly."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from portal.definitions.fields import get_field_type
from portal.definitions.rules import Money
from tests.unit.portal.definitions.fields.answering import ask, refusal_of, type_into, words_of


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("12.5", "12.5"),
        ("1,250.50", "1250.5"),
        (" 007 ", "7"),
        (".25", "0.25"),
        ("0.00", "0"),
        ("100", "100"),
        ("123456789.99", "123456789.99"),
    ],
)
def test_decimal_is_kept_in_its_shortest_text(typed: str, stored: str) -> None:
    assert type_into(ask("decimal"), typed) == stored


@pytest.mark.parametrize(
    "typed", ["1,25", "12,5.0", "1.2.3", "many", "1e3", "NaN", "-", ".", "٣", "$5"]
)
def test_what_is_no_decimal_is_refused_with_an_example(typed: str) -> None:
    assert refusal_of(ask("decimal"), typed) == "Enter a number, such as 12.5."


def test_decimal_says_its_limits() -> None:
    question = ask("decimal", min="-1.5", max=40, places=1)

    assert type_into(question, "-1.5") == "-1.5"
    assert refusal_of(question, "-1.6") == "Enter -1.5 or more."
    assert refusal_of(question, "40.1") == "Enter 40 or less."
    assert refusal_of(question, "1.25") == "Enter a number with at most 1 decimal place."
    assert refusal_of(ask("decimal", places=3), "0.0001").endswith("at most 3 decimal places.")


def test_decimal_is_no_float_to_rules() -> None:
    value = get_field_type("decimal").to_value("0.1")

    assert (type(value), value) == (Decimal, Decimal("0.1"))


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("$1,250.00", 125_000),
        ("1250", 125_000),
        ("$ 0.05", 5),
        ("1,234,567.89", 123_456_789),
        ("0", 0),
    ],
)
def test_money_is_kept_in_cents(typed: str, cents: int) -> None:
    assert type_into(ask("money"), typed) == cents


@pytest.mark.parametrize("typed", ["1.5", "1.234", "12,50", "USD 5", "$", "$$5", "5$", "1e3"])
def test_what_is_no_amount_is_refused_with_an_example(typed: str) -> None:
    wanted = "Enter an amount in dollars and cents, such as 1,250.00."

    assert refusal_of(ask("money"), typed) == wanted


def test_money_says_its_limits_in_dollars() -> None:
    question = ask("money", min=500, max=1_000_000)

    assert refusal_of(question, "4.99") == "Enter $5.00 or more."
    assert refusal_of(question, "$10,000.01") == "Enter $10,000.00 or less."
    assert refusal_of(ask("money"), "-$5") == "Enter $0.00 or more."
    assert type_into(ask("money", min=-1_000), "-$5") == -500


def test_money_opens_and_reads_back_as_it_is_written() -> None:
    question, money = ask("money"), get_field_type("money")

    assert money.to_control(125_005) == "1250.05"
    assert words_of(question, 125_005) == "$1,250.05"
    assert money.to_value(125_005) == Money(125_005)


@pytest.mark.parametrize(
    ("kind", "said"), [("decimal", "Enter a number."), ("money", "Enter an amount.")]
)
def test_amount_may_be_left_out_only_where_it_is_optional(kind: str, said: str) -> None:
    assert type_into(ask(kind, required=False), " ") is None
    assert refusal_of(ask(kind), " ") == said


def test_refusal_is_said_in_spanish() -> None:
    with override("es"):
        assert refusal_of(ask("decimal"), "mucho") == "Escriba un número, por ejemplo 12.5."
        assert words_of(ask("decimal"), "12.5") == "12,5"

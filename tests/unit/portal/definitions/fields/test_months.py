"""Months: typed in two boxes, kept as year and month, compared by their first day."""

from datetime import date

import pytest
from django.utils.translation import override

from portal.definitions.fields import get_field_type
from tests.unit.portal.definitions.fields.answering import ask, refusal_of, type_into, words_of


@pytest.mark.parametrize("typed", [["2", "2026"], [" 02 ", "2026"]])
def test_month_is_kept_as_year_and_month(typed: list[str]) -> None:
    assert type_into(ask("month"), typed) == "2026-02"


@pytest.mark.parametrize(
    "typed", [["13", "2026"], ["0", "2026"], ["2", "26"], ["", "2026"], ["2", ""], ["May", "2026"]]
)
def test_what_is_no_month_is_refused_with_what_to_enter(typed: list[str]) -> None:
    wanted = "Enter a real month: its number from 1 to 12 and a year of four digits."

    assert refusal_of(ask("month"), typed) == wanted


def test_month_says_its_limits() -> None:
    question = ask("month", earliest="2020-05", latest="today")

    assert type_into(question, ["3", "2026"]) == "2026-03"
    assert refusal_of(question, ["4", "2026"]) == "Enter a month no later than March 2026."
    assert refusal_of(question, ["4", "2020"]) == "Enter a month no earlier than May 2020."


def test_month_may_be_left_out_only_where_it_is_optional() -> None:
    assert type_into(ask("month", required=False), ["", ""]) is None
    assert refusal_of(ask("month"), ["", " "]) == "Enter a month and a year."


def test_month_is_its_first_day_to_rules_and_words_to_readers() -> None:
    assert get_field_type("month").to_value("2026-02") == date(2026, 2, 1)
    assert words_of(ask("month"), "2026-02") == "February 2026"
    with override("es"):
        assert words_of(ask("month"), "2026-02") == "febrero de 2026"

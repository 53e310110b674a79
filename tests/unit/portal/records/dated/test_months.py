"""Adding months to a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.records.dated.months import add_months


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 60, date(2029, 2, 28)),
        (date(2026, 12, 31), -6, date(2026, 6, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 5, 17), 0, date(2026, 5, 17)),
        (date(2025, 7, 1), 120, date(2035, 7, 1)),
    ],
)
def test_months_are_added_within_the_calendar(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-1200, 1200))
def test_day_of_month_never_grows_and_months_count(day: date, months: int) -> None:
    moved = add_months(day, months)

    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day <= day.day


def test_leaving_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="calendar"):
        add_months(date(9999, 12, 31), 1)

"""The renewal window and the expiry it leads to, from terms that are data."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.records.credentials.renewal import (
    RenewalWindow,
    WindowState,
    first_expiry,
    renewal_window,
    renewed_expiry,
)

EXPIRY = date(2026, 12, 31)


@dataclass(frozen=True)
class Terms:
    """Terms of a type; the defaults are those of a Professional certificate."""

    is_active: bool = True
    is_renewable: bool = True
    validity_months: int | None = 60
    renewal_opens_months: int | None = 6
    renewal_advised_weeks: int | None = 6


@pytest.mark.parametrize(
    ("on", "state", "is_open"),
    [
        (date(2026, 6, 29), WindowState.TOO_EARLY, False),
        (date(2026, 6, 30), WindowState.OPEN, True),
        (date(2026, 11, 19), WindowState.OPEN, True),
        (date(2026, 11, 20), WindowState.ADVISED_PASSED, True),
        (date(2026, 12, 31), WindowState.ADVISED_PASSED, True),
        (date(2027, 1, 1), WindowState.AFTER_EXPIRY, False),
    ],
)
def test_window_of_a_professional_certificate(on: date, state: WindowState, is_open: bool) -> None:
    window = renewal_window(Terms(), EXPIRY, on)

    assert window == RenewalWindow(state, date(2026, 6, 30), date(2026, 11, 19), EXPIRY)
    assert window.is_open == is_open


def test_window_follows_the_terms() -> None:
    window = renewal_window(Terms(renewal_opens_months=12, renewal_advised_weeks=1), EXPIRY, EXPIRY)

    assert (window.opens_on, window.advised_by) == (date(2025, 12, 31), date(2026, 12, 24))


def test_window_without_opening_or_advice_is_open_until_expiry() -> None:
    terms = Terms(renewal_opens_months=None, renewal_advised_weeks=None)

    assert renewal_window(terms, EXPIRY, date(2020, 1, 1)).state == WindowState.OPEN
    assert renewal_window(terms, EXPIRY, EXPIRY).state == WindowState.OPEN


@pytest.mark.parametrize("terms", [None, Terms(is_renewable=False), Terms(is_active=False)])
def test_type_that_is_not_renewed_has_no_window(terms: Terms | None) -> None:
    assert renewal_window(terms, EXPIRY, EXPIRY) == RenewalWindow(WindowState.NOT_RENEWABLE)


def test_credential_without_expiry_has_no_window() -> None:
    assert renewal_window(Terms(), None, EXPIRY).state == WindowState.NOT_RENEWABLE


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-4000, 4000))
def test_every_day_lies_in_one_state_and_days_are_in_order(expiry: date, offset: int) -> None:
    on = expiry + timedelta(days=offset)
    window = renewal_window(Terms(), expiry, on)

    assert window.opens_on is not None
    assert window.advised_by is not None
    assert window.opens_on <= window.advised_by <= expiry
    assert window.is_open == (window.opens_on <= on <= expiry)


def test_first_expiry_is_the_last_day_of_the_term() -> None:
    assert first_expiry(60, date(2026, 7, 1)) == date(2031, 6, 30)


@pytest.mark.parametrize(
    ("filed_on", "decided_on", "expected"),
    [
        (date(2026, 10, 1), date(2026, 10, 2), date(2031, 12, 31)),
        (EXPIRY, date(2027, 3, 1), date(2031, 12, 31)),
        (date(2027, 1, 1), date(2027, 3, 1), date(2032, 2, 29)),
    ],
    ids=["early", "on the last day, decided after it", "too late"],
)
def test_new_term_follows_the_old_one_when_filed_in_time(
    filed_on: date, decided_on: date, expected: date
) -> None:
    assert renewed_expiry(60, EXPIRY, filed_on=filed_on, decided_on=decided_on) == expected

"""When a service takes applications: from its first day to the end of its last one, in the portal's time zone.

Pure; nothing here knows of switches, plugins or whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from portal.definitions.spec import WizardSpec

__all__ = ["Days", "Period", "last_day_of", "last_open_day", "period_between", "period_of"]

Days = tuple[date | None, date | None]
"""The first and the last day on which something is taken; None where there is no such day."""


class Period(StrEnum):
    """Where a day stands to the days of a service."""

    NOT_YET = "not_yet"
    OPEN = "open"
    OVER = "over"


def period_of(spec: WizardSpec, on: date) -> Period:
    """Return where a day of the portal's time zone stands; a service without days is always open."""
    return period_between(spec.opens_on, spec.closes_on, on)


def period_between(opens_on: date | None, closes_on: date | None, on: date) -> Period:
    """Return where a day stands to a first and a last one, either of which may be None."""
    if opens_on is not None and on < opens_on:
        return Period.NOT_YET
    if closes_on is not None and on > closes_on:
        return Period.OVER
    return Period.OPEN


def last_open_day(terms: Iterable[Days], on: date) -> date | None:
    """Return the last day of what is open on a day; None where nothing is, or something has no such day."""
    closing = [last for first, last in terms if period_between(first, last, on) is Period.OPEN]
    known = [day for day in closing if day is not None]
    return max(known) if known and len(known) == len(closing) else None


def last_day_of(terms: Sequence[Days], on: date) -> tuple[date | None, bool]:
    """Return the last day of what is open or over on a day, and whether it is over; None where there is no such day."""
    if (last := last_open_day(terms, on)) is not None:
        return last, False
    past = [last for _first, last in terms if last is not None and last < on]
    return (max(past), True) if past and len(past) == len(terms) else (None, False)

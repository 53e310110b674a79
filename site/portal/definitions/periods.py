"""When a service takes applications: from its first day to the end of its last one, in the portal's time zone.

Pure; nothing here knows of switches, plugins or whoever asks.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from portal.definitions.spec import WizardSpec

__all__ = ["Period", "period_between", "period_of"]


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

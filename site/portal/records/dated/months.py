"""Adding months to a day, the one piece of calendar arithmetic that validities need."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

__all__ = ["add_months"]

SHORTEST_MONTH = 28


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later (or earlier), or the month's last where it is shorter.

    Raises ValueError outside the years 1 to 9999.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"{day} and {months} months leave the calendar.")
    is_in_every_month = day.day <= SHORTEST_MONTH
    last = day.day if is_in_every_month else monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))

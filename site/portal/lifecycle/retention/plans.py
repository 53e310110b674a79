"""Decides what becomes of a draft that nobody goes on with: a reminder, the end, or nothing yet. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.records.retention.periods import Period

__all__ = ["Plan", "plan_draft"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is due: the reminder of a number that promises an end, or without a number the end itself."""

    number: int | None
    ends_on: date


def plan_draft(
    touched_on: date, *, promised: Sequence[date], period: Period, on: date
) -> Plan | None:
    """Return what is due on a day for a draft last saved on another; ``promised`` are the ends its reminders named.

    A reminder that comes late promises the whole time that it should give, so that no draft ends without both.
    """
    end = max([period.ends_for(touched_on), *promised])
    if len(promised) < len(period.reminders):
        ahead = timedelta(days=period.reminders[len(promised)])
        if on < end - ahead:
            return None
        return Plan(len(promised) + 1, max(end, on + ahead))
    return Plan(None, end) if on >= end else None

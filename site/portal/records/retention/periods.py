"""Reads how long things are kept on a day, and counts back from it. Removes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from portal.records.dated.months import add_months
from portal.records.retention.models import RetentionTerms

__all__ = [
    "PROVIDER_NOTICES",
    "REFUSED_DOCUMENTS",
    "RULES",
    "UNFINISHED_DRAFTS",
    "UNUSED_DOCUMENTS",
    "Period",
    "get_period",
]

UNFINISHED_DRAFTS = "unfinished_drafts"
UNUSED_DOCUMENTS = "unused_documents"
REFUSED_DOCUMENTS = "documents_of_refused_applications"
PROVIDER_NOTICES = "provider_notices"
RULES = (UNFINISHED_DRAFTS, UNUSED_DOCUMENTS, REFUSED_DOCUMENTS, PROVIDER_NOTICES)
_MONTHS = {RetentionTerms.Unit.MONTHS: 1, RetentionTerms.Unit.YEARS: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """How long a rule keeps things; one that nobody has confirmed is not in force and removes nothing."""

    rule: str
    keep_for: int
    unit: str
    reminders: tuple[int, ...] = ()
    is_in_force: bool = True

    def ends_for(self, day: date) -> date:
        """Return the first day on which what was last touched on a day is no longer kept."""
        return self._move(day, self.keep_for)

    def touched_before(self, on: date, *, ahead: int = 0) -> datetime:
        """Return the moment before which something was last touched that is no longer kept so many days later.

        It may let something through that month's lengths spare: ``ends_for`` has the last word.
        """
        last = self._move(on + timedelta(days=ahead), -self.keep_for) + timedelta(days=4)
        return timezone.make_aware(datetime.combine(last, time.min))

    def _move(self, day: date, amount: int) -> date:
        if self.unit in _MONTHS:
            return add_months(day, amount * _MONTHS[RetentionTerms.Unit(self.unit)])
        return day + timedelta(days=amount)


def get_period(rule: str, *, on: date) -> Period | None:
    """Return how long a rule keeps things on a day, confirmed or suggested; None where no row says so."""
    row = RetentionTerms.objects.in_force(on).filter(retention_rule__key=rule).first()
    if row is None:
        return None
    days = (row.first_reminder_days, row.second_reminder_days)
    reminders = tuple(each for each in days if each is not None)
    return Period(rule, row.keep_for, row.unit, reminders, is_in_force=row.is_active)

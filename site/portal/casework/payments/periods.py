"""The forms that say which days or which year is meant, for the pages of finance and their files alike."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

__all__ = ["PeriodForm", "YearForm", "last_month"]

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_DAYS = 3_660


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


class PeriodForm(forms.Form):
    """From which day to which, both among them."""

    first = _day(gettext_lazy("First day"))
    last = _day(gettext_lazy("Last day"))

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning, and more than ten years."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("This is before the first day."))
        elif first and last and (last - first).days > MOST_DAYS:
            self.add_error("last", _("These are more than ten years."))
        return cleaned


class YearForm(forms.Form):
    """Which year is meant."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)


def last_month() -> dict[str, str]:
    """Return the days of the month before this one, as the form takes them."""
    last = timezone.localdate().replace(day=1) - timedelta(days=1)
    first: date = last.replace(day=1)
    return {"first": first.isoformat(), "last": last.isoformat()}

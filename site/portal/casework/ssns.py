"""What staff see of Social Security numbers beside the number itself: why one is read, who shares it, who read."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.casework.wording import account_name
from portal.records.ssn.models import SSNReading

__all__ = ["ReadingForm", "ReadingLine", "list_readings"]

LOOKED_BACK = timedelta(days=30)
MOST = 200
ReadingLine = tuple[datetime, str, str, str, str]
"""When, who, whose by EIN, why, and what came of it."""


class ReadingForm(forms.Form):
    """Why somebody wants to see the number."""

    reason = forms.ChoiceField(
        label=_("Why do you need the number?"),
        choices=SSNReading.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say why you need the number.")},
    )


def list_readings(*, at: datetime) -> list[ReadingLine]:
    """Return the readings of the last month, newest first."""
    rows = SSNReading.objects.filter(happened_at__gte=at - LOOKED_BACK)
    return [
        (
            row.happened_at,
            account_name(row.actor) if row.actor else "",
            row.person.ein or "",
            row.get_reason_display(),
            row.get_outcome_display(),
        )
        for row in rows.select_related("actor", "person").order_by("-id")[:MOST]
    ]

"""The districts by which a search is narrowed, remembered for as long as they stand."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial

from django.utils import timezone

from portal.sdk.freshness import remember, until
from portal.sdk.lookup import District, list_districts

__all__ = ["districts_of_today"]


def districts_of_today() -> dict[str, District]:
    """Return today's districts by code, in the order of their names; 1 SQL where nothing is remembered."""
    today = timezone.localdate()
    tomorrow = timezone.make_aware(datetime.combine(today + timedelta(days=1), time.min))
    districts = remember(
        ("credential_lookup.districts", today), partial(list_districts, on=today), is_watched=True
    )
    until(tomorrow)
    return {district.code: district for district in districts}

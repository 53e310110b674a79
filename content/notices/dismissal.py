"""The cookie in which a browser remembers the notices that its reader put away. It names no person.

A page cache keeps away from requests that carry it: all other readers get the same body, with every notice.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpResponse

from content.notices.models import Notice

DISMISSED_COOKIE = "portal_notices"
LONGEST = timedelta(days=365)
MOST_MARKS = 40
SEPARATOR = "."
MARK = re.compile(r"[0-9]{1,18}-[0-9a-f]{10}")


def read_dismissed(cookies: Mapping[str, str]) -> frozenset[str]:
    """Return the marks that a browser remembers; what is no mark is left out."""
    listed = cookies.get(DISMISSED_COOKIE, "").split(SEPARATOR)[:MOST_MARKS]
    return frozenset(mark for mark in listed if MARK.fullmatch(mark))


def remember(response: HttpResponse, dismissed: Iterable[Notice], *, at: datetime) -> None:
    """Let the browser remember these notices until the last of them ends, a year at most."""
    kept = list(dismissed)[-MOST_MARKS:]
    if not kept:
        response.delete_cookie(DISMISSED_COOKIE, samesite="Lax")
        return
    latest = at + LONGEST
    last = max(min(notice.ends_at or latest, latest) for notice in kept)
    response.set_cookie(
        DISMISSED_COOKIE,
        SEPARATOR.join(notice.mark for notice in kept),
        max_age=last - at,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )

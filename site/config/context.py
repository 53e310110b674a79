"""The few facts about the site that every template may show. Nothing here asks the database."""

from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest


def site_facts(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name, whether it is a demonstration, the languages on offer, and the host asked for."""
    return {
        "site_host": _read_host(request),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "portal_demo": settings.PORTAL_DEMO,
        "portal_languages": settings.LANGUAGES,
    }


def _read_host(request: HttpRequest) -> str:
    """Return the host of the request; empty for one that is refused, whose page must still be drawn."""
    try:
        return request.get_host()
    except DisallowedHost:
        return ""

"""The few facts about the site that every template may show. Nothing here asks the database."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from content.addresses import language_of_address, prefix_address


def site_facts(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name, whether it is a demonstration, the languages on offer, and where this is read in each."""
    named = language_of_address(request.path)
    alternates = {code: _to_full(request.path, code) for code, _name in settings.LANGUAGES if named}
    return {
        "alternates": alternates,
        "canonical": alternates.get(named or ""),
        "site_host": _read_host(request),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "portal_demo": settings.PORTAL_DEMO,
        "portal_languages": settings.LANGUAGES,
    }


def _to_full(path: str, language: str) -> str:
    """Return the full address, without a query, at which a path is read in a language."""
    return f"{settings.PORTAL_BASE_URL}{quote(prefix_address(path, language))}"


def _read_host(request: HttpRequest) -> str:
    """Return the host of the request; empty for one that is refused, whose page must still be drawn."""
    try:
        return request.get_host()
    except DisallowedHost:
        return ""

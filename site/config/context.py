"""The few facts about the site that every template may show. Nothing here asks the database."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site_facts(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name, whether it is a demonstration, and the languages on offer."""
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "portal_demo": settings.PORTAL_DEMO,
        "portal_languages": settings.LANGUAGES,
    }

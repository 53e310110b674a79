"""Puts the page cache in front of an application, where the settings ask for it and it can be kept right."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings

from config.page_cache.application import PageCache
from portal.sdk.generations import generations

logger = logging.getLogger(__name__)


def with_page_cache(application: Any) -> Any:
    """Return the application behind its page cache; the application alone where other processes could not be heard."""
    if not settings.PORTAL_PAGE_CACHE:
        return application
    if not generations.is_shared:
        logger.warning("public pages are not kept: changes made by other processes would be missed")
        return application
    return PageCache(application, generations)

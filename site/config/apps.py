"""App configuration of the composition root; it has no models, only commands and checks of the whole installation."""

import logging
from typing import Any

from django.apps import AppConfig
from django.conf import settings

from config.catalogs import flatten_catalogs
from portal.sdk.generations import generations

logger = logging.getLogger(__name__)


class ConfigConfig(AppConfig):
    """Registers the commands that concern the whole installation (backup, restore), and what public pages depend on."""

    name = "config"
    label = "config"

    def __init__(self, app_name: str, app_module: Any) -> None:
        super().__init__(app_name, app_module)
        flatten_catalogs()  # before any app is ready, and says a word

    def ready(self) -> None:
        """Give the worker what no layer below can name; have every process announce changes of public pages."""
        from config.page_cache.changes import watch_changes  # deferred: needs all models
        from config.page_cache.hosts import connect_hosts  # deferred: as above
        from config.schedule import register_regular_work  # deferred: as above

        register_regular_work()
        watch_changes()
        connect_hosts()
        if settings.PAGE_CHANGES_FILE is not None:
            try:
                generations.share(settings.PAGE_CHANGES_FILE)
            except OSError as error:
                logger.warning("changes of pages are not shared between processes: %s", error)

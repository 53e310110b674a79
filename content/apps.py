"""Registers the pages as one Django app; the models live in content.pages, one module a page type."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """The app of public pages, blocks, navigation and demo content."""

    name = "content"
    label = "content"
    verbose_name = _("Public pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the portal's links between pages in the place of Wagtail's."""
        import content.rich_text  # noqa: F401 (deferred: it needs the models)

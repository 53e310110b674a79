"""Registers the pages as one Django app; the models live in content.pages, one module a page type."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """The app of public pages, blocks, navigation and demo content."""

    name = "content"
    label = "content"
    verbose_name = _("Public pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for changes of the menus, of which the frame keeps the footer."""
        from content.menus.models import Navigation  # models exist only after ready()
        from content.menus.reading import change_version  # for the same reason

        for changed in (post_save, post_delete):
            changed.connect(change_version, sender=Navigation, dispatch_uid="content.menus")

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
        """Listen for changes of what every page shows: notices, menus, and the pages that they link."""
        from wagtail.models import Page  # models exist only after ready()
        from wagtail.signals import page_published, page_unpublished, post_page_move  # with them

        from content.menus.models import Navigation  # models exist only after ready()
        from content.notices.models import Notice, NoticeSection  # for the same reason
        from content.versions import change_version  # its cache needs settings

        for model in (Navigation, Notice, NoticeSection):
            post_save.connect(change_version, sender=model)
            post_delete.connect(change_version, sender=model)
        post_delete.connect(change_version, sender=Page)
        for changed in (page_published, page_unpublished, post_page_move):
            changed.connect(change_version)

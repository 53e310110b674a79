"""Registers the pages as one Django app; the models live in content.pages, one module a page type."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """The app of public pages, blocks, navigation and demo content."""

    name = "content"
    label = "content"
    verbose_name = _("Public pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for the end of migrations and for uploads; keep translations as private as their originals.

        Puts the portal's links between pages, and the redirects of slugs, in the place of Wagtail's.
        """
        import content.rich_text  # noqa: F401 (deferred: it needs the models)
        from content import redirects, trees  # as above
        from content.editing.translation.review import keep_readers_page  # as above
        from content.images.alternative_text import offer_description_only  # as above
        from content.images.receivers import connect  # models exist only after loading
        from content.languages import watch_locales  # as above
        from content.pages.service import begin_attaching, find_attaching  # as above
        from content.search.placed import watch_rows  # as above
        from portal.sdk.catalog import announce_pages  # as above
        from portal.sdk.releases import announce_kinds  # as above

        connect()
        offer_description_only()
        keep_readers_page()
        redirects.watch_slugs()
        trees.watch_moves()
        trees.watch_slugs()
        trees.watch_privacy()
        watch_rows()
        watch_locales()
        announce_kinds("content.editing.releasing")
        announce_pages(find_attaching, begin_attaching)
        post_migrate.connect(
            ensure_workflow_after_migrate, sender=self, dispatch_uid="content.ensure_workflow"
        )


def ensure_workflow_after_migrate(sender: AppConfig, **options: Any) -> None:
    """Put the pages under review, unless a partial migration leaves the tables out."""
    from content.editing.workflow import ensure_workflow  # models exist only after ready()

    try:
        options["apps"].get_model("content", "SecondPersonApproval")
        options["apps"].get_model("wagtailcore", "WorkflowPage")
    except LookupError:
        return
    ensure_workflow()

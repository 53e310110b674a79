"""Django app configuration of accounts; keeps the roles in step with their table after every migrate.

Editors of a section have it in every language as soon as its page is there, or is moved to its place.
"""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Registers accounts and the receiver that writes the table of roles into groups."""

    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("accounts and roles")

    def ready(self) -> None:
        """Listen for the end of migrations; offer exports."""
        from wagtail.signals import post_page_move  # deferred: models exist only after loading

        from portal.records.jobs.running import announce_jobs  # models exist only after ready()

        announce_jobs("portal.accounts.exporting")
        post_migrate.connect(sync_roles_after_migrate, dispatch_uid="portal.accounts.sync_roles")
        post_save.connect(follow_new_sections, dispatch_uid="portal.accounts.follow_sections")
        post_page_move.connect(
            follow_moved_sections, dispatch_uid="portal.accounts.follow_sections"
        )


def sync_roles_after_migrate(sender: AppConfig, **options: Any) -> None:
    """Write the roles once all apps have made their permissions: when the last app reports.

    Does nothing while a partial migration leaves Wagtail's or the records' tables out.
    """
    from portal.accounts.operations.roles import sync_roles  # models exist only after ready()

    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender is not last:
        return
    state = options.get("apps", apps)
    try:
        state.get_model("wagtailcore", "GroupPagePermission")
        state.get_model("records", "Application")
    except LookupError:
        return
    sync_roles()


def follow_new_sections(instance: Any, *, created: bool, raw: bool = False, **kw: Any) -> None:
    """Let the editors of a section have the page that was made below a home page, if it is theirs in some language."""
    from wagtail.models import Page  # deferred: models exist only after loading

    from portal.accounts.operations.roles import SECTION_DEPTH, follow_sections  # as above

    if created and not raw and isinstance(instance, Page) and instance.depth == SECTION_DEPTH:
        follow_sections()


def follow_moved_sections(instance: Any, **kwargs: Any) -> None:
    """Let the editors of a section have the page that was moved to its place."""
    from portal.accounts.operations.roles import SECTION_DEPTH, follow_sections  # as above

    if instance.depth == SECTION_DEPTH:
        follow_sections()

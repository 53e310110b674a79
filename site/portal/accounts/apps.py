"""Django app configuration of accounts; keeps the roles in step with their table after every migrate."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Registers accounts and the receiver that writes the table of roles into groups."""

    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("accounts and roles")

    def ready(self) -> None:
        """Listen for the end of migrations; offer exports."""
        from portal.records.jobs.running import announce_jobs  # models exist only after ready()

        announce_jobs("portal.accounts.exporting")
        post_migrate.connect(sync_roles_after_migrate, dispatch_uid="portal.accounts.sync_roles")


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

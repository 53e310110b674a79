"""``portal migrate``: Django's command, with the plugins' migrations after the portal's own and each by itself."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from portal.plugins.migrating import migrate_plugins, without_plugin_migrations
from portal.plugins.parking import list_parked


class Command(migrate.Command):
    """Migrates everything; a plugin whose migration fails is parked and named, the rest goes on."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate the portal, then each plugin; what names an app or only asks is Django's alone."""
        if options["app_label"] or options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        with without_plugin_migrations(makes_tables=options["run_syncdb"]):
            super().handle(*args, **options)
        parked = len(list_parked())
        migrate_plugins(lambda label: self._migrate_one(label, *args, **options))
        for failed in list_parked()[parked:]:
            self.stderr.write(f"plugin {failed.plugin_id} is parked: {failed.detail}")

    def _migrate_one(self, label: str, *args: Any, **options: Any) -> None:
        super().handle(*args, **{**options, "app_label": label, "run_syncdb": False})

"""``portal sync_plugins``: publish the wizards that the installed plugins define."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.definitions.syncing import sync_plugins
from portal.plugins.parking import Stage, list_parked


class Command(BaseCommand):
    """Publishes plugin wizards; repeating it changes nothing."""

    help = "Publish the wizards that the installed plugins define."

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish and name each current version; raise CommandError naming the plugins whose wizards are unsound."""
        for version in sync_plugins(at=timezone.now()):
            self.stdout.write(f"{version.wizard.key} version {version.number}")
        if unsound := [each for each in list_parked() if each.stage is Stage.DEFINITION]:
            raise CommandError("\n".join(f"{each.name}: {each.detail}" for each in unsound))

"""``portal sync_plugins``: publish the wizards that the installed plugins define."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.definitions.offers import offered_wizards
from portal.definitions.publishing import sync_wizards


class Command(BaseCommand):
    """Publishes plugin wizards; repeating it changes nothing."""

    help = "Publish the wizards that the installed plugins define."

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish and name each current version."""
        for version in sync_wizards(offered=offered_wizards(), at=timezone.now()):
            self.stdout.write(f"{version.wizard.key} version {version.number}")

"""``portal roll_back_wizard``: offer an earlier version of a wizard again."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.definitions.management.versions import find_version
from portal.definitions.rolling_back import RollBackRefusedError, roll_back_wizard


class Command(BaseCommand):
    """Offers a version that was published before; drafts stay where they are."""

    help = "Offer an earlier version of a wizard again, also of one that a plugin publishes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the wizard's key and the version's number."""
        parser.add_argument("key", help="the wizard, such as certification.renew_professional")
        parser.add_argument(
            "--to", type=int, required=True, help="the version to offer, by its number"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Offer it and say so, or name what is wrong with it today."""
        version = find_version(options["key"], options["to"])
        try:
            roll_back_wizard(
                key=options["key"], number=version.number, actor_id=None, at=timezone.now()
            )
        except RollBackRefusedError as refusal:
            raise CommandError(
                "\n".join(["Nothing was changed.", *map(str, refusal.errors)])
            ) from refusal
        self.stdout.write(f"{options['key']} version {version.number} is on offer")

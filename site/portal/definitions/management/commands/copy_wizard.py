"""``portal copy_wizard``: make a copy of a plugin's wizard that editors adapt."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.definitions.adapting import KeyTakenError, copy_wizard
from portal.definitions.publishing import UnsoundDefinitionError
from portal.records.wizards.models import Wizard


class Command(BaseCommand):
    """Publishes the copy switched off; it remembers the version it was made from."""

    help = "Copy a plugin's wizard under a key of its own, to be adapted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take both keys."""
        parser.add_argument("from_key", help="the plugin's wizard, such as coaching_permits.renew")
        parser.add_argument("new_key", help="the key of the copy, such as bureau.renew_permit")

    def handle(self, *args: Any, **options: Any) -> None:
        """Copy and name the version."""
        from_key, key = options["from_key"], options["new_key"]
        try:
            version = copy_wizard(from_key=from_key, key=key, actor_id=None, at=timezone.now())
        except Wizard.DoesNotExist as error:
            raise CommandError(f"No plugin's wizard {from_key!r} is published.") from error
        except KeyTakenError as error:
            raise CommandError(f"{key} is another wizard's key.") from error
        except UnsoundDefinitionError as error:
            raise CommandError(
                "\n".join(["Nothing was copied.", *map(str, error.errors)])
            ) from error
        self.stdout.write(f"{key} version {version.number} is published, switched off")

"""``portal import_wizard``: publish a wizard from a bundle, or tell what that would change."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.definitions.bundle_words import say_named
from portal.definitions.bundles import (
    Bundle,
    BundleError,
    decode_bundle,
    find_bundle_changes,
    publish_bundle,
    read_bundle,
)
from portal.definitions.difference_words import describe_changes
from portal.definitions.texts import FALLBACK_LANGUAGE


class Command(BaseCommand):
    """Reads the bundle whole before anything is written."""

    help = "Publish a wizard from a bundle that export_wizard wrote."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, and whether to tell only."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="tell what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish and name the version, or list the changes."""
        try:
            bundle = read_bundle(decode_bundle(options["file"].read_bytes()))
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from error
        except BundleError as error:
            said = [say_named(str(each)) for each in error.errors]
            raise CommandError("\n".join(["Nothing was imported.", *said])) from error
        self._tell(bundle)
        if not options["dry_run"]:
            version = publish_bundle(bundle, actor_id=None, at=timezone.now())
            self.stdout.write(f"{version.wizard.key} version {version.number} is on offer")

    def _tell(self, bundle: Bundle) -> None:
        offered, changes = find_bundle_changes(bundle)
        if offered is None:
            self.stdout.write(f"{bundle.spec.key} is new here")
            return
        lines = describe_changes(changes, old=offered, new=bundle.spec, language=FALLBACK_LANGUAGE)
        self.stdout.write(f"{bundle.spec.key}, changes from the version on offer: {len(lines)}")
        for line in lines:
            self.stdout.write(f"  {line}")

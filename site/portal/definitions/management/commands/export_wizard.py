"""``portal export_wizard``: a version of a wizard as one portable file."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from portal.definitions.bundles import write_bundle
from portal.definitions.management.versions import find_version


class Command(BaseCommand):
    """Writes the version on offer, or another, to the standard output."""

    help = "Write a version of a wizard as a bundle that another portal can import."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the wizard's key and the version's number."""
        parser.add_argument("key", help="the wizard, such as certification.renew_professional")
        parser.add_argument("--version-number", type=int, help="by default the version on offer")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the bundle."""
        self.stdout.write(write_bundle(find_version(options["key"], options["version_number"])))

"""``portal diff_wizard``: what differs between two versions of a wizard, one change a line."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.definitions.difference_words import describe_changes
from portal.definitions.differences import find_differences
from portal.definitions.management.versions import find_version
from portal.definitions.serialization import DefinitionFormatError, load_wizard
from portal.definitions.spec import WizardSpec
from portal.definitions.texts import FALLBACK_LANGUAGE
from portal.records.wizards.models import WizardVersion


class Command(BaseCommand):
    """Compares any two versions; by default the one on offer with the one before it."""

    help = "Show what differs between two versions of a wizard."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the wizard's key and the numbers of the versions."""
        parser.add_argument("key", help="the wizard, such as certification.renew_professional")
        parser.add_argument("--old", type=int, help="the earlier version, by its number")
        parser.add_argument("--new", type=int, help="the later version, by its number")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print where, what, before and after of each change."""
        later = find_version(options["key"], options["new"])
        if options["old"] is None and later.number == 1:
            raise CommandError(f"{options['key']} version 1 is the first: there is none before it.")
        earlier = find_version(options["key"], options["old"] or later.number - 1)
        old, new = (_load(version) for version in (earlier, later))
        changes = find_differences(old, new)
        lines = describe_changes(changes, old=old, new=new, language=FALLBACK_LANGUAGE)
        self.stdout.write(
            f"{options['key']}, changes from version {earlier.number} to {later.number}: {len(lines)}"
        )
        for line in lines:
            self.stdout.write(f"  {line}")


def _load(version: WizardVersion) -> WizardSpec:
    try:
        return load_wizard(version.definition)
    except DefinitionFormatError as error:
        raise CommandError(f"{version}: {error}") from error

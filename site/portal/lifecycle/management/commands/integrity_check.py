"""`portal integrity_check`: tells whether the records agree with one another; exits with 1 where they do not."""

from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.lifecycle.integrity import CHECKS, DOCUMENTS, check_integrity

SHOWN = 10


class Command(BaseCommand):
    """Checks everything and prints the first ten faults."""

    help = "Look whether the records agree with one another where no constraint can see to it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to read every file, which may take hours."""
        parser.add_argument(
            "--files", action="store_true", help="Read every document's file, not only a sample."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and fail with the first faults."""
        found = check_integrity(at=timezone.now(), every_file=options["files"])
        faults = list(islice(found, SHOWN + 1))
        for fault in faults[:SHOWN]:
            self.stderr.write(str(fault))
        if faults:
            more = " or more" if len(faults) > SHOWN else ""
            raise CommandError(f"The records disagree: {min(len(faults), SHOWN)}{more} faults.")
        self.stdout.write(f"The records agree: {', '.join([*CHECKS, DOCUMENTS])}.")

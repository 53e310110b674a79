"""`portal integrity_check`: tells whether the records agree with one another.

It exits with 1 where they do not, and with 2 where a check could not be made and the others found nothing.
"""

from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from portal.lifecycle.integrity import (
    CHECKS,
    DOCUMENTS,
    JOBS,
    RecordFault,
    UnmadeCheck,
    check_integrity,
)
from portal.lifecycle.plugin_checks import list_plugin_checks
from portal.records.reading import without_time_limit

SHOWN = 10
NOT_MADE = 2
Found = RecordFault | UnmadeCheck


class Command(BaseCommand):
    """Checks everything; prints the first ten faults, and every check that could not be made."""

    help = "Look whether the records agree with one another where no constraint can see to it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to read every file, which may take hours."""
        parser.add_argument(
            "--files", action="store_true", help="Read every document's file, not only a sample."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, and fail with the first faults."""
        unmade: list[UnmadeCheck] = []
        found = check_integrity(at=timezone.now(), every_file=options["files"])
        with without_time_limit(connection):
            made_checks = (each for each in found if not _is_unmade(each, unmade))
            faults = list(islice(made_checks, SHOWN + 1))
        for each in [*faults[:SHOWN], *unmade]:
            self.stderr.write(str(each))
        left = f" {len(unmade)} checks were not made." if unmade else ""
        if faults:
            more = " or more" if len(faults) > SHOWN else ""
            number = min(len(faults), SHOWN)
            raise CommandError(f"The records disagree: {number}{more} faults.{left}")
        if unmade:
            raise CommandError(f"What was checked agrees, but{left}", returncode=NOT_MADE)
        made = [*CHECKS, DOCUMENTS, JOBS, *list_plugin_checks()]
        self.stdout.write(f"The records agree: {', '.join(made)}.")


def _is_unmade(found: Found, unmade: list[UnmadeCheck]) -> bool:
    """Tell whether it is a check that was not made, and keep those that are."""
    if isinstance(found, UnmadeCheck):
        unmade.append(found)
        return True
    return False

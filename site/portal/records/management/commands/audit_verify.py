"""`portal audit_verify`: tells whether the audit trail is what was sealed; the exit status is 1 where it is not."""

from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from portal.records.audit.models import AuditSeal
from portal.records.audit.verifying import verify_trail
from portal.records.reading import without_time_limit

SHOWN = 10


class Command(BaseCommand):
    """Verifies the whole chain; prints the first ten faults with their places."""

    help = "Verify the audit trail against its seals and the signed heads."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a copy of the heads, which is worth more than those beside the database."""
        parser.add_argument(
            "--heads",
            type=Path,
            default=settings.AUDIT_HEADS,
            help="the folder of heads (AUDIT_HEADS)",
        )

    def handle(self, *args: Any, heads: Path, **options: Any) -> None:
        """Verify, and fail with the first faults."""
        with without_time_limit(connection):
            faults = list(islice(verify_trail(heads), SHOWN + 1))
        for fault in faults[:SHOWN]:
            self.stderr.write(str(fault))
        if faults:
            more = " or more" if len(faults) > SHOWN else ""
            raise CommandError(
                f"The audit trail has been changed: {min(len(faults), SHOWN)}{more} faults."
            )
        self.stdout.write(f"{AuditSeal.objects.count()} sealed events are as they were sealed.")

"""``portal load_reference``: record what the reference files say and the records do not yet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.records.reference.operations import load_reference
from portal.records.reference.tables import ReferenceFileError


class Command(BaseCommand):
    """Loads the reference files; safe to repeat."""

    help = (
        "Load certificate types, endorsements, passing scores, organizations and fees; repeatable."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what was new."""
        try:
            recorded = load_reference(at=timezone.now())
        except ReferenceFileError as fault:
            raise CommandError(str(fault)) from fault
        for file_name, count in recorded.items():
            self.stdout.write(f"{file_name}: {count} new rows")

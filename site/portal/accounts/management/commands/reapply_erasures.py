"""`portal reapply_erasures`: after a restore by a database's own tools, erases again what the ledger tells of."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.accounts.operations.erasing import erase_again


class Command(BaseCommand):
    """Applies the ledger of erasures; `portal restore` does it by itself, and so does the worker, once a day."""

    help = "Erase again what the ledger of erasures tells of and the database does not know."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a copy of the ledger."""
        parser.add_argument(
            "--ledger",
            type=Path,
            default=settings.ERASURE_LEDGER,
            help="the folder of the ledger (ERASURE_LEDGER)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Apply it and say what went."""
        counts = erase_again(options["ledger"], at=timezone.now())
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
        self.stdout.write(f"Erased again by the ledger: {told or 'nothing'}.")

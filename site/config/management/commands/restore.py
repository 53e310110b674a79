"""`portal restore FILE`: brings back what `portal backup` wrote, after comparing every checksum.

What was erased after the backup is erased again by the ledger, before anybody can see it.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections
from django.utils import timezone

from config.backup import BackupError, restore_backup
from config.management.places import get_places
from portal.accounts.operations.erasing import erase_again
from portal.records.retention.ledger import finish_erasures, read_entries


class Command(BaseCommand):
    """Restores the archive; the portal must be stopped."""

    help = "Bring back an archive that `portal backup` wrote. Stop the portal first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the archive's name, and the leave to overwrite."""
        parser.add_argument("file", type=Path, help="the archive to bring back")
        parser.add_argument("--force", action="store_true", help="overwrite what is there")
        parser.add_argument(
            "--ledger",
            type=Path,
            default=settings.ERASURE_LEDGER,
            help="the folder that tells what was erased since (ERASURE_LEDGER), or a copy of it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore it and say what came back."""
        archive: Path = options["file"]
        if not archive.name:
            raise CommandError("Name the archive: make restore FILE=portal.tar.gz")
        places, ledger = get_places(), options["ledger"]
        self._save_ledger(places.database)
        connections.close_all()
        try:
            count = restore_backup(places=places, archive=archive, overwrite=options["force"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{archive}: {count} files restored; every checksum was as written.")
        if not any(read_entries(ledger)):
            self.stdout.write(
                f"The ledger of erasures in {ledger} is empty: nothing was erased again."
            )
            return
        call_command("migrate", verbosity=0, interactive=False)
        counts = erase_again(ledger, at=timezone.now())
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
        self.stdout.write(f"Erased again by the ledger: {told or 'nothing, the backup is newer'}.")

    def _save_ledger(self, database: Path) -> None:
        """Copy to the ledger's folder what the database that is about to go was erasing when it was stopped."""
        if not database.exists():
            return
        try:
            finish_erasures(at=timezone.now())
        except DatabaseError as error:
            self.stderr.write(
                f"The database that is replaced could not be asked for erasures: {error}"
            )

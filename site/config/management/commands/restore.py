"""`portal restore FILE`: brings back what `portal backup` wrote, after comparing every checksum."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from config.backup import BackupError, restore_backup
from config.management.places import get_places


class Command(BaseCommand):
    """Restores the archive; the portal must be stopped."""

    help = "Bring back an archive that `portal backup` wrote. Stop the portal first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the archive's name, and the leave to overwrite."""
        parser.add_argument("file", type=Path, help="the archive to bring back")
        parser.add_argument("--force", action="store_true", help="overwrite what is there")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore it and say what came back."""
        archive: Path = options["file"]
        if not archive.name:
            raise CommandError("Name the archive: make restore FILE=portal.tar.gz")
        connections.close_all()
        try:
            count = restore_backup(places=get_places(), archive=archive, overwrite=options["force"])
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{archive}: {count} files restored; every checksum was as written.")

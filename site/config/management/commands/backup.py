"""`portal backup FILE`: the embedded default's records and files in one archive."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.backup import BackupError, write_backup
from config.management.places import get_places


class Command(BaseCommand):
    """Writes the archive; the portal may be running meanwhile."""

    help = "Write the records and files of the embedded default into one new archive."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the archive's name."""
        parser.add_argument(
            "file", type=Path, help="the archive to write, for example portal.tar.gz"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it and say what is in it."""
        archive: Path = options["file"]
        if not archive.name:
            raise CommandError("Name the archive: make backup FILE=portal.tar.gz")
        try:
            count = write_backup(places=get_places(), archive=archive, at=timezone.now())
        except BackupError as error:
            raise CommandError(str(error)) from error
        if settings.PRIVATE_S3_BUCKET:
            self.stderr.write(
                f"Documents are in the bucket {settings.PRIVATE_S3_BUCKET}, not in here."
            )
        self.stdout.write(f"{archive}: {count} files, {archive.stat().st_size / 1e6:.1f} MB")

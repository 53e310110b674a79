"""Where this installation keeps what `portal backup` and `portal restore` handle."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from config.backup import Places


def get_places() -> Places:
    """Return the places of the embedded default; refuse another database, which has tools of its own."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        raise CommandError(
            "This command handles the embedded SQLite only; docs/operators/backup.md says how to "
            "back up PostgreSQL."
        )
    folders = {"media": Path(settings.MEDIA_ROOT)}
    if not settings.PRIVATE_S3_BUCKET:  # a bucket has a versioning of its own
        folders["private"] = Path(settings.PRIVATE_ROOT)
    return Places(database=Path(database["NAME"]), folders=folders)

"""Exhibits: the rows of a release's database in a file, and such a database brought back at that release's migrations.

What is under way in one is told by its story, which is made in ``scene`` and gone on with in ``test_going_on``.
"""

import base64
import gzip
import hashlib
import inspect
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import StateApps

from portal.records.documents.models import Document
from portal.records.documents.storing import read_blocks
from tests.databases import ROOT
from tests.museum.rows import Table, empty_table, read_table, reset_keys, write_table

__all__ = [
    "Exhibit",
    "ExhibitClosedError",
    "find_changed_migrations",
    "list_exhibits",
    "read_exhibit",
    "read_state",
    "restore_exhibit",
    "write_exhibit",
]

FOLDER = Path(__file__).resolve().parent / "exhibits"
ENDING = ".json.gz"
LEFT_OUT = frozenset({"sessions", "wagtailsearch", "wagtailadmin"})
"""Apps whose rows are made anew: who is signed in, the index of the search, forms that editors have open."""


class ExhibitClosedError(Exception):
    """An exhibit of a release is never taken again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A release's database; ``migrations`` are its last ones by app, ``sources`` the digests of the portal's own."""

    release: str
    is_released: bool
    taken_at: str
    migrations: list[list[str]]
    sources: dict[str, str]
    story: dict[str, Any]
    heads: dict[str, str]
    files: dict[str, str]
    tables: dict[str, Table]

    @property
    def moment(self) -> datetime:
        """Return when it was taken."""
        return datetime.fromisoformat(self.taken_at)


def list_exhibits() -> list[Path]:
    """Return the files of all exhibits, by name."""
    return sorted(FOLDER.glob(f"*{ENDING}"))


def read_exhibit(file: Path) -> Exhibit:
    """Return an exhibit from its file."""
    return Exhibit(**json.loads(gzip.decompress(file.read_bytes())))


def write_exhibit(exhibit: Exhibit, folder: Path = FOLDER) -> Path:
    """Write an exhibit, the same bytes for the same content, and return the file.

    Raises ExhibitClosedError where the one that is there is of a release.
    """
    file = folder / f"{exhibit.release}{ENDING}"
    if file.exists() and read_exhibit(file).is_released:
        raise ExhibitClosedError(f"{file.name} is of a release; it is never taken again.")
    text = json.dumps(asdict(exhibit), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    packed = BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as stream:
        stream.write(text.encode())
    file.write_bytes(packed.getvalue())
    return file


def read_state(
    *, release: str, is_released: bool, at: datetime, story: dict[str, Any], heads: Path
) -> Exhibit:
    """Return what the connected database holds, with the files of documents and the heads of the audit trail."""
    loader = MigrationLoader(connection)
    last = loader.graph.leaf_nodes()
    tables = {
        model._meta.db_table: table
        for model in _models(loader.project_state(last).apps)
        if model._meta.app_label not in LEFT_OUT and (table := read_table(model))["rows"]
    }
    names = Document.objects.order_by("pk").values_list("stored_name", flat=True)
    return Exhibit(
        release=release,
        is_released=is_released,
        taken_at=at.isoformat(),
        migrations=[list(each) for each in last],
        sources=digest_migrations(loader),
        story=story,
        heads={file.name: file.read_text() for file in sorted(heads.glob("*.json"))},
        files={name: base64.b64encode(b"".join(read_blocks(name))).decode() for name in names},
        tables=tables,
    )


def digest_migrations(loader: MigrationLoader) -> dict[str, str]:
    """Return the digest of each of the portal's own migrations, by app and name."""
    files = {
        f"{app}.{name}": Path(inspect.getfile(type(migration)))
        for (app, name), migration in loader.disk_migrations.items()
    }
    return {
        name: hashlib.sha256(file.read_bytes()).hexdigest()
        for name, file in sorted(files.items())
        if file.is_relative_to(ROOT) and ".venv" not in file.parts
    }


def find_changed_migrations(exhibit: Exhibit) -> list[str]:
    """Return the migrations of a release that are no longer what they were; before a release they may change."""
    present = digest_migrations(MigrationLoader(None))
    return [
        name
        for name, digest in exhibit.sources.items()
        if exhibit.is_released and present.get(name) != digest
    ]


def restore_exhibit(exhibit: Exhibit, *, heads: Path) -> None:
    """Bring an empty database to the exhibit's migrations and its rows; files and heads to their places."""
    executor = MigrationExecutor(connection)
    state = executor.migrate([(app, name) for app, name in exhibit.migrations])
    known = {model._meta.db_table: model for model in _models(state.apps)}
    with transaction.atomic():
        for name in known:
            empty_table(name)
        for name, table in exhibit.tables.items():
            write_table(name, table, {} if exhibit.is_released else _gained(known[name], table))
        reset_keys(known.values())
    for name, content in exhibit.heads.items():
        (heads / name).write_text(content)
    for name, content in exhibit.files.items():
        storages["private"].save(name, ContentFile(base64.b64decode(content)))


def _gained(model: type[models.Model], table: Table) -> dict[str, Any]:
    """Return the defaults of columns that an edit of the one first migration has added since; no release has any."""
    columns = {column for column, _kind in table["columns"]}
    return {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.local_concrete_fields
        if field.column not in columns
    }


def _models(apps: StateApps) -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model

"""Writes the embedded default (SQLite file, media, private files) into one archive, and brings it back once checked.

PostgreSQL and object stores have tools of their own; docs/operators/backup.md says which.
"""

import hashlib
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
FORMAT = 1
CHUNK = 1024 * 1024


class BackupError(Exception):
    """The archive cannot be written or brought back; the message says why."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the records and the folders of files are."""

    database: Path
    folders: Mapping[str, Path]


def write_backup(*, places: Places, archive: Path, at: datetime) -> int:
    """Write everything into a new archive and return how many files it holds.

    The database is copied as of one moment while the portal goes on. Raises BackupError when the archive exists.
    """
    if archive.exists():
        raise BackupError(f"{archive} exists already; name another file.")
    archive.parent.mkdir(parents=True, exist_ok=True)
    part = archive.with_name(archive.name + ".part")
    with tempfile.TemporaryDirectory(dir=archive.parent) as work:
        copy = Path(work) / DATABASE
        copy_database(places.database, copy)
        sums: dict[str, str] = {}
        # Files come after the database: one that a record names is already there.
        with tarfile.open(part, "w:gz", compresslevel=6) as tar:
            sums[DATABASE] = add_file(tar, DATABASE, copy)
            for name, path in list_files(places.folders):
                # what was deleted or set apart since the folder was listed is left out
                with suppress(FileNotFoundError):
                    sums[name] = add_file(tar, name, path)
            manifest = {"format": FORMAT, "written_at": at.isoformat(), "files": sums}
            path = Path(work) / MANIFEST
            path.write_text(json.dumps(manifest, indent=1, sort_keys=True))
            add_file(tar, MANIFEST, path)
    part.replace(archive)
    return len(sums)


def restore_backup(*, places: Places, archive: Path, overwrite: bool) -> int:
    """Bring an archive back and return how many files it held. The portal must not be running.

    Nothing is touched before every checksum was compared. Raises BackupError when there is no archive, when something
    is in the way and `overwrite` was not asked for, or when the archive is damaged.
    """
    if not archive.is_file():
        raise BackupError(f"There is no file {archive}.")
    taken = [str(path) for path in list_taken(places)]
    if taken and not overwrite:
        raise BackupError(f"{', '.join(taken)} would be overwritten; say FORCE=1 to allow it.")
    places.database.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=places.database.parent) as work:
        folder = Path(work)
        unpack(archive, folder)
        count = check_manifest(folder)
        check_database(folder / DATABASE)
        put_back(folder, places)
    return count


def copy_database(source: Path, target: Path) -> None:
    """Copy an SQLite database that may be in use, by its own backup interface."""
    if not source.is_file():
        raise BackupError(f"{source} does not exist; there is nothing to back up.")
    reader, writer = sqlite3.connect(source), sqlite3.connect(target)
    try:
        reader.backup(writer)
    finally:
        reader.close()
        writer.close()


def list_files(folders: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    """Yield each file of the folders with its name in the archive."""
    for name, folder in folders.items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield str(PurePosixPath(name, *path.relative_to(folder).parts)), path


def list_taken(places: Places) -> list[Path]:
    """Return what a restore would overwrite."""
    taken = [places.database] if places.database.exists() else []
    return taken + [
        path for path in places.folders.values() if path.is_dir() and any(path.iterdir())
    ]


def add_file(tar: tarfile.TarFile, name: str, path: Path) -> str:
    """Add one file and return its checksum."""
    total = compute_sha256(path)
    tar.add(path, arcname=name, recursive=False)
    return total


def compute_sha256(path: Path) -> str:
    """Return the checksum of a file's content."""
    total = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            total.update(chunk)
    return total.hexdigest()


def unpack(archive: Path, folder: Path) -> None:
    """Unpack an archive into a folder; raise BackupError when it is no such archive."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            for member in tar:
                extract(tar, member, folder)
    except (OSError, tarfile.TarError, EOFError) as error:
        raise BackupError(f"{archive} cannot be read as a backup ({error}).") from None


def extract(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Write one member below the folder; refuse anything but a plain file that stays there."""
    target = (folder / member.name).resolve()
    content = tar.extractfile(member) if member.isreg() else None
    if content is None or not target.is_relative_to(folder.resolve()):
        raise BackupError(f"the archive holds {member.name!r}, which no backup writes.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with content, target.open("wb") as stream:
        shutil.copyfileobj(content, stream, CHUNK)


def check_manifest(folder: Path) -> int:
    """Compare what was unpacked with the manifest and return the number of files."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        expected: dict[str, str] = dict(manifest["files"])
        known = manifest["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupError("the archive has no readable manifest; it is not a backup.") from None
    if not known:
        raise BackupError("the archive was written by another version of the portal.")
    found = {name: compute_sha256(path) for name, path in list_files({"": folder})}
    found.pop(MANIFEST)
    wrong = sorted(name for name in expected | found if expected.get(name) != found.get(name))
    if wrong:
        raise BackupError(
            f"the archive is damaged: {', '.join(wrong[:5])} differ from the manifest."
        )
    return len(found)


def check_database(path: Path) -> None:
    """Ask SQLite whether the unpacked database is whole."""
    try:
        connection = sqlite3.connect(path)
        try:
            (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        raise BackupError(f"the database in the archive is damaged ({answer}).")


def put_back(folder: Path, places: Places) -> None:
    """Move the unpacked files to their places, files before records."""
    for name, target in places.folders.items():
        shutil.rmtree(target, ignore_errors=True)
        source = folder / name
        source.mkdir(exist_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(source, target)
    for suffix in ("-wal", "-shm"):
        places.database.with_name(places.database.name + suffix).unlink(missing_ok=True)
    (folder / DATABASE).replace(places.database)

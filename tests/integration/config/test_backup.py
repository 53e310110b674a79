"""Backup and restore of the embedded default: everything comes back, and nothing that is damaged or in the way."""

import shutil
import sqlite3
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from config import backup
from config.backup import BackupError, Places, restore_backup, write_backup
from config.management.places import get_places
from portal.records.documents.consistency import check_documents
from portal.records.models import Document
from tests.factories.documents import read_stored, receive
from tests.factories.stores import use_folder

AT = datetime(2027, 1, 31, 8, 0, tzinfo=UTC)
ROWS = [(number, f"row {number}") for number in range(500)]


def make_places(folder: Path) -> Places:
    """Return places below a folder."""
    folders = {"media": folder / "media", "private": folder / "private"}
    return Places(database=folder / "portal.sqlite3", folders=folders)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Return an installation with rows and files."""
    made = make_places(tmp_path / "first")
    for name, folder in made.folders.items():
        (folder / "2027").mkdir(parents=True)
        (folder / "2027" / "página ñ.txt").write_text(f"a file of {name}")
    connection = sqlite3.connect(made.database)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, text TEXT)")
    connection.executemany("INSERT INTO record VALUES (?, ?)", ROWS)
    connection.commit()
    connection.close()
    return made


def read_rows(places: Places) -> list[tuple[int, str]]:
    """Return the rows of the database."""
    connection = sqlite3.connect(places.database)
    try:
        return connection.execute("SELECT id, text FROM record ORDER BY id").fetchall()
    finally:
        connection.close()


def read_files(places: Places) -> dict[str, str]:
    """Return the files of all folders with their content."""
    return {
        f"{name}/{path.relative_to(folder)}": path.read_text()
        for name, folder in places.folders.items()
        for path in folder.rglob("*")
        if path.is_file()
    }


def rewrite(archive: Path, name: str, content: bytes | None) -> None:
    """Change or leave out one member of an archive."""
    folder = archive.parent / "rewritten"
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    with tarfile.open(archive, "w:gz") as tar:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                tar.add(path, arcname=str(path.relative_to(folder)))


def test_backup_restored_elsewhere_has_every_row_and_file(places: Places, tmp_path: Path) -> None:
    archive, other = tmp_path / "backup.tar.gz", make_places(tmp_path / "second")

    written = write_backup(places=places, archive=archive, at=AT)
    restored = restore_backup(places=other, archive=archive, overwrite=False)

    assert (written, restored) == (3, 3)
    assert read_rows(other) == ROWS
    assert read_files(other) == read_files(places)


def test_backup_while_a_transaction_is_open_holds_what_was_committed(
    places: Places, tmp_path: Path
) -> None:
    archive, other = tmp_path / "backup.tar.gz", make_places(tmp_path / "second")
    writer = sqlite3.connect(places.database)
    writer.execute("INSERT INTO record VALUES (1000, 'not yet')")

    write_backup(places=places, archive=archive, at=AT)
    writer.close()
    restore_backup(places=other, archive=archive, overwrite=False)

    assert read_rows(other) == ROWS


def test_backup_over_an_archive_is_refused(places: Places, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    archive.write_text("precious")

    with pytest.raises(BackupError, match="exists already"):
        write_backup(places=places, archive=archive, at=AT)

    assert archive.read_text() == "precious"


def test_backup_without_a_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="nothing to back up"):
        write_backup(places=make_places(tmp_path), archive=tmp_path / "backup.tar.gz", at=AT)

    assert list(tmp_path.iterdir()) == []


def test_restore_over_records_is_refused_unless_asked_for(places: Places, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    write_backup(places=places, archive=archive, at=AT)
    connection = sqlite3.connect(places.database)
    connection.execute("DELETE FROM record")
    connection.commit()
    connection.close()
    (places.folders["media"] / "later.txt").write_text("made after the backup")

    with pytest.raises(BackupError, match="FORCE=1"):
        restore_backup(places=places, archive=archive, overwrite=False)
    assert read_rows(places) == []

    restore_backup(places=places, archive=archive, overwrite=True)
    assert read_rows(places) == ROWS
    assert "media/later.txt" not in read_files(places)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("media/2027/página ñ.txt", b"altered", "damaged: media/2027/p"),
        ("media/2027/página ñ.txt", None, "damaged: media/2027/p"),
        ("database.sqlite3", b"no database", "damaged: database.sqlite3"),
        ("private/extra.txt", b"added", "damaged: private/extra.txt"),
        ("manifest.json", b"{}", "no readable manifest"),
        ("manifest.json", None, "no readable manifest"),
    ],
)
def test_restore_of_an_altered_archive_is_refused_and_changes_nothing(
    places: Places, tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    archive, other = tmp_path / "backup.tar.gz", make_places(tmp_path / "second")
    write_backup(places=places, archive=archive, at=AT)
    rewrite(archive, name, content)

    with pytest.raises(BackupError, match=message):
        restore_backup(places=other, archive=archive, overwrite=False)

    assert not other.database.exists()
    assert read_files(other) == {}


def test_restore_of_an_archive_that_reaches_outside_is_refused(tmp_path: Path) -> None:
    archive, outside = tmp_path / "backup.tar.gz", tmp_path / "evil.txt"
    outside.write_text("outside")
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(outside, arcname="../../evil.txt")

    with pytest.raises(BackupError, match="which no backup writes"):
        restore_backup(places=make_places(tmp_path / "second"), archive=archive, overwrite=False)


def test_restore_of_a_file_that_is_not_there_says_so_first(places: Places, tmp_path: Path) -> None:
    archive = tmp_path / "nope.tar.gz"

    with pytest.raises(BackupError, match=r"There is no file .*nope\.tar\.gz"):
        restore_backup(places=places, archive=archive, overwrite=False)


def test_restore_of_something_else_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    archive.write_text("not an archive")

    with pytest.raises(BackupError, match="cannot be read as a backup"):
        restore_backup(places=make_places(tmp_path / "second"), archive=archive, overwrite=False)


def test_documents_come_back_with_their_files(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    settings.PRIVATE_ROOT = tmp_path / "private"
    use_folder(settings, settings.PRIVATE_ROOT)
    settings.MEDIA_ROOT = tmp_path / "media"
    documents = [receive(b"%d, a transcript" % number) for number in range(3)]
    places = make_places(tmp_path / "rows")
    places.database.parent.mkdir()
    sqlite3.connect(places.database).close()
    monkeypatch.setitem(
        settings.DATABASES, "default", {"ENGINE": "…sqlite3", "NAME": str(places.database)}
    )
    archive = tmp_path / "portal.tar.gz"

    write_backup(places=get_places(), archive=archive, at=AT)
    shutil.rmtree(settings.PRIVATE_ROOT)
    assert [record for record, _fault in check_documents(at=AT, every_file=True)] == [
        f"document {document.pk}" for document in by_name(documents)
    ]
    restore_backup(places=get_places(), archive=archive, overwrite=True)

    assert list(check_documents(at=AT, every_file=True)) == []
    assert [read_stored(document.stored_name) for document in documents] == [
        b"%d, a transcript" % number for number in range(3)
    ]


def by_name(documents: list[Document]) -> list[Document]:
    """Return documents in the order in which their files are looked for."""
    return sorted(documents, key=lambda document: document.stored_name)


def test_bucket_is_left_to_its_own_tools(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PRIVATE_S3_BUCKET = "papers"
    monkeypatch.setitem(settings.DATABASES, "default", {"ENGINE": "…sqlite3", "NAME": "x"})

    assert list(get_places().folders) == ["media"]


def test_file_deleted_while_the_backup_runs_is_left_out(
    places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = backup.list_files

    def list_and_delete(folders: Any) -> Any:
        for name, path in listed(folders):
            if name.startswith("private/"):
                path.unlink()
            yield name, path

    archive = tmp_path / "portal.tar.gz"
    monkeypatch.setattr(backup, "list_files", list_and_delete)
    write_backup(places=places, archive=archive, at=AT)
    monkeypatch.undo()

    restored = make_places(tmp_path / "second")
    restore_backup(places=restored, archive=archive, overwrite=False)
    assert list(read_files(restored)) == ["media/2027/página ñ.txt"]

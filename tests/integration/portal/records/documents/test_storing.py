"""The private store keeps files whole, under names of its own, in a folder as in a bucket."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.storage import storages
from pytest_django import Settings

from portal.records.documents import object_store
from portal.records.documents.errors import StoreUnavailableError
from portal.records.documents.storing import (
    QUARANTINE,
    FileBlocks,
    copy_file,
    drop_file,
    keep_file,
    open_file,
)
from tests.factories.documents import keep_bytes, read_stored
from tests.factories.stores import use_bucket, use_folder

CONTENT = bytes(range(256)) * 1_000


@pytest.mark.usefixtures("store")
def test_kept_file_comes_back_whole_under_a_random_name(tmp_path: Path) -> None:
    path = tmp_path / "Elena's transcript.pdf"
    path.write_bytes(CONTENT)

    first, second = keep_file(path), keep_file(path)

    assert re.fullmatch(r"documents/([0-9a-f]{2})/\1[0-9a-f]{30}", first)
    assert first != second
    assert read_stored(first) == read_stored(second) == CONTENT
    with open_file(first) as file:
        assert file.read() == CONTENT


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("start", "length"), [(0, None), (0, 1), (255_999, 1), (70_000, 100_000), (5, None), (0, 0)]
)
def test_part_of_a_file_is_read_alone(start: int, length: int | None) -> None:
    stop = None if length is None else start + length

    blocks = FileBlocks(keep_bytes(CONTENT), start=start, length=length)

    assert b"".join(blocks) == CONTENT[start:stop]


@pytest.mark.usefixtures("store")
def test_file_that_is_gone_is_not_found_and_dropped_twice_without_fault() -> None:
    name = keep_bytes(CONTENT)
    drop_file(name)
    drop_file(name)

    with pytest.raises(FileNotFoundError):
        FileBlocks(name, start=3, length=4)
    with pytest.raises(FileNotFoundError):
        open_file(name)
    with pytest.raises(FileNotFoundError):
        copy_file(name, folder=QUARANTINE)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "name", ["jobs/" + "a" * 32, "documents/../jobs/x", "", "documents/ab/cd" + "0" * 30]
)
def test_only_files_of_documents_are_dropped(name: str) -> None:
    with pytest.raises(ValueError, match="is not the name"):
        drop_file(name)


def test_service_that_does_not_answer_is_told_as_such(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(object_store, "ATTEMPTS", 1)
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    use_bucket(settings, f"http://127.0.0.1:{port}")
    name = "documents/ab/ab" + "0" * 30

    for ask in (open_file, FileBlocks, drop_file, storages["private"].listdir):
        with pytest.raises(StoreUnavailableError):
            ask(name)
    with pytest.raises(StoreUnavailableError):
        keep_bytes(CONTENT)


@pytest.mark.usefixtures("store")
def test_private_file_has_no_address() -> None:
    with pytest.raises(ValueError, match="not accessible via a URL"):
        storages["private"].url(keep_bytes(CONTENT))


@pytest.mark.usefixtures("store")
def test_copy_is_a_second_file_in_quarantine() -> None:
    name = keep_bytes(CONTENT)

    copy = copy_file(name, folder=QUARANTINE)
    drop_file(name)

    assert copy.startswith("quarantine/")
    assert read_stored(copy) == CONTENT


@pytest.mark.usefixtures("store")
def test_file_that_cannot_be_stored_whole_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    private = storages["private"]
    whole_save = type(private)._save

    def save_and_fail(store: object, name: str, content: object) -> str:
        whole_save(store, name, content)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(private), "_save", save_and_fail)

    with pytest.raises(OSError, match="No space left"):
        keep_bytes(CONTENT)
    assert [name for folder in _folders() for name in private.listdir(folder)[1]] == []


def _folders() -> list[str]:
    try:
        return [f"documents/{name}" for name in storages["private"].listdir("documents")[0]]
    except FileNotFoundError:
        return []


def test_local_file_is_on_the_disk_with_its_folders(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_folder(settings, tmp_path)
    synced: list[str] = []
    monkeypatch.setattr(
        os, "fsync", lambda handle: synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
    )

    name = keep_bytes(CONTENT)

    path = tmp_path / name
    assert synced == [str(each) for each in (path, *list(path.parents)[:3])]


def test_object_is_private_and_encrypted_where_asked_for(
    settings: Settings, object_store: str
) -> None:
    use_bucket(settings, object_store, object_parameters={"ServerSideEncryption": "AES256"})

    private = storages["private"]
    item = private.bucket.Object(f"{private.location}/{keep_bytes(CONTENT)}")

    assert item.server_side_encryption == "AES256"
    assert [grant["Permission"] for grant in item.Acl().grants] == ["FULL_CONTROL"]


LOOKS = (
    "import django, sys; django.setup(); from django.core.files.storage import storages;"
    "store = storages['private']; print(type(store).__name__, 'boto3' in sys.modules)"
)


@pytest.mark.proof
@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "PrivateFolder False"),
        (
            {"PRIVATE_S3_BUCKET": "papers", "PRIVATE_S3_REGION": "us-east-1"},
            "PrivateObjectStore True",
        ),
    ],
)
def test_library_of_object_stores_is_imported_where_a_bucket_is_named(
    variables: dict[str, str], said: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOOKS],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": "site:.",
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            **variables,
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == said

"""Forms that are too large, or have too many parts, are refused with a plain page; nothing of them is kept."""

import errno
import gc
import logging
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024
FORM = "/account/login/"
HEAD = (
    b"--x\r\nContent-Disposition: form-data; name=file; filename=a.pdf\r\n"
    b"Content-Type: application/pdf\r\n\r\n"
)


class Endless(BytesIO):
    """A body that never ends; it counts what is read of it."""

    def __init__(self) -> None:
        super().__init__(HEAD)
        self.given = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the head of a form, and then zeros for as long as they are asked for."""
        content = super().read(size) or bytes(size if size and size > 0 else MEGABYTE)
        self.given += len(content)
        return content


@pytest.fixture
def kept(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """Return the folder where files that arrive are kept."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.DOCUMENT_MOST_MEGABYTES = 4
    settings.UPLOAD_MOST_MEGABYTES = 12
    tempfile.tempdir = str(tmp_path)
    yield tmp_path
    tempfile.tempdir = None


def send(client: Client, *sizes: int) -> HttpResponse:
    """Send a form with a file of each size."""
    files = [SimpleUploadedFile(f"{place}.pdf", bytes(size)) for place, size in enumerate(sizes)]
    return client.post(FORM, {"file": files})


def test_files_at_the_limit_are_received(visitor: Client, kept: Path) -> None:
    assert send(visitor, 4 * MEGABYTE, 4 * MEGABYTE).status_code == 200


@pytest.mark.parametrize(
    "sizes", [(4 * MEGABYTE + 1,), (1, 4 * MEGABYTE + 1), (4 * MEGABYTE - 100,) * 4]
)
def test_form_that_is_too_large_is_refused_with_a_plain_page(
    visitor: Client, kept: Path, sizes: tuple[int, ...]
) -> None:
    response = send(visitor, *sizes)

    assert response.status_code == 413
    page = response.content.decode()
    assert "at most 4 MB" in page
    assert "together at most 12 MB" in page
    assert list(kept.iterdir()) == []


def test_form_that_is_too_large_leaves_one_plain_warning(
    visitor: Client, kept: Path, caplog: pytest.LogCaptureFixture
) -> None:
    logger = logging.getLogger("django.security.RequestDataTooBig")
    logger.addHandler(caplog.handler)

    send(visitor, 4 * MEGABYTE + 1)

    logger.removeHandler(caplog.handler)
    said = {(each.levelname, each.getMessage(), each.exc_info) for each in caplog.records}
    assert said == {("WARNING", f"A file is too large. {FORM}", None)}


def test_form_that_says_it_is_large_is_not_read(visitor: Client, kept: Path) -> None:
    body = Endless()
    response = _post(visitor, body, 10_000 * MEGABYTE)

    assert response == 413
    assert body.given == 0


def test_file_that_does_not_end_is_read_to_the_limit(visitor: Client, kept: Path) -> None:
    body = Endless()
    response = _post(visitor, body, 12 * MEGABYTE)

    assert response == 413
    assert body.given < 5 * MEGABYTE
    assert list(kept.iterdir()) == []


def test_editors_may_send_files_as_large_as_a_form(visitor: Client, kept: Path) -> None:
    large = SimpleUploadedFile("tutorial.mp4", bytes(6 * MEGABYTE))

    assert visitor.post("/admin/login/", {"file": large}).status_code != 413


@pytest.mark.parametrize(("count", "status"), [(20, 200), (21, 400), (1_000, 400)])
def test_form_of_many_files_is_refused(visitor: Client, count: int, status: int) -> None:
    response = send(visitor, *[1] * count)

    assert response.status_code == status
    assert ("At most 20 files" in response.content.decode()) is (status == 400)


@pytest.fixture
def full_disk(kept: Path) -> Iterator[Path]:
    """Let the disk for temporary files take the first piece of a file and no more."""

    def write(handler: TemporaryFileUploadHandler, raw_data: bytes, start: int) -> None:
        if start:
            raise OSError(errno.ENOSPC, "No space left on device")
        handler.file.write(raw_data)

    gc.disable()  # what is only let go of must not be removed by chance
    with mock.patch.object(TemporaryFileUploadHandler, "receive_data_chunk", write):
        yield kept
    gc.enable()


def test_file_that_fills_the_disk_leaves_nothing_there(client: Client, full_disk: Path) -> None:
    assert list_cut_off(client, full_disk) == []


def test_without_removing_it_a_file_that_fills_the_disk_stays(
    client: Client, full_disk: Path, settings: Any
) -> None:
    settings.FILE_UPLOAD_HANDLERS = [
        "django.core.files.uploadhandler.TemporaryFileUploadHandler",
    ]

    assert list_cut_off(client, full_disk)


def list_cut_off(client: Client, folder: Path) -> list[Path]:
    """Return what is in the folder once a form with a large file could not be kept."""
    with pytest.raises(OSError, match="No space left") as failed:
        send(client, 3 * MEGABYTE)
    left = list(folder.iterdir())
    assert failed.value.errno == errno.ENOSPC  # held until here, and with it what its frames hold
    return left


def _post(client: Client, body: BytesIO, length: int) -> int:
    """Send a body that is longer than the test client would make."""
    request = {
        "wsgi.input": body,
        "CONTENT_LENGTH": str(length),
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "REQUEST_METHOD": "POST",
        "PATH_INFO": FORM,
    }
    return client.request(**request).status_code

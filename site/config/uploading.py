"""How much a form may send: what is too large is refused while it arrives, before it fills the disk.

Only amounts are judged here; what a file holds is looked into by the records.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

ADMIN = "/admin/"
MEGABYTE = 1024 * 1024


class BoundedUploadHandler(FileUploadHandler):
    """Stops a form that is too large as a whole, or at the file that is; the next handler keeps the others.

    Editors' videos may be as large as a whole form; other files only as large as a document.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 (Django passes it by this name)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Refuse a form that says it is too large, before any of it is read."""
        most = settings.UPLOAD_MOST_MEGABYTES * MEGABYTE
        if content_length > most:
            raise RequestDataTooBig("The form is too large.")
        is_editor = self.request is not None and self.request.path.startswith(ADMIN)
        self.most_bytes = most if is_editor else settings.DOCUMENT_MOST_MEGABYTES * MEGABYTE

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand a piece on to the next handler, unless the file has become too large."""
        if start + len(raw_data) > self.most_bytes:
            self._let_go()
            raise RequestDataTooBig("A file is too large.")
        return raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """Leave the file to the next handler."""
        return None

    def _let_go(self) -> None:
        """Have the other handlers remove what they have kept of the file so far."""
        for handler in self.request.upload_handlers if self.request else ():
            handler.upload_interrupted()


class TidyUploadHandler(TemporaryFileUploadHandler):
    """Keeps a file on the disk for temporary files; where that takes no more, nothing of it is left there."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write a piece; raises OSError."""
        with self._removing():
            super().receive_data_chunk(raw_data, start)
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """Return the file, all of it written; raises OSError."""
        with self._removing():
            return super().file_complete(file_size)

    @contextmanager
    def _removing(self) -> Iterator[None]:
        """Close what could not be written, which removes it, at once and not when it is next looked for garbage."""
        try:
            yield
        except OSError:
            with suppress(OSError):  # what was not yet written cannot be written now either
                self.file.close()
            raise


def answer_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what was wrong with a form: too large (413), too many files, or unreadable (400)."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", _limits(), status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    texts = []
    if isinstance(exception, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        texts = [_("At most %(most)s files can be sent at once.") % {"most": most}]
    return render(request, "400.html", {"texts": texts}, status=HTTPStatus.BAD_REQUEST)


def _limits() -> dict[str, int]:
    return {
        "most_of_a_file": settings.DOCUMENT_MOST_MEGABYTES,
        "most_of_a_form": settings.UPLOAD_MOST_MEGABYTES,
    }

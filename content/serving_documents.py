"""Documents as files: whole, or the part that a player of films asks for. Who may have one is Wagtail's to decide.

Some browsers (Safari) play no film whose site does not send parts of it.
"""

from http import HTTPStatus
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path, re_path
from wagtail.documents.views import serve as stock

from portal.sdk.files import find_part

BLOCK = 64 * 1024


class FilePart:
    """A part of an open file, read in blocks; to be closed."""

    def __init__(self, file: Any, part: range) -> None:
        file.seek(part.start)
        self._file, self._left = file, len(part)

    def read(self, size: int = BLOCK) -> bytes:
        """Return the next block, empty at the end of the part."""
        block: bytes = self._file.read(min(size, self._left))
        self._left -= len(block)
        return block

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def show_document(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """Answer with a document, or with the part of it that was asked for (RFC 9110, 14): 206, or 416 outside of it."""
    answer: HttpResponseBase = stock.serve(request, key, name)
    if answer.get("Content-Encoding") == "None":  # Wagtail writes out that there is none
        del answer["Content-Encoding"]
    if not isinstance(answer, FileResponse) or answer.status_code != HTTPStatus.OK:
        return answer
    answer["Accept-Ranges"] = "bytes"
    size = int(answer["Content-Length"])
    versions = [answer[name] for name in ("ETag", "Last-Modified") if name in answer]
    part = find_part(request, size, versions)
    if part is None:
        return answer
    if not part:
        answer.close()
        refusal = HttpResponse(
            status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, content_type="text/plain"
        )
        refusal["Content-Range"] = f"bytes */{size}"
        return refusal
    return _cut(answer, part, size)


def _cut(answer: FileResponse, part: range, size: int) -> FileResponse:
    """Return the answer with a part of its file, and what it says of it."""
    told = dict(answer.items())
    cut = FileResponse(FilePart(answer.file_to_stream, part), status=HTTPStatus.PARTIAL_CONTENT)
    for header, value in told.items():
        cut[header] = value
    cut["Content-Length"] = str(len(part))
    cut["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    return cut


urlpatterns = [
    re_path(r"^(\d+)/(.*)$", show_document, name="wagtaildocs_serve"),
    path(
        "authenticate_with_password/<int:restriction_id>/",
        stock.authenticate_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
]

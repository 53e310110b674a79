"""Hands out private files: as an attachment that no browser runs, whole or in part, read from the store in blocks.

Whether somebody may have a file is for the caller to decide, and before anything is told: what an answer gives away
(size, digest, whether there is a file) is given away here.
"""

from __future__ import annotations

import logging
import mimetypes
import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from portal.records.documents.byte_ranges import find_part
from portal.records.documents.models import Document
from portal.records.documents.storing import FileBlocks
from portal.records.jobs.models import Job

__all__ = ["send_document", "send_job"]

logger = logging.getLogger(__name__)

POLICY = "sandbox; default-src 'none'"
UNNAMED = "document"
LONGEST_NAME = 200
State = Document.ScanState


@dataclass(frozen=True, slots=True)
class PrivateFile:
    """What is to be handed out; the tag changes whenever the bytes do."""

    stored_name: str
    name: str
    media_type: str
    size: int
    tag: str


def send_document(
    request: HttpRequest, document: Document, *, may_be_unscanned: bool = False
) -> HttpResponseBase:
    """Answer with the file of a document that the caller has found the reader may open.

    Raises Http404 for what is not clean. Its owner may have it unscanned where the caller says so; nobody, suspect.
    """
    unscanned = may_be_unscanned and document.scan_state in {State.PENDING, State.ERROR}
    if document.scan_state != State.CLEAN and not unscanned:
        raise Http404
    file = PrivateFile(
        stored_name=document.stored_name,
        name=document.original_name,
        media_type=document.media_type,
        size=document.size,
        tag=f'"{document.sha256}"',
    )
    return _send(request, file)


def send_job(request: HttpRequest, job: Job) -> HttpResponseBase:
    """Answer with the file that a job has made; raise Http404 until it is whole."""
    if not job.stored_name:
        raise Http404
    try:
        size = storages["private"].size(job.stored_name)
    except FileNotFoundError:
        raise Http404 from None
    file = PrivateFile(
        stored_name=job.stored_name,
        name=job.file_name,
        media_type=mimetypes.guess_type(job.file_name)[0] or "application/octet-stream",
        size=size,
        tag=f'"{sha256(job.stored_name.encode()).hexdigest()}"',  # nothing is stored twice by a name
    )
    return _send(request, file)


def _send(request: HttpRequest, file: PrivateFile) -> HttpResponseBase:
    answer = _choose(request, file)
    answer["ETag"] = file.tag
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _choose(request: HttpRequest, file: PrivateFile) -> HttpResponseBase:
    """Return the answer that the request's conditions and range ask for."""
    known = get_conditional_response(request, etag=file.tag)
    if known is not None:  # 304 or 412, which say nothing else
        return known
    part = find_part(request, file.size, [file.tag])
    if part is not None and not part:
        answer = HttpResponse(status=416, content_type="text/plain")
        answer["Content-Range"] = f"bytes */{file.size}"
        return answer
    return _answer_with(request, file, part)


def _answer_with(request: HttpRequest, file: PrivateFile, part: range | None) -> HttpResponseBase:
    asked = range(file.size) if part is None else part
    try:
        blocks = FileBlocks(file.stored_name, start=asked.start, length=len(asked))
    except FileNotFoundError:
        logger.error("%s is missing in the private store", file.stored_name)  # noqa: TRY400 (says all)
        raise Http404 from None
    answer: HttpResponseBase
    if request.method == "HEAD":
        blocks.close()
        answer = HttpResponse(content_type=file.media_type)
    else:
        answer = StreamingHttpResponse(blocks, content_type=file.media_type)
    answer["Content-Length"] = str(len(asked))
    answer["Content-Disposition"] = content_disposition_header(True, _presentable(file.name)) or ""
    if part is not None:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{file.size}"
    return answer


def _presentable(name: str) -> str:
    """Return a person's name of a file fit for a header: one line, no folders, nothing that turns its order about."""
    plain = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in plain if unicodedata.category(c)[0] != "C" and c != '"')
    kept = " ".join(kept.split()).strip(". ")
    return kept[-LONGEST_NAME:] or UNNAMED

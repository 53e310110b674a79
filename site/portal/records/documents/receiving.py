"""Receives an uploaded file: looks into it, stores it, puts it on record; what one of these refuses leaves nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from portal.records.documents.intake.looking import Examined, look_into
from portal.records.documents.intake.refusing import refuse_without_room
from portal.records.documents.models import Document
from portal.records.documents.operations import add_document
from portal.records.documents.storing import drop_file, keep_file

__all__ = ["receive_file"]


def receive_file(
    *,
    upload: UploadedFile[bytes],
    person_id: int,
    kind: str,
    actor_id: int | None,
    at: datetime,
    expires_on: date | None = None,
    translation_of: Document | None = None,
) -> Document:
    """Return the document of an upload; the one on record where the same content was received before.

    Raises FileRefusedError with words for its owner, where a disk is full too, or QuotaExceededError. The file is
    stored before its row is written and dropped where that fails; after a crash in between the sweep finds it.
    """
    with refuse_without_room(), _on_disk(upload) as path:
        examined = look_into(path, name=str(upload.name or ""))
        try:
            stored_name = keep_file(examined.path)
        finally:
            if examined.path != path:
                examined.path.unlink(missing_ok=True)
    try:
        document, is_new = add_document(
            person_id=person_id,
            kind=kind,
            facts=_facts(examined) | {"stored_name": stored_name},
            actor_id=actor_id,
            at=at,
            expires_on=expires_on,
            translation_of=translation_of,
        )
    except BaseException:
        drop_file(stored_name)
        raise
    if not is_new:
        drop_file(stored_name)
    return document


def _facts(examined: Examined) -> dict[str, object]:
    return {
        "original_name": examined.display_name,
        "media_type": examined.media_type,
        "converted_from": examined.converted_from,
        "size": examined.size,
        "sha256": examined.sha256,
        "pages": examined.pages,
    }


@contextmanager
def _on_disk(upload: UploadedFile[bytes]) -> Iterator[Path]:
    """Give the upload as a file on disk; a small one is kept in memory by Django."""
    if hasattr(upload, "temporary_file_path"):
        yield Path(upload.temporary_file_path())
        return
    with tempfile.NamedTemporaryFile(prefix="portal-upload-") as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)

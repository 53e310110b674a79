"""Writes to documents: one that was looked into is put on record, changed, attached to what is sent, or removed.

Looking into a file, storing it and scanning it are modules of their own.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Count, ProtectedError, Sum

from portal.records.audit.operations import record_event
from portal.records.documents.errors import (
    DocumentInUseError,
    DocumentKnownError,
    DocumentNotFoundError,
    QuotaExceededError,
)
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.storing import drop_file
from portal.records.people.models import Person

__all__ = [
    "add_document",
    "attach_documents",
    "change_document",
    "record_opening",
    "remove_document",
]

MEGABYTE = 1024 * 1024


@transaction.atomic
def add_document(
    *,
    person_id: int,
    kind: str,
    facts: Mapping[str, Any],
    actor_id: int | None,
    at: datetime,
    expires_on: date | None = None,
    translation_of: Document | None = None,
) -> tuple[Document, bool]:
    """Put a stored file on record; return it and whether it is new.

    ``facts`` are columns of what was looked into. The same content twice is one document: an upload that is tried
    again changes nothing. The person's row is locked, so that the quota holds for uploads side by side. Raises
    QuotaExceededError.
    """
    Person.objects.select_for_update().only("pk").get(pk=person_id)
    known = Document.objects.filter(person_id=person_id, kind=kind, sha256=facts["sha256"]).first()
    if known is not None:
        return known, False
    _check_quota(person_id, int(facts["size"]))
    document = Document.objects.create(
        person_id=person_id,
        kind=kind,
        received_at=at,
        received_from_id=actor_id,
        expires_on=expires_on,
        translation_of=translation_of,
        **facts,
    )
    _record("document.received", document, {"sha256": document.sha256}, actor_id, at)
    return document, True


def _check_quota(person_id: int, size: int) -> None:
    held = Document.objects.filter(person_id=person_id).aggregate(
        files=Count("id"), size=Sum("size")
    )
    is_full = held["files"] >= settings.DOCUMENT_QUOTA_FILES
    if is_full or (held["size"] or 0) + size > settings.DOCUMENT_QUOTA_MEGABYTES * MEGABYTE:
        raise QuotaExceededError


@transaction.atomic
def change_document(
    *,
    public_id: uuid.UUID,
    person_id: int,
    kind: str,
    expires_on: date | None,
    actor_id: int,
    at: datetime,
) -> Document:
    """Say anew what one's own document shows and until when it is valid.

    Raises DocumentNotFoundError, DocumentInUseError once an application was sent with it, or DocumentKnownError where
    the account has the same content as that already.
    """
    document = _lock_own(public_id, person_id)
    if document.uses.exists():
        raise DocumentInUseError
    document.kind, document.expires_on = kind, expires_on
    try:
        with transaction.atomic():
            document.save(update_fields=["kind", "expires_on"])
    except IntegrityError as error:
        raise DocumentKnownError from error
    state = {"kind": kind, "expires_on": expires_on}
    _record("document.changed", document, state, actor_id, at)
    return document


@transaction.atomic
def remove_document(*, public_id: uuid.UUID, person_id: int, actor_id: int, at: datetime) -> None:
    """Remove one's own document with its translations, and their files once that is certain.

    Raises DocumentNotFoundError, or DocumentInUseError where an application or an item of evidence holds it.
    """
    document = _lock_own(public_id, person_id)
    own = [*document.translations.select_for_update(), document]
    try:
        with transaction.atomic():
            for each in own:
                _record("document.removed", each, {"sha256": each.sha256}, actor_id, at)
                each.delete()
    except ProtectedError as error:
        raise DocumentInUseError from error
    for each in own:  # what can't be dropped now, the sweep drops
        transaction.on_commit(partial(drop_file, each.stored_name), robust=True)


def _lock_own(public_id: uuid.UUID, person_id: int) -> Document:
    own = Document.objects.select_for_update().filter(public_id=public_id, person_id=person_id)
    document = own.first()
    if document is None:
        raise DocumentNotFoundError(public_id)
    return document


def attach_documents(
    *, application_id: int, person_id: int, wanted: Mapping[str, Collection[str]]
) -> None:
    """Hold the documents that an application is sent with, and their translations; part of the caller's transaction.

    ``wanted`` are public ids by question. Raises DocumentNotFoundError with the question of one that is gone: it was
    removed between the check and now.
    """
    for question, public_ids in wanted.items():
        chosen = list(
            Document.objects.select_for_update()
            .filter(person_id=person_id, public_id__in=public_ids)
            .order_by("id")
        )
        if len(chosen) != len(set(public_ids)):
            raise DocumentNotFoundError(question)
        pairs = Document.objects.select_for_update().filter(translation_of__in=chosen)
        DocumentUse.objects.bulk_create(
            DocumentUse(application_id=application_id, document=each, question=question)
            for each in (*chosen, *pairs.order_by("id"))
        )


@transaction.atomic
def record_opening(
    *, document: Document, reference: str, how: str, actor_id: int, at: datetime, page: int = 0
) -> None:
    """Put on record that somebody opened a document: its page as a picture, or the file itself."""
    state = {"application": reference, "how": how, "page": page}
    _record("document.opened", document, state, actor_id, at)


def _record(
    action: str, document: Document, state: Mapping[str, Any], actor_id: int | None, at: datetime
) -> None:
    record_event(
        action=action,
        record_type="document",
        record_id=str(document.pk),
        state=state,
        actor_id=actor_id,
        at=at,
    )

"""Moves documents by what the scanner says of them: pending or error to clean, suspect or error; suspect to released.

A scan is claimed by moving its time forward, done outside any transaction, and written down in one, if the claim still
holds; how is in ``findings``.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from portal.records.documents.findings import follow_file, record_scan, write_finding
from portal.records.documents.models import Document
from portal.records.documents.queries import UNSCANNED
from portal.records.documents.storing import DOCUMENTS, QUARANTINE, copy_file
from portal.records.documents.verdicts import Verdict, judge

__all__ = [
    "DocumentNotReleasableError",
    "DocumentNotWaitingError",
    "release_document",
    "scan_again",
    "scan_document",
    "scan_waiting",
]

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=10)
PASS_SECONDS = 120
NOT_SET_APART = "could not be moved to quarantine"
State = Document.ScanState


class DocumentNotReleasableError(Exception):
    """The document is not in quarantine, or the scanner does not call it clean now; the message says which."""


class DocumentNotWaitingError(Exception):
    """The document is neither waiting for its scan nor was its last scan without a result."""


def scan_document(*, document_id: int, at: datetime) -> Document.ScanState:
    """Scan one document now, unless it is clean, being scanned or not due, and return its state then.

    Raises Document.DoesNotExist.
    """
    claimed = _claim(_due(at).filter(pk=document_id), at)
    if claimed is not None:
        _scan(claimed, at)
    return State(Document.objects.values_list("scan_state", flat=True).get(pk=document_id))


def scan_again(*, document_id: int, actor_id: int, at: datetime) -> Document:
    """Scan a document now that is not scanned or whose scan failed, due or not, and return it as it is then.

    A scan of it that is under way finds its claim gone and writes nothing. Raises DocumentNotWaitingError.
    """
    with transaction.atomic():
        waiting = Document.objects.select_for_update().filter(scan_state__in=UNSCANNED)
        document = waiting.filter(pk=document_id).first()
        if document is None:
            raise DocumentNotWaitingError
        document.scan_after = at + CLAIM
        document.save(update_fields=["scan_after"])
        record_scan(document, "scan_requested", actor_id, at)
    _scan(document, at)
    return Document.objects.get(pk=document_id)


def scan_waiting(*, at: datetime, most: int = 20) -> int:
    """Scan documents that are due, the oldest first, and return how many were.

    Stops when the scanner does not answer: what waits then goes on waiting instead of being tried in vain one by one.
    """
    done, until = 0, time.monotonic() + PASS_SECONDS
    while done < most and time.monotonic() < until:
        claimed = _claim(_due(at), at)
        if claimed is None:
            break
        done += 1
        if not _scan(claimed, at).scanner_answered:
            break
    return done


def release_document(*, document_id: int, actor_id: int, at: datetime) -> None:
    """Let a document out of quarantine that the scanner calls clean by now; the word of a person is not enough.

    Raises DocumentNotReleasableError.
    """
    document = Document.objects.filter(pk=document_id, scan_state=State.SUSPECT).first()
    if document is None:
        raise DocumentNotReleasableError("The document is not in quarantine.")
    verdict = judge(document)
    if verdict.state != State.CLEAN:
        raise DocumentNotReleasableError(f"The document is not clean: {verdict.finding}.")
    new_name = copy_file(document.stored_name, folder=DOCUMENTS)
    if not follow_file(document, verdict, at, new_name, actor_id):
        raise DocumentNotReleasableError("The document was changed meanwhile.")


def _due(at: datetime) -> QuerySet[Document]:
    is_due = Q(scan_after__isnull=True) | Q(scan_after__lte=at)
    return Document.objects.exclude(scan_state=State.CLEAN).filter(is_due)


def _claim(due: QuerySet[Document], at: datetime) -> Document | None:
    """Return a document that is this caller's alone until the claim lapses."""
    if not due.exists():  # spares the writers of an SQLite file a lock for nothing
        return None
    with transaction.atomic():
        waiting = due.select_for_update(skip_locked=True)
        document = waiting.order_by(F("scan_after").asc(nulls_first=True), "id").first()
        if document is not None:
            document.scan_after = at + CLAIM
            document.save(update_fields=["scan_after"])
    return document


def _scan(document: Document, at: datetime) -> Verdict:
    """Judge a claimed document and write down what came of it."""
    verdict = judge(document)
    if verdict.state != State.SUSPECT or document.scan_state == State.SUSPECT:
        write_finding(document, verdict, at)
        return verdict
    try:
        new_name = copy_file(document.stored_name, folder=QUARANTINE)
    except Exception:
        logger.exception("document %s could not be set apart", document.pk)
        verdict = Verdict(State.ERROR, f"{NOT_SET_APART}: {verdict.finding}")
        write_finding(document, verdict, at)
    else:
        follow_file(document, verdict, at, new_name)
    return verdict

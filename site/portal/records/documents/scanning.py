"""Moves documents by what the scanner says of them: pending or error to clean, suspect or error; suspect to released.

A scan is claimed by moving its time forward, done outside any transaction, and written down in one, if the claim still
holds. Suspect files go to quarantine: first the copy, then the record, at last the old file is dropped, so that a crash
in between leaves one file too many, which the sweep removes, and never one too few.
"""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta
from datetime import time as time_of_day

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from portal.records.audit.operations import record_event
from portal.records.documents.events import document_released, document_suspected
from portal.records.documents.models import Document
from portal.records.documents.storing import DOCUMENTS, QUARANTINE, copy_file, drop_file
from portal.records.documents.verdicts import Verdict, judge

__all__ = [
    "DocumentNotReleasableError",
    "release_document",
    "scan_document",
    "scan_waiting",
]

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=10)
PASS_SECONDS = 120
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(hours=1)
MOST_DOUBLINGS = 8
MOST_ATTEMPTS = 32_767
NIGHT = time_of_day(2)
LONGEST_FINDING, LONGEST_NAME = 200, 150
AGAIN_CLEAN = "; not found again on"
NOT_SET_APART = "could not be moved to quarantine"
WRITTEN = [
    "finding",
    "scan_after",
    "scan_attempts",
    "scan_state",
    "scanned_at",
    "stored_name",
]
State = Document.ScanState


class DocumentNotReleasableError(Exception):
    """The document is not in quarantine, or the scanner does not call it clean now; the message says which."""


def scan_document(*, document_id: int, at: datetime) -> Document.ScanState:
    """Scan one document now, unless it is clean, being scanned or not due, and return its state then.

    Raises Document.DoesNotExist.
    """
    claimed = _claim(_due(at).filter(pk=document_id), at)
    if claimed is not None:
        _scan(claimed, at)
    return State(Document.objects.values_list("scan_state", flat=True).get(pk=document_id))


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
    if not _follow(document, verdict, at, new_name, actor_id):
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
        _write(document, verdict, at)
        return verdict
    try:
        new_name = copy_file(document.stored_name, folder=QUARANTINE)
    except Exception:
        logger.exception("document %s could not be set apart", document.pk)
        verdict = Verdict(State.ERROR, f"{NOT_SET_APART}: {verdict.finding}")
        _write(document, verdict, at)
    else:
        _follow(document, verdict, at, new_name)
    return verdict


def _follow(
    document: Document, verdict: Verdict, at: datetime, new_name: str, actor_id: int | None = None
) -> bool:
    """Let the record follow its file to a copy and drop the other file; tell whether the claim still held.

    Where writing fails nothing is dropped: nobody knows then which of the two files the record names.
    """
    is_written = _write(document, verdict, at, stored_name=new_name, actor_id=actor_id)
    try:
        drop_file(document.stored_name if is_written else new_name)
    except Exception:
        logger.exception("document %s left a file for the sweep", document.pk)
    return is_written


@transaction.atomic(durable=True)
def _write(
    document: Document,
    verdict: Verdict,
    at: datetime,
    *,
    stored_name: str | None = None,
    actor_id: int | None = None,
) -> bool:
    """Write a verdict down with its audit event unless the document has gone or is another's now."""
    row = (
        Document.objects.select_for_update()
        .filter(pk=document.pk, scan_after=document.scan_after, stored_name=document.stored_name)
        .first()
    )
    if row is None:
        return False
    before, is_released = row.scan_state, actor_id is not None
    row.stored_name = stored_name or row.stored_name
    if before == State.SUSPECT and not is_released:
        _look_again(row, verdict, at)
    else:
        _apply(row, verdict, at)
    row.save(update_fields=WRITTEN)
    if row.scan_state != before:
        _record(row, "released" if is_released else row.scan_state, actor_id, at)
        _announce(row, at, is_released=is_released)
    return True


def _look_again(row: Document, verdict: Verdict, at: datetime) -> None:
    """Note what a later scan says of a suspect document. It stays so until a person releases it."""
    row.scan_after = _next_night(at)
    if verdict.state == State.SUSPECT:
        row.finding = verdict.finding[:LONGEST_FINDING]
    elif verdict.state == State.CLEAN and AGAIN_CLEAN not in row.finding:
        day = timezone.localdate(at).isoformat()
        row.finding = f"{row.finding[:LONGEST_NAME]}{AGAIN_CLEAN} {day}"


def _apply(row: Document, verdict: Verdict, at: datetime) -> None:
    """Set what a verdict makes of a row."""
    row.scan_state, row.finding = verdict.state, verdict.finding[:LONGEST_FINDING]
    row.scan_attempts = min(row.scan_attempts + 1, MOST_ATTEMPTS)
    row.scanned_at = None if verdict.state == State.ERROR else at
    row.scan_after = {
        State.CLEAN: None,
        State.SUSPECT: _next_night(at),
        State.ERROR: at + _pause_after(row.scan_attempts),
    }[verdict.state]


def _announce(row: Document, at: datetime, *, is_released: bool) -> None:
    if is_released:
        document_released.send(sender=Document, document=row, at=at)
    elif row.scan_state == State.SUSPECT:
        document_suspected.send(sender=Document, document=row, at=at)


def _record(row: Document, act: str, actor_id: int | None, at: datetime) -> None:
    record_event(
        action=f"document.{act}",
        record_type="document",
        record_id=str(row.pk),
        state={"sha256": row.sha256, "finding": row.finding, "stored_name": row.stored_name},
        actor_id=actor_id,
        at=at,
    )


def _pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: twice as long each time, an hour at most."""
    doublings = min(attempts - 1, MOST_DOUBLINGS)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def _next_night(at: datetime) -> datetime:
    """Return the next hour at which what is not clean is looked at again, with the signatures of the day."""
    local = timezone.localtime(at)
    night = timezone.make_aware(datetime.combine(local.date(), NIGHT))
    return night if night > at else night + timedelta(days=1)

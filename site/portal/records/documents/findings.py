"""Writes down what a scan made of a document, with its audit event, if the claim on it still holds.

Suspect files go to quarantine: first the copy, then the record, at last the old file is dropped, so that a crash in
between leaves one file too many, which the sweep removes, and never one too few.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from datetime import time as time_of_day

from django.db import transaction
from django.utils import timezone

from portal.records.audit.operations import record_event
from portal.records.documents.events import document_released, document_suspected
from portal.records.documents.models import Document, DocumentUse
from portal.records.documents.storing import drop_file
from portal.records.documents.verdicts import Verdict

__all__ = ["follow_file", "record_scan", "write_finding"]

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(hours=1)
MOST_DOUBLINGS = 8
MOST_ATTEMPTS = 32_767
NIGHT = time_of_day(2)
LONGEST_FINDING, LONGEST_NAME = 200, 150
AGAIN_CLEAN = "; not found again on"
WRITTEN = [
    "finding",
    "scan_after",
    "scan_attempts",
    "scan_state",
    "scanned_at",
    "stored_name",
]
State = Document.ScanState


class _UsedMeanwhileError(Exception):
    """An application was sent with the document while those that had been were being held."""


def follow_file(
    document: Document, verdict: Verdict, at: datetime, new_name: str, actor_id: int | None = None
) -> bool:
    """Let the record follow its file to a copy and drop the other file; tell whether the claim still held.

    Where writing fails nothing is dropped: nobody knows then which of the two files the record names.
    """
    is_written = write_finding(document, verdict, at, stored_name=new_name, actor_id=actor_id)
    try:
        drop_file(document.stored_name if is_written else new_name)
    except Exception:
        logger.exception("document %s left a file for the sweep", document.pk)
    return is_written


def write_finding(
    document: Document,
    verdict: Verdict,
    at: datetime,
    *,
    stored_name: str | None = None,
    actor_id: int | None = None,
) -> bool:
    """Write a verdict down with its audit event unless the document has gone or is another's now.

    What moves the file concerns the applications that were sent with it: they are held first and the document then, in
    the order in which everybody holds both, or two would wait for each other.
    """
    while True:
        try:
            with transaction.atomic(durable=True):
                held = _hold_applications(document) if stored_name else None
                return _write_down(document, verdict, at, stored_name, actor_id, held)
        except _UsedMeanwhileError:
            logger.info("document %s was sent while its finding was written", document.pk)


def _hold_applications(document: Document) -> set[int]:
    """Hold the applications that a document was sent with, and return their keys."""
    uses = DocumentUse.objects.filter(document=document).select_related("application")
    held = uses.only("application__id").select_for_update(of=("application",))
    return {use.application_id for use in held.order_by("application_id")}


def _write_down(
    document: Document,
    verdict: Verdict,
    at: datetime,
    stored_name: str | None,
    actor_id: int | None,
    held: set[int] | None,
) -> bool:
    row = (
        Document.objects.select_for_update()
        .filter(pk=document.pk, scan_after=document.scan_after, stored_name=document.stored_name)
        .first()
    )
    if row is None:
        return False
    if held is not None and set(row.uses.values_list("application_id", flat=True)) - held:
        raise _UsedMeanwhileError
    before, is_released = row.scan_state, actor_id is not None
    row.stored_name = stored_name or row.stored_name
    if before == State.SUSPECT and not is_released:
        _look_again(row, verdict, at)
    else:
        _apply(row, verdict, at)
    row.save(update_fields=WRITTEN)
    if row.scan_state != before:
        record_scan(row, "released" if is_released else row.scan_state, actor_id, at)
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


def record_scan(row: Document, act: str, actor_id: int | None, at: datetime) -> None:
    """Put on record what a scan, or somebody about one, did to a document."""
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

"""What a person does with a file: hand it in, settle what is doubtful, have it recorded, put it aside.

The work on the lines is done by jobs, ``imports.checking`` and ``imports.recording``.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import get_language

from portal.records.audit.operations import record_event
from portal.records.imports.effects import find_effects
from portal.records.imports.models import ImportFile, ImportRow
from portal.records.imports.queries import IS_OPEN, count_rows
from portal.records.imports.storing import check_upload, forget_upload, store_upload
from portal.records.jobs.operations import cancel_job, start_job
from portal.records.organizations.models import Organization

__all__ = [
    "CHECK",
    "IMPORT",
    "RECORD",
    "ImportRefusedError",
    "StillDoubtfulError",
    "StillFaultyError",
    "confirm_import",
    "discard_import",
    "forget_old_imports",
    "hand_in_file",
    "resume_check",
    "settle_doubt",
]

IMPORT = "records.import_records"
CHECK, RECORD = "import.check", "import.record"
KEPT = timedelta(days=7)
State, Choice = ImportFile.State, ImportRow.Choice


class ImportRefusedError(RuntimeError):
    """The file is not at the stage for this act: somebody else was faster, or it is over."""


class StillDoubtfulError(ImportRefusedError):
    """Rows wait in the matching queue."""


class StillFaultyError(ImportRefusedError):
    """Rows have errors and nobody said to leave them out."""


def hand_in_file(
    *,
    kind: str,
    organization: Organization | None,
    name: str,
    upload: File[bytes],
    actor_id: int,
    at: datetime,
) -> ImportFile:
    """Keep a file as it came and ask for it to be read and checked.

    Raises FileRefusedError where its size or its beginning tells that it cannot be read.
    """
    check_upload(upload)
    stored = store_upload(upload)
    try:
        with transaction.atomic():
            file = ImportFile.objects.create(
                kind=kind,
                organization=organization,
                name=name[:100],
                stored_name=stored,
                uploaded_by_id=actor_id,
                uploaded_at=at,
            )
            _start(file, CHECK, actor_id, at)
            _record("import.handed_in", file, {"kind": kind, "bytes": upload.size}, actor_id, at)
    except Exception:
        forget_upload(stored)
        raise
    return file


@transaction.atomic
def resume_check(*, public_id: uuid.UUID, actor_id: int, at: datetime) -> ImportFile:
    """Ask anew for a file to be checked whose check stopped; raise ImportRefusedError."""
    file = _lock(public_id, State.CHECKING)
    if not file.has_stopped:
        raise ImportRefusedError(str(file.state))
    _start(file, CHECK, actor_id, at)
    return file


@transaction.atomic
def settle_doubt(
    *, row: ImportRow, choice: str, person_id: int | None, actor_id: int, at: datetime
) -> int:
    """Record who is meant by the doubtful rows of one holder, or that they are left out; return how many.

    Raises ImportRefusedError for a file that is being recorded or over, and for somebody who never came
    into question; a roster registers nobody.
    """
    file = _lock(row.file.public_id, State.CHECKED, State.APPLYING)
    rows = list(
        file.rows.filter(holder=row.holder, outcome=ImportRow.Outcome.DOUBTFUL, is_recorded=False)
    )
    if not rows or (choice == Choice.NEW and file.kind == ImportFile.Kind.ROSTER):
        raise ImportRefusedError(choice)
    if (choice == Choice.PERSON) != (person_id is not None) or (
        person_id is not None and not any(person_id in each.candidates for each in rows)
    ):
        raise ImportRefusedError(choice)
    pairs: list[tuple[Mapping[str, Any], int | None]] = [(each.values, person_id) for each in rows]
    for each, effect in zip(rows, find_effects(file, pairs), strict=True):
        each.choice, each.person_id = choice, person_id
        is_left_out = choice == Choice.LEFT_OUT
        each.effect = "" if is_left_out else effect.kind
        each.differences = [] if is_left_out else effect.differences
    ImportRow.objects.bulk_update(
        rows, ["choice", "person", "effect", "differences"], batch_size=200
    )
    if choice == Choice.PERSON:
        same = file.rows.filter(holder=row.holder, outcome=ImportRow.Outcome.NEW, is_recorded=False)
        same.update(outcome=ImportRow.Outcome.MATCHED, person_id=person_id)
    state = {"lines": [each.number for each in rows], "choice": choice, "person": person_id}
    _record("import.doubt_settled", file, state, actor_id, at)
    return len(rows)


@transaction.atomic
def confirm_import(
    *, public_id: uuid.UUID, leaves_out_faulty: bool, actor_id: int, at: datetime
) -> ImportFile:
    """Ask for a checked file to be recorded, or for one whose recording stopped to go on.

    Raises StillDoubtfulError, StillFaultyError, or ImportRefusedError.
    """
    file = _lock(public_id, State.CHECKED, State.APPLYING)
    if file.rows.filter(IS_OPEN).exists():
        raise StillDoubtfulError
    counts = count_rows(file)
    if counts["faulty"] and not leaves_out_faulty:
        raise StillFaultyError
    file.state, file.confirmed_by_id, file.counts = State.APPLYING, actor_id, counts
    file.save(update_fields=["state", "confirmed_by", "counts"])
    _start(file, RECORD, actor_id, at)
    _record("import.confirmed", file, counts, actor_id, at)
    return file


@transaction.atomic
def discard_import(*, public_id: uuid.UUID, actor_id: int | None, at: datetime) -> None:
    """Put aside a file of which nothing is recorded, and delete what it held; raise ImportRefusedError."""
    file = _lock(public_id, State.CHECKING, State.CHECKED)
    if (
        file.job is not None
    ):  # before the rows are deleted: the step under way ends, and no other follows
        cancel_job(public_id=file.job.public_id, owner_id=file.job.owner_id, at=at)
    file.rows.all().delete()
    if file.stored_name:
        stored = file.stored_name
        transaction.on_commit(lambda: forget_upload(stored))
    file.state, file.finished_at, file.stored_name = State.DISCARDED, at, ""
    file.save(update_fields=["state", "finished_at", "stored_name"])
    _record("import.discarded", file, file.counts, actor_id, at)


def forget_old_imports(*, at: datetime) -> int:
    """Put aside the files that nobody has confirmed for a week; one that is half recorded is kept to its end.

    An upload, or rows, that outlived a file because their worker died before deleting them, are deleted too.
    """
    ImportRow.objects.filter(
        file__state__in=[State.APPLIED, State.DISCARDED, State.REFUSED],
        file__finished_at__lt=at - KEPT,
    ).delete()
    for file in ImportFile.objects.exclude(stored_name="").exclude(state=State.CHECKING)[:100]:
        forget_upload(file.stored_name)
        ImportFile.objects.filter(pk=file.pk).update(stored_name="")
    waiting = ImportFile.objects.filter(
        state__in=[State.CHECKING, State.CHECKED], uploaded_at__lt=at - KEPT
    )
    keys = list(waiting.values_list("public_id", flat=True)[:100])
    for public_id in keys:
        try:
            discard_import(public_id=public_id, actor_id=None, at=at)
        except ImportRefusedError:  # confirmed at this very moment
            continue
    return len(keys)


def _lock(public_id: uuid.UUID, *states: str) -> ImportFile:
    """Return the file, locked; raise ImportRefusedError outside the states, or while a job records it."""
    file = ImportFile.objects.select_for_update().get(public_id=public_id)
    if file.state not in states or (file.state == State.APPLYING and not file.has_stopped):
        raise ImportRefusedError(str(file.state))
    return file


def _start(file: ImportFile, kind: str, actor_id: int, at: datetime) -> None:
    """Ask for the job of a file."""
    parameters = {"file": file.pk, "language": get_language() or "en"}
    file.job = start_job(kind=kind, owner_id=actor_id, parameters=parameters, at=at)
    file.save(update_fields=["job"])


def _record(
    action: str,
    file: ImportFile,
    state: Mapping[str, Any],
    actor_id: int | None,
    at: datetime,
) -> None:
    """Write the audit event of an act on a file."""
    record_event(
        action=action,
        record_type="import",
        record_id=str(file.public_id),
        state=state,
        actor_id=actor_id,
        at=at,
    )

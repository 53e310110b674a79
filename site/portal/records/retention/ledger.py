"""The ledger of erasures: rows in the database and the same lines in a folder outside it.

A restored database knows nothing of what was erased after the backup; the folder does. It holds random identifiers
and digests, nothing about anybody. docs/operators/retention.md says where to copy it.
"""

from __future__ import annotations

import json
import logging
import os
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages

from portal.records.retention.models import Erasure

__all__ = ["Entry", "enter", "finish_erasures", "list_missing", "read_entries", "take_in"]

logger = logging.getLogger(__name__)

ENDING = ".jsonl"
ROWS_AT_ONCE = 200
Kind = Erasure.Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the folder."""

    id: str
    kind: str
    subject: str
    rule: str
    stored_name: str
    sha256: str
    at: str


def enter(
    *,
    kind: Erasure.Kind,
    subject: uuid.UUID,
    rule: str,
    at: datetime,
    reason: str = "",
    stored_name: str = "",
    sha256: str = "",
) -> Erasure:
    """Add a line in the transaction that erases; ``finish_erasures`` does the rest once it is committed."""
    return Erasure.objects.create(
        kind=kind,
        subject=subject,
        rule=rule,
        reason=reason,
        stored_name=stored_name,
        sha256=sha256,
        erased_at=at,
    )


def finish_erasures(*, at: datetime) -> int:
    """Delete the files of what was erased and copy the lines to the folder; return how many lines. Safe to repeat."""
    finished = 0
    while rows := list(Erasure.objects.filter(finished_at=None).order_by("id")[:ROWS_AT_ONCE]):
        for row in rows:
            if row.stored_name:
                storages["private"].delete(row.stored_name)
        _append(rows)
        keys = [row.pk for row in rows]
        Erasure.objects.filter(pk__in=keys).update(finished_at=at)
        finished += len(rows)
    return finished


def read_entries(folder: Path) -> Iterator[Entry]:
    """Yield the lines of a folder, oldest first; one that was cut off by a crash is told of and left out."""
    for file in sorted(folder.glob(f"*{ENDING}")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                entry = Entry(**json.loads(line))
                uuid.UUID(entry.id), uuid.UUID(entry.subject), Kind(entry.kind)
                datetime.fromisoformat(entry.at)
            except (ValueError, TypeError):
                logger.warning("%s, line %s cannot be read", file, number)
                continue
            yield entry


def list_missing(folder: Path) -> list[Entry]:
    """Return the lines of a folder that the database does not know: it is older than they are."""
    entries = {entry.id: entry for entry in read_entries(folder)}
    known = {str(key) for key in Erasure.objects.values_list("public_id", flat=True)}
    return [entry for key, entry in entries.items() if key not in known]


def take_in(entry: Entry, *, at: datetime) -> None:
    """Put a line of the folder on record, in the transaction that erases its subject again.

    Its file goes at once: it was erased before. A row that this erasing has just added takes the line's identifier.
    """
    if entry.stored_name:
        storages["private"].delete(entry.stored_name)
    erased_at = datetime.fromisoformat(entry.at)
    was_asked_for = entry.kind in {Kind.PERSON, Kind.APPLICATION}
    new = Erasure.objects.filter(kind=entry.kind, subject=entry.subject).exclude(kind=Kind.PERSON)
    if new.update(public_id=entry.id, rule=entry.rule, erased_at=erased_at):
        return
    Erasure.objects.create(
        public_id=entry.id,
        kind=entry.kind,
        subject=entry.subject,
        rule=entry.rule,
        reason="erased again after a restore" if was_asked_for else "",
        stored_name=entry.stored_name,
        sha256=entry.sha256,
        erased_at=erased_at,
        finished_at=at,
    )


def _append(rows: Iterable[Erasure]) -> None:
    """Write lines at the end of the month's file, whole and on the disk."""
    folder: Path = settings.ERASURE_LEDGER
    folder.mkdir(parents=True, exist_ok=True)
    by_month: dict[str, list[str]] = {}
    for row in rows:
        month = f"{row.erased_at:%Y-%m}"
        by_month.setdefault(month, []).append(json.dumps(asdict(_entry_of(row))) + "\n")
    for month, lines in by_month.items():
        handle = os.open(folder / f"{month}{ENDING}", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, "".join(lines).encode())
            os.fsync(handle)
        finally:
            os.close(handle)


def _entry_of(row: Erasure) -> Entry:
    return Entry(
        id=str(row.public_id),
        kind=row.kind,
        subject=str(row.subject),
        rule=row.rule,
        stored_name=row.stored_name,
        sha256=row.sha256,
        at=row.erased_at.isoformat(),
    )

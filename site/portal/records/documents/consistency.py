"""Compares the rows of documents with the files in the private store, and removes files that no row knows.

Names are compared folder by folder, so that memory stays flat. Other private files (exports, imports) are not its.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import storages
from django.db.models import Q
from django.db.models.functions import Left

from portal.records.documents.models import Document
from portal.records.documents.storing import (
    DOCUMENTS,
    NAME,
    QUARANTINE,
    drop_file,
    read_blocks,
)
from portal.records.documents.verdicts import UNSCANNED

__all__ = ["check_documents", "sweep_orphans"]

logger = logging.getLogger(__name__)

SPARED = timedelta(days=1)
MOST_SWEPT = 1_000
SAMPLE = 100
ROWS_AT_ONCE = 500
State = Document.ScanState


def check_documents(*, at: datetime, every_file: bool) -> Iterator[tuple[str, str]]:
    """Yield each fault as the record or file and what is wrong; reads a sample of the files, or all of them."""
    yield from _check_places()
    for folder in _list_folders():
        stored, known = _list_stored(folder), _list_known(folder)
        for name in sorted(known - stored):
            yield f"document {_key_of(name)}", "the file is missing"
        for name in sorted(stored - known):
            if _is_old(name, at):
                yield name, "no document knows this file"
    yield from _list_strays()
    yield from _check_contents(every_file=every_file)


def sweep_orphans(*, at: datetime) -> int:
    """Delete files of documents that no row has known for a day, and return how many; a thousand at most.

    Deletes nothing while there is no document at all: that is a portal on the wrong database rather than a lone file.
    """
    if not Document.objects.exists():
        return 0
    swept = 0
    for folder in _list_folders():
        stored = _list_stored(folder)
        known = _list_known(
            folder
        )  # asked for after the files were listed: a file is there before its row
        for name in sorted(stored - known):
            if swept == MOST_SWEPT:
                return swept
            if _is_old(name, at):
                drop_file(name)
                swept += 1
                logger.warning("%s was deleted: no document knew it", name)
    return swept


def _check_places() -> Iterator[tuple[str, str]]:
    """Look for what a row alone can show."""
    inside, outside = Q(stored_name__startswith=f"{QUARANTINE}/"), ~Q(scan_state=State.SUSPECT)
    for document in Document.objects.filter(Q(scan_state=State.SUSPECT) & ~inside):
        yield f"document {document.pk}", "it is suspect, and not in quarantine"
    for document in Document.objects.filter(inside & outside):
        yield f"document {document.pk}", "it is in quarantine, and not suspect"
    elsewhere = ~Q(stored_name__startswith=f"{DOCUMENTS}/") & ~inside
    for document in Document.objects.filter(elsewhere):
        yield f"document {document.pk}", "its file is kept where no document's is"
    if settings.DOCUMENT_SCANNER != "none":
        for document in Document.objects.filter(scan_state=State.CLEAN, finding=UNSCANNED):
            yield f"document {document.pk}", "it passes for clean, and was never scanned"


def _list_strays() -> Iterator[tuple[str, str]]:
    """Look for files that no document's can be by their names; the sweep leaves them for a person to judge."""
    for place in (DOCUMENTS, QUARANTINE):
        for folder in (place, *(f"{place}/{name}" for name in _list_inside(place)[0])):
            for name in sorted(f"{folder}/{each}" for each in _list_inside(folder)[1]):
                if NAME.fullmatch(name) is None:
                    yield name, "its name is no document's"


def _list_inside(folder: str) -> tuple[list[str], list[str]]:
    """Return the folders and the files of a folder; nothing where there is none."""
    try:
        return storages["private"].listdir(folder)
    except FileNotFoundError:
        return [], []


def _check_contents(*, every_file: bool) -> Iterator[tuple[str, str]]:
    """Compare contents with size and digest."""
    rows = Document.objects.order_by("pk" if every_file else "?")
    values = rows.values_list("pk", "stored_name", "size", "sha256")
    for key, name, size, digest in (
        values.iterator(chunk_size=ROWS_AT_ONCE) if every_file else values[:SAMPLE]
    ):
        found, read = hashlib.sha256(), 0
        try:
            for block in read_blocks(name):
                found.update(block)
                read += len(block)
        except FileNotFoundError:
            continue  # named above
        if read != size:
            yield f"document {key}", f"the file has {read} bytes, {size} were received"
        elif found.hexdigest() != digest:
            yield f"document {key}", "the file is not the one that was received"


def _list_folders() -> list[str]:
    """Return the folders that hold files of documents, or should."""
    found: set[str] = set()
    for place in (DOCUMENTS, QUARANTINE):
        found.update(f"{place}/{name}" for name in _list_inside(place)[0])
        rows = Document.objects.filter(stored_name__startswith=f"{place}/")
        beginning = Left("stored_name", len(place) + 3)
        found.update(
            rows.order_by().annotate(place=beginning).values_list("place", flat=True).distinct()
        )
    return sorted(found)


def _list_stored(folder: str) -> set[str]:
    names = _list_inside(folder)[1]
    return {name for each in names if NAME.fullmatch(name := f"{folder}/{each}")}


def _list_known(folder: str) -> set[str]:
    rows = Document.objects.filter(stored_name__startswith=f"{folder}/")
    return set(rows.values_list("stored_name", flat=True))


def _key_of(stored_name: str) -> int | None:
    return Document.objects.filter(stored_name=stored_name).values_list("pk", flat=True).first()


def _is_old(stored_name: str, at: datetime) -> bool:
    try:
        return at - storages["private"].get_modified_time(stored_name) > SPARED
    except FileNotFoundError:
        return False

"""Keeps an uploaded file as it came, among the private files, until its lines are staged; and forgets what it held.

Only what is cheap is asked of it at once: how large it is, and whether it can be what it says it is.
"""

from __future__ import annotations

import codecs
import uuid
from collections.abc import Iterator

from django.core.files import File
from django.core.files.storage import storages
from django.utils.translation import gettext as _

from portal.records.imports.models import ImportFile, ImportRow
from portal.records.imports.refusing import MOST_BYTES, ZIP_MARK, FileRefusedError

__all__ = ["check_upload", "forget_rows", "forget_upload", "read_upload", "store_upload"]

FOLDER = "imports"
LOOKED_AT = 4_096
ROWS_A_STEP = 1_000


def check_upload(upload: File[bytes]) -> None:
    """Refuse what is too large, empty, or neither a workbook nor text, by its size and beginning alone.

    Raises FileRefusedError.
    """
    if upload.size > MOST_BYTES:
        raise FileRefusedError(_("The file is larger than 10 MB. Split it into several."))
    if not upload.size:
        raise FileRefusedError(_("The file is empty."))
    upload.seek(0)
    beginning = upload.read(LOOKED_AT)
    upload.seek(0)
    if beginning.startswith(ZIP_MARK):
        return
    try:
        codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError as error:
        raise FileRefusedError(
            _("The file is not written in UTF-8. Save it as “CSV UTF-8” or as XLSX.")
        ) from error


def store_upload(upload: File[bytes]) -> str:
    """Keep a file; return the name it is kept under."""
    return storages["private"].save(f"{FOLDER}/{uuid.uuid4().hex}", upload)


def read_upload(stored_name: str) -> bytes:
    """Return the file kept under a name."""
    with storages["private"].open(stored_name) as kept:
        content: bytes = kept.read()
    return content


def forget_upload(stored_name: str) -> None:
    """Delete the file kept under a name; where there is none, nothing."""
    if stored_name:
        storages["private"].delete(stored_name)


def forget_rows(file: ImportFile) -> Iterator[int]:
    """Delete the rows of a file that is done with, a step at a time; yield how many went with each step."""
    while keys := list(file.rows.order_by("number").values_list("pk", flat=True)[:ROWS_A_STEP]):
        yield ImportRow.objects.filter(pk__in=keys).delete()[0]

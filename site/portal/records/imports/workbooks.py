"""Reads the first sheet of an XLSX workbook as rows of text; what unpacks out of proportion is not unpacked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from portal.records.imports.refusing import MOST_ROWS, FileRefusedError

__all__ = ["read_workbook"]

MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 500
MOST_COLUMNS = 60
FORMULA = "f"
FAULT = "e"


def read_workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of the first sheet with their numbers; raise FileRefusedError."""
    import openpyxl  # deferred: every process would load it, and few ever read a workbook

    _check_size(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=2 * MOST_ROWS)
        for number, cells in enumerate(rows, start=1):
            yield number, _strip([_as_text(number, cell) for cell in cells])
    except FileRefusedError:
        raise
    except Exception as error:  # a damaged workbook fails in as many ways as there are parts
        raise FileRefusedError(_("The workbook is damaged and cannot be read.")) from error


def _check_size(content: bytes) -> None:
    """Refuse what unpacks to more than a sheet of 50,000 lines can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise FileRefusedError(_("The workbook is damaged and cannot be read.")) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FileRefusedError(
            _("The workbook unpacks to more than it may. Save its first sheet as CSV.")
        )


def _as_text(number: int, cell: Any) -> str:
    """Return what a cell shows, as a file of text would have it."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in {FORMULA, FAULT}:
        raise FileRefusedError(
            _("Line %(number)s has a formula. Save the file with values only.") % {"number": number}
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _strip(cells: list[str]) -> list[str]:
    """Return the cells up to the last one that says something."""
    while cells and not cells[-1].strip():
        cells.pop()
    return cells

"""The rows of a file that have errors, as a CSV that a spreadsheet opens without computing anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from portal.records.imports.columns import FORMATS
from portal.records.imports.models import ImportFile, ImportRow

__all__ = ["tell_errors", "write_errors"]

FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r")
ROWS_A_READ = 500


def tell_errors(row: ImportRow) -> str:
    """Return what is wrong with a row, in one line."""
    return " ".join(
        f"{each['column']}: {each['message']}" if each["column"] else each["message"]
        for each in row.errors
    )


def write_errors(file: ImportFile) -> Iterator[str]:
    """Yield the lines of the CSV: number, errors, then the columns as they were given."""
    columns = FORMATS[file.kind].columns
    yield "\ufeff" + _write_line([_("line"), _("errors"), *columns])
    faulty = file.rows.filter(outcome=ImportRow.Outcome.FAULTY).order_by("number")
    for row in faulty.iterator(chunk_size=ROWS_A_READ):
        given = (row.given.get(name, "") for name in columns)
        yield _write_line([str(row.number), tell_errors(row), *given])


def _write_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_disarm(cell) for cell in cells])
    return line.getvalue()


def _disarm(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip().startswith(FORMULA_MARKS) else cell

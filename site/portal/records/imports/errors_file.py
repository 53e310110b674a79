"""The rows of a file that have errors, as a CSV that a spreadsheet opens without computing anything.

Mended, it is handed in as it is: its own two columns are left out, and the marks of its cells are taken off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from portal.records.exports.cells import make_inert
from portal.records.imports.columns import ADDED, FORMATS
from portal.records.imports.models import ImportFile, ImportRow

__all__ = ["tell_errors", "write_errors"]

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
    yield "\ufeff" + _write_line([*ADDED, *columns])
    faulty = file.rows.filter(outcome=ImportRow.Outcome.FAULTY).order_by("number")
    for row in faulty.iterator(chunk_size=ROWS_A_READ):
        given = (row.given.get(name, "") for name in columns)
        yield _write_line([str(row.number), tell_errors(row), *given])


def _write_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([make_inert(cell) for cell in cells])
    return line.getvalue()

"""The rows of a file that have errors, as a CSV that a spreadsheet opens without computing anything.

Mended, it is handed in as it is: its own two columns are left out, and the marks of its cells are taken off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from portal.records.exports.cells import make_inert
from portal.records.imports.columns import ADDED, FORMATS
from portal.records.imports.models import ImportFile, ImportRow

__all__ = ["FaultyLine", "tell_errors", "write_errors", "write_lines"]

ROWS_A_READ = 500
FaultyLine = tuple[int, Sequence[Mapping[str, str]], Mapping[str, str]]
"""Its number, its errors (column and message), and its texts by column as they were given."""


def tell_errors(errors: Iterable[Mapping[str, str]]) -> str:
    """Return what is wrong with a row, in one line."""
    return " ".join(
        f"{each['column']}: {each['message']}" if each["column"] else each["message"]
        for each in errors
    )


def write_errors(file: ImportFile) -> Iterator[str]:
    """Yield the CSV of the rows of an import that have errors."""
    faulty = file.rows.filter(outcome=ImportRow.Outcome.FAULTY).order_by("number")
    rows = faulty.iterator(chunk_size=ROWS_A_READ)
    lines = ((row.number, row.errors, row.given) for row in rows)
    return write_lines(FORMATS[file.kind].columns, lines)


def write_lines(columns: Sequence[str], lines: Iterable[FaultyLine]) -> Iterator[str]:
    """Yield the lines of a CSV: number, errors, then the columns as they were given."""
    yield "\ufeff" + _write_line([*ADDED, *columns])
    for number, errors, given in lines:
        yield _write_line(
            [str(number), tell_errors(errors), *(given.get(name, "") for name in columns)]
        )


def _write_line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([make_inert(cell) for cell in cells])
    return line.getvalue()

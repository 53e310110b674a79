"""Writes export tables as CSV or XLSX, row by row; memory stays flat."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Any

from portal.records.exports.tables import ExportTable, QueryTable

__all__ = ["CSV_TYPE", "XLSX_TYPE", "list_csv_parts", "write_csv", "write_xlsx"]

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets take the file for something older than UTF-8
ROWS_A_PART = 500
ROWS_A_SHEET = 1_000_000
SHEET = "Export"
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
Tell = Callable[[int], object]


def list_csv_parts(table: ExportTable) -> Iterator[bytes]:
    """Yield a CSV file in parts; the first comes at once."""
    yield (BYTE_ORDER_MARK + _write_rows([table.headers])).encode()
    if isinstance(table, QueryTable):
        yield from table.write()
        return
    for batch in _batches(table.rows()):
        yield _write_rows(batch).encode()


def write_csv(table: ExportTable, file: IO[bytes], tell: Tell) -> int:
    """Write a CSV file, telling how many rows it has so far; return how many in the end."""
    file.write((BYTE_ORDER_MARK + _write_rows([table.headers])).encode())
    done = 0
    for batch in _batches(table.rows()):
        file.write(_write_rows(batch).encode())
        done += len(batch)
        tell(done)
    return done


def write_xlsx(table: ExportTable, file: IO[bytes], tell: Tell) -> int:
    """Write an XLSX file, telling how many rows it has so far; return how many in the end.

    Texts are marked as texts, so that no cell is a formula; what XML can't hold is escaped as Excel does.
    """
    from openpyxl import Workbook  # deferred: a second of import that few processes need

    book, done = Workbook(write_only=True), 0
    sheet: Any = None
    for row in table.rows():
        if done % ROWS_A_SHEET == 0:
            sheet = book.create_sheet(f"{SHEET} {done // ROWS_A_SHEET + 1}")
            sheet.append([_text_cell(sheet, header) for header in table.headers])
        sheet.append([_text_cell(sheet, cell) if isinstance(cell, str) else cell for cell in row])
        done += 1
        if done % ROWS_A_PART == 0:
            tell(done)
    if sheet is None:
        sheet = book.create_sheet(f"{SHEET} 1")
        sheet.append([_text_cell(sheet, header) for header in table.headers])
    book.save(file)
    return done


def _text_cell(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell  # deferred: as above

    cell = WriteOnlyCell(sheet, UNWRITABLE.sub(_escape, text))
    cell.data_type = "s"
    return cell


def _escape(match: re.Match[str]) -> str:
    return f"_x{ord(match[0]):04X}_"


def _batches(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    batch: list[Sequence[Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == ROWS_A_PART:
            yield batch
            batch = []
    if batch:
        yield batch


def _write_rows(rows: Iterable[Sequence[Any]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return buffer.getvalue()

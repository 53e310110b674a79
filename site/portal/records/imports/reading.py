"""Reads an uploaded file, CSV or XLSX, into lines of text by column. What the texts mean is no matter here.

A file that cannot be read whole is refused whole, with the place of the fault: nothing is guessed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.records.exports.cells import restore_text
from portal.records.imports.columns import ADDED, FileFormat, find_problem_with_columns
from portal.records.imports.refusing import MOST_ROWS, ZIP_MARK, FileRefusedError
from portal.records.imports.workbooks import read_workbook

__all__ = ["Line", "read_lines"]

DELIMITERS = ",;"
FORMULA_MARKS = "=+-@"
SIGNED_NUMBER = re.compile(r"[+-]?[\d.,]+")
CONTROLS = {chr(code) for code in range(32)} - {"\t", "\n", "\r"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number in the file, as a spreadsheet counts it, and its texts by column."""

    number: int
    texts: dict[str, str]


def read_lines(known: FileFormat, content: bytes) -> Iterator[Line]:
    """Yield the lines of a file of a format, without empty ones; raise FileRefusedError at the first fault."""
    if not content.strip():
        raise FileRefusedError(_("The file is empty."))
    is_workbook = content.startswith(ZIP_MARK)
    rows = read_workbook(content) if is_workbook else _read_text(content)
    _number, header = next(rows, (1, []))
    names = [name.strip().casefold() for name in header]
    while names and not names[-1]:
        names.pop()
    if names[: len(ADDED)] == [*ADDED]:
        names = names[len(ADDED) :]
        rows = _restore(rows)
    names = known.name_columns(names)
    _check_columns(known, names)
    count = 0
    for count, line in enumerate(_read_rows(known, names, rows), start=1):
        if count > MOST_ROWS:
            raise FileRefusedError(_("The file has more than 50,000 lines. Split it into several."))
        yield line
    if not count:
        raise FileRefusedError(_("The file has a heading, and no line below it."))


def _restore(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a download of those with errors as they were given, without what it added to them."""
    for number, cells in rows:
        yield number, [restore_text(cell) for cell in cells[len(ADDED) :]]


def _read_rows(
    known: FileFormat, names: Sequence[str], rows: Iterable[tuple[int, list[str]]]
) -> Iterator[Line]:
    """Yield the lines that say something."""
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(names) :]):
            raise FileRefusedError(
                _("Line %(number)s has more cells than there are columns.") % {"number": number}
            )
        texts = {**dict.fromkeys(names, ""), **dict(zip(names, cells, strict=False))}
        if known.ignores_unknown:
            texts = {name: texts[name] for name in names if name in known.columns}
        for name, text in texts.items():
            if name not in known.numbers or not SIGNED_NUMBER.fullmatch(text):
                _check_cell(number, name, text)
        yield Line(number, texts)


def _check_cell(number: int, name: str, text: str) -> None:
    """Refuse what a spreadsheet would compute, and what no text has."""
    place = {"number": number, "column": name}
    if len(text) > 1 and text[0] in FORMULA_MARKS:
        raise FileRefusedError(
            _("Line %(number)s, column %(column)s: a formula. Save the file with values only.")
            % place
        )
    if not CONTROLS.isdisjoint(text):
        raise FileRefusedError(
            _("Line %(number)s, column %(column)s: a character that no text has.") % place
        )


def _check_columns(known: FileFormat, names: list[str]) -> None:
    """Refuse a heading that lacks a column, has an unknown one, or one twice."""
    missing, unknown, twice = find_problem_with_columns(known, names)
    if missing and len(missing) >= len(names):
        raise FileRefusedError(
            _("The first line must name the columns: %(columns)s.")
            % {"columns": ", ".join(missing)}
        )
    problems = (
        (missing, _("Columns are missing: %(columns)s.")),
        (unknown, _("Nobody knows these columns: %(columns)s.")),
        (twice, _("Columns stand there twice: %(columns)s.")),
    )
    texts = [
        text % {"columns": ", ".join(name or _("(without a name)") for name in found)}
        for found, text in problems
        if found
    ]
    if texts:
        raise FileRefusedError(" ".join(texts))


def _read_text(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV file with their numbers."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefusedError(
            _("The file is not written in UTF-8. Save it as “CSV UTF-8” or as XLSX.")
        ) from error
    heading = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=heading.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from enumerate(rows, start=1)
    except csv.Error as error:
        raise FileRefusedError(
            _("Line %(number)s cannot be read: its quotation marks do not match.")
            % {"number": rows.line_num}
        ) from error

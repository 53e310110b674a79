"""Draws a sheet of facts as a PDF that is tagged for those who listen; the same facts are the same bytes.

The words are the caller's, in the language that it names; no font of the machine is used.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from django.http import HttpResponse
from django.utils.translation import gettext as _

__all__ = ["Sheet", "SheetRow", "answer_with", "draw_sheet"]

TEMPLATE = Path(__file__).parent / "sheet.typ"
ACCESSIBLE: Literal["ua-1"] = "ua-1"
PDF_TYPE = "application/pdf"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A name and its value, of one line or several; ``language`` is that of the value, where it differs."""

    label: str
    lines: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is printed; ``code`` is a drawing in SVG beside the rows, and ``code_text`` says what it shows."""

    title: str
    office: str
    language: str
    foot: str
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()
    code: bytes | None = None
    code_text: str = ""


def draw_sheet(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF/UA-1; a name in letters that its font lacks is printed as far as it goes, and said."""
    from typst import TypstError  # deferred: large, and few processes ever print

    try:
        return _compile(_inputs(sheet), ACCESSIBLE)
    except TypstError as error:
        if "could not be displayed" not in str(error):
            raise
    note = _("Some letters could not be printed here. The page of the portal shows them.")
    return _compile(_inputs(sheet, note), None)


def answer_with(sheet: Sheet, *, file_name: str) -> HttpResponse:
    """Return the answer that opens the PDF in the browser, under a name to keep it by."""
    headers = {"Content-Disposition": f'inline; filename="{file_name}"'}
    return HttpResponse(draw_sheet(sheet), content_type=PDF_TYPE, headers=headers)


def _compile(inputs: dict[str, str], standard: Literal["ua-1"] | None) -> bytes:
    import typst  # deferred: as above

    return typst.compile(
        TEMPLATE, ignore_system_fonts=True, sys_inputs=inputs, pdf_standards=standard
    )


def _inputs(sheet: Sheet, *notes: str) -> dict[str, str]:
    rows = [{**asdict(row), "language": row.language or sheet.language} for row in sheet.rows]
    code = sheet.code.decode() if sheet.code else None
    facts = {**asdict(sheet), "rows": rows, "code": code, "notes": [*sheet.notes, *notes]}
    return {"facts": json.dumps(facts)}

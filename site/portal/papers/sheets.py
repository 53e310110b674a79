"""Draws a sheet of facts as a PDF that is tagged for those who listen; the same facts are the same bytes.

The words are the caller's, in the language that it names. Fonts are those of the package, and for letters that they
lack those in the folders of ``PAPER_FONTS``.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

__all__ = ["Sheet", "SheetRow", "answer_with", "draw_sheet"]

TEMPLATE = Path(__file__).parent / "sheet.typ"
ACCESSIBLE: Literal["ua-1"] = "ua-1"
PDF_TYPE = "application/pdf"
NOT_DISPLAYED = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
SQUARE = "□"
MOST_LETTERS = 100
"""Different letters that may lack; each is found by a try of 0.01 s. Of more, the sheet has boxes and no claim."""


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
    """Return the sheet as a PDF/UA-1; a letter that no font has is printed as a square, and a note says so."""
    from typst import TypstError  # deferred: large, and few processes ever print

    facts, fonts = _facts(sheet), list[str]()
    note = _("The letters that stand as □ could not be printed. The page of the portal shows them.")
    for _letter in range(MOST_LETTERS):
        try:
            return _compile(facts, fonts, ACCESSIBLE)
        except TypstError as error:
            found = NOT_DISPLAYED.search(str(error))
            if found is None:
                raise
        if settings.PAPER_FONTS and not fonts:
            fonts = settings.PAPER_FONTS
            continue
        letter = ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1])
        facts = _put_square(facts, letter)
        facts["notes"] = [*sheet.notes, note]
    return _compile(facts, fonts, None)


def answer_with(sheet: Sheet, *, file_name: str) -> HttpResponse:
    """Return the answer that opens the PDF in the browser, under a name to keep it by."""
    headers = {"Content-Disposition": f'inline; filename="{file_name}"'}
    return HttpResponse(draw_sheet(sheet), content_type=PDF_TYPE, headers=headers)


def _compile(facts: dict[str, Any], fonts: list[str], standard: Literal["ua-1"] | None) -> bytes:
    import typst  # deferred: as above

    return typst.compile(
        str(TEMPLATE),
        ignore_system_fonts=True,
        font_paths=fonts,
        sys_inputs={"facts": json.dumps(facts)},
        pdf_standards=standard,
    )


def _facts(sheet: Sheet) -> dict[str, Any]:
    rows = [{**asdict(row), "language": row.language or sheet.language} for row in sheet.rows]
    code = sheet.code.decode() if sheet.code else None
    return {**asdict(sheet), "rows": rows, "code": code}


def _put_square(facts: Any, letter: str) -> Any:
    """Return the facts with a square in the place of a letter, wherever it stands."""
    if isinstance(facts, str):
        return facts.replace(letter, SQUARE)
    if isinstance(facts, dict):
        return {name: _put_square(value, letter) for name, value in facts.items()}
    if isinstance(facts, list | tuple):
        return [_put_square(value, letter) for value in facts]
    return facts

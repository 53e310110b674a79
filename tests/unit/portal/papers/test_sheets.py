"""A sheet of facts is a PDF that is tagged and says what it is; no name makes it fail."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from portal.papers.sheets import Sheet, SheetRow, draw_sheet

SHEET = Sheet(
    title="Recibo R1",
    office="Bureau",
    language="es",
    foot="R1",
    rows=(
        SheetRow("De", ("Ana Núñez #strong[x]",)),
        SheetRow("Enviar a", ("PO Box", "Hartford"), "en"),
    ),
    notes=("Fue una prueba.",),
    code=b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>',
    code_text="QR code with R1",
)


def read(pdf: bytes) -> str:
    """Return the text of the first page."""
    text: str = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    return text


def test_sheet_is_tagged_and_has_language_title_and_text() -> None:
    drawn = draw_sheet(SHEET)

    with pikepdf.open(BytesIO(drawn)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "es"
        assert pdf.open_metadata()["dc:title"] == "Recibo R1"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert b"QR code with R1" in b"".join(
            bytes(each.Alt)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
        )
    text = read(drawn)
    for words in ("Recibo R1", "De: Ana Núñez #strong[x]", "PO Box", "Fue una prueba."):
        assert words in text
    assert drawn == draw_sheet(SHEET)


@pytest.mark.parametrize("name", ["王小明", "김철수 😀", "\u202eabc", "\x00\x07x"])
def test_no_name_makes_it_fail(name: str) -> None:
    drawn = draw_sheet(replace(SHEET, rows=(SheetRow("De", (name,)),)))

    assert "Recibo R1" in read(drawn)


def test_letters_that_cannot_be_printed_are_said() -> None:
    drawn = draw_sheet(replace(SHEET, rows=(SheetRow("De", ("王小明",)),)))

    assert "Some letters could not be printed" in read(drawn)

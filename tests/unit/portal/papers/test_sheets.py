"""A sheet of facts is a PDF that is tagged and says what it is; no name makes it fail."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from portal.papers.sheets import Sheet, SheetRow, draw_sheet

DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
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


def draw_name(name: str) -> bytes:
    """Return the sheet from somebody of this name."""
    return draw_sheet(replace(SHEET, rows=(SheetRow("De", (name,)),)))


def claims(drawn: bytes) -> str | None:
    """Return the part of PDF/UA that a sheet claims to follow."""
    with pikepdf.open(BytesIO(drawn)) as pdf:
        part: str | None = pdf.open_metadata().get("pdfuaid:part")
        return part


@pytest.mark.parametrize(
    "name",
    ["Zoë Núñez-Łukasiewicz", "Đặng Thị Hương", "Олександра", "Ελένη", "שרה לוי", "محمد", "अमित"],
)
def test_name_in_letters_of_the_own_fonts_is_printed(name: str) -> None:
    drawn = draw_name(name)

    assert claims(drawn) == "1"
    assert "□" not in read(drawn)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("王小明 Wang", "□□□ Wang"),
        ("김민준", "□□□"),
        ("さくら 田中", "□□□ □□"),
        ("Ana 😀", "Ana □"),
        ("สมชาย", "□□□□□"),
        ("\x00\x07x", "□□x"),
    ],
)
def test_letter_that_no_font_has_is_a_square_and_said(name: str, printed: str) -> None:
    drawn = draw_name(name)

    assert f"De: {printed}" in read(drawn)
    assert "The letters that stand as □ could not be printed." in read(drawn)
    assert claims(drawn) == "1"


@pytest.mark.parametrize(
    "name", ["\u202eabc", "👩\u200d🏫", "".join(map(chr, range(0x4E00, 0x4EC8)))]
)
def test_no_name_makes_it_fail(name: str) -> None:
    assert "Recibo R1" in read(draw_name(name))


@pytest.mark.skipif(not DEJAVU.is_dir(), reason="this machine has no DejaVu fonts")
def test_letters_of_further_fonts_are_printed(settings: Any) -> None:
    settings.PAPER_FONTS = [str(DEJAVU)]
    inuktitut, chinese = "ᐃᓄᒃ", "王"

    assert inuktitut in read(draw_name(inuktitut))
    assert f"{inuktitut} □" in read(draw_name(f"{inuktitut} {chinese}"))
    settings.PAPER_FONTS = []
    assert inuktitut not in read(draw_name(inuktitut))

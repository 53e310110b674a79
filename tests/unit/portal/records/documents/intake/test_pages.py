"""Pages as pictures: of a given width, within bounds, from PDFs and pictures alike."""

from pathlib import Path

import pytest
from pikepdf import Array

from benchmarks.hostile_pdfs import make_pdf
from benchmarks.hostile_pictures import make
from portal.records.documents.intake.codes import Code
from portal.records.documents.intake.pages import DrawnPage, draw_page
from portal.records.documents.intake.refusing import FileRefusedError

LETTER = (612, 792)


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """Return the place of a stored file without an ending, as stores name them."""
    return tmp_path / "stored"


@pytest.mark.parametrize("ending", [".png", ".webp"])
def test_page_of_a_pdf_is_drawn_at_a_width(stored: Path, tmp_path: Path, ending: str) -> None:
    stored.write_bytes(make_pdf(pages=2))
    to = tmp_path / f"page{ending}"

    drawn = draw_page(stored, page=2, width=306, to=to)

    assert drawn == DrawnPage(306, 396)
    assert to.read_bytes()[:4] in {b"\x89PNG", b"RIFF"}


def test_very_tall_page_is_drawn_smaller(stored: Path, tmp_path: Path) -> None:
    tall = Array([0, 0, 10, 14_000])
    stored.write_bytes(make_pdf(lambda pdf: setattr(pdf.pages[0].obj, "MediaBox", tall)))

    drawn = draw_page(stored, page=1, width=2000, to=tmp_path / "page.png")

    assert drawn.height <= 4_001


def test_picture_is_drawn_no_wider_than_it_is(stored: Path, tmp_path: Path) -> None:
    stored.write_bytes(make("JPEG")())

    assert draw_page(stored, page=1, width=60, to=tmp_path / "a.webp") == DrawnPage(60, 40)
    assert draw_page(stored, page=1, width=900, to=tmp_path / "b.webp") == DrawnPage(120, 80)


def test_page_past_the_last_is_refused(stored: Path, tmp_path: Path) -> None:
    stored.write_bytes(make_pdf())

    with pytest.raises(FileRefusedError) as refusal:
        draw_page(stored, page=2, width=100, to=tmp_path / "page.png")

    assert refusal.value.code == Code.BROKEN


def test_what_is_no_page_is_refused(stored: Path, tmp_path: Path) -> None:
    stored.write_bytes(b"<html>")

    with pytest.raises(FileRefusedError) as refusal:
        draw_page(stored, page=1, width=100, to=tmp_path / "page.png")

    assert refusal.value.code == Code.KIND_UNKNOWN


@pytest.mark.parametrize(
    ("page", "width", "name"), [(0, 9, "a.png"), (1, 0, "a.png"), (1, 2001, "a.png"), (1, 9, "a.x")]
)
def test_page_out_of_bounds_is_a_fault_of_the_caller(
    stored: Path, tmp_path: Path, page: int, width: int, name: str
) -> None:
    stored.write_bytes(make_pdf())

    with pytest.raises(ValueError, match=r"is out of bounds|ends neither"):
        draw_page(stored, page=page, width=width, to=tmp_path / name)

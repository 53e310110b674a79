"""The papers of the demo library: real PDFs, with words, tags and fields."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from content.demo import paper_texts
from content.demo.paper_pages import MARGIN, WIDTH, Style, break_lines, measure
from content.demo.papers import Paper, Part, write_pdf

FOOT = "Version 2026-27"
FORM = Paper(
    "Solicitud: año",
    "Para quien pide.",
    (Part("Antes", ("Léalo.",), points=("Uno",), boxes=("Tiene 18 años.",), blanks=("Nombre",)),),
    language="es-US",
)
ALL = [paper for paper in vars(paper_texts).values() if isinstance(paper, Paper)]


def read_text(written: bytes) -> list[str]:
    """Return the lines that a reader of PDFs finds."""
    document = pypdfium2.PdfDocument(written)
    return [
        line
        for page in document
        for line in page.get_textpage().get_text_bounded().split("\r\n")
        if line
    ]


def list_tags(element: pikepdf.Object) -> list[str]:
    """Return the names of the tags from the outside in, in reading order."""
    inner = [
        tag
        for child in element.get("/K", [])
        if isinstance(child, pikepdf.Dictionary) and "/S" in child
        for tag in list_tags(child)
    ]
    return [str(element.S)[1:], *inner]


def test_paper_is_read_in_order_with_every_letter() -> None:
    written = write_pdf(FORM, foot=FOOT)

    assert read_text(written) == [
        "Solicitud: año",
        "Para quien pide.",
        "Antes",
        "Léalo.",
        "• Uno",
        "Tiene 18 años.",
        "Nombre",
        "Version 2026-27 – 1/1",
    ]


def test_paper_tells_its_language_title_and_structure() -> None:
    with pikepdf.open(BytesIO(write_pdf(FORM, foot=FOOT))) as document:
        root = document.Root

        assert str(root.Lang) == "es-US"
        assert str(document.docinfo["/Title"]) == "Solicitud: año"
        assert root.MarkInfo.Marked is True
        assert list_tags(root.StructTreeRoot.K) == [
            *("Document", "H1", "P", "H2", "P"),
            *("L", "LI", "LBody", "LI", "LBody", "Form"),
            *("P", "Form"),
        ]


def test_fields_are_named_by_the_words_before_them_and_belong_to_the_structure() -> None:
    with pikepdf.open(BytesIO(write_pdf(FORM, foot=FOOT))) as document:
        fields = document.Root.AcroForm.Fields

        assert [(str(field.FT), str(field.TU)) for field in fields] == [
            ("/Btn", "Tiene 18 años."),
            ("/Tx", "Nombre"),
        ]
        numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        assert [str(parents[int(field.StructParent)].S) for field in fields] == ["/Form", "/Form"]


def test_long_paper_goes_on_on_a_page_of_its_own_with_its_number() -> None:
    long = Paper("Long", "Much.", (Part("Points", points=("A point.",) * 80),))

    lines = read_text(write_pdf(long, foot=FOOT))

    assert lines.count("• A point.") == 80
    assert [line for line in lines if line.startswith(FOOT)] == [
        "Version 2026-27 – 1/3",
        "Version 2026-27 – 2/3",
        "Version 2026-27 – 3/3",
    ]


def test_lines_stay_between_the_margins_and_lose_no_word() -> None:
    style = Style("P", size=11, before=0, indent=20)
    text = "Only a school district can ask for a permit in a shortage subject. " * 5

    lines = break_lines(text, style)

    assert " ".join(lines) == text.strip()
    room = WIDTH - 2 * MARGIN - style.indent
    assert all(measure(line, is_bold=False) * style.size <= room for line in lines)


@pytest.mark.parametrize("paper", ALL, ids=lambda paper: paper.title)
def test_paper_of_the_library_fits_one_sheet_and_is_the_same_each_time(paper: Paper) -> None:
    written = write_pdf(paper, foot=FOOT)

    assert written == write_pdf(paper, foot=FOOT)
    assert len(pypdfium2.PdfDocument(written)) == 1

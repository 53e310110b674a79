"""Writes the guides and forms of the demo library as small PDFs: tagged, with fields that can be filled in on a screen.

What stands in them: content.demo.paper_texts. How a page is drawn: content.demo.paper_pages.
"""

from dataclasses import dataclass
from io import BytesIO

from content.demo.paper_pages import Style, Writer

TITLE = Style("H1", size=20, before=0, is_bold=True)
LEAD = Style("P", size=12, before=8)
HEADING = Style("H2", size=13, before=15, is_bold=True)
BODY = Style("P", size=11, before=4)
ITEM = Style("LI", size=11, before=5, indent=18)


@dataclass(frozen=True)
class Part:
    """A heading with what stands below it: sentences, points, boxes to tick and blanks to fill in, in this order."""

    heading: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A guide or a form: its title, what it is for, and its parts."""

    title: str
    lead: str
    parts: tuple[Part, ...]
    language: str = "en-US"


def write_pdf(paper: Paper, *, foot: str) -> bytes:
    """Return the paper as a PDF, with its foot on each page; the same paper is the same bytes."""
    writer = Writer(title=paper.title, language=paper.language, foot=foot)
    writer.write(TITLE, paper.title)
    writer.write(LEAD, paper.lead)
    for part in paper.parts:
        writer.write(HEADING, part.heading, keep=40)
        for sentence in part.sentences:
            writer.write(BODY, sentence)
        for point in part.points:
            writer.write(ITEM, point, mark="\N{BULLET}")
        for box in part.boxes:
            writer.ask(ITEM, box)
        for blank in part.blanks:
            writer.blank(BODY, blank)
    written = BytesIO()
    writer.finish().save(written, deterministic_id=True)
    return written.getvalue()

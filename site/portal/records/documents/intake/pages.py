"""Pages of stored files as pictures, for viewers that never hand a file to the browser. Who may look is asked first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from portal.records.documents.intake.codes import Code
from portal.records.documents.intake.limits import current_limits
from portal.records.documents.intake.refusing import FileRefusedError
from portal.records.documents.intake.running import ask_child
from portal.records.documents.intake.signatures import kind_of

__all__ = ["MOST_WIDTH", "DrawnPage", "draw_page"]

MOST_WIDTH = 2_000
ENDINGS = frozenset({".png", ".webp"})


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """The size in pixels of what was drawn."""

    width: int
    height: int


def draw_page(path: Path, *, page: int, width: int, to: Path) -> DrawnPage:
    """Draw one page, counted from 1, to a file that ends in .png or .webp.

    A PDF is drawn at that width, unless it is very tall; a picture no wider than it is. Raises ValueError at a page or
    width out of bounds, FileRefusedError where the file can't be drawn; a page past the last one counts as broken.
    """
    if page < 1 or not 1 <= width <= MOST_WIDTH:
        raise ValueError(f"page {page} at width {width} is out of bounds")
    if to.suffix not in ENDINGS:
        raise ValueError(f"{to.name} ends neither in .png nor in .webp")
    kind = kind_of(path)
    if kind is None:
        raise FileRefusedError(Code.KIND_UNKNOWN)
    found = ask_child(
        "draw_page",
        path,
        current_limits(),
        decoder=kind.decoder,
        page=page,
        width=width,
        to=str(to.resolve()),
    )
    return DrawnPage(found["width"], found["height"])

"""Draws one page of a stored file inside the child, as a picture for whoever may look at it. Judges nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from portal.records.documents.intake.codes import Code, Refused
from portal.records.documents.intake.pictures import open_picture

__all__ = ["draw_page"]

MOST_HEIGHT = 4_000
FORMATS = {".png": "PNG", ".webp": "WEBP"}
WEBP_EFFORT = 2


def draw_page(order: dict[str, Any]) -> dict[str, Any]:
    """Write the page as a PNG or WebP to the path ordered; return the width and height of what was drawn."""
    path, to = Path(order["path"]), Path(order["to"])
    drawn = _draw_picture(path, order) if order["decoder"] else _draw_pdf(path, order)
    effort = {"method": WEBP_EFFORT} if to.suffix == ".webp" else {}
    drawn.save(to, FORMATS[to.suffix], **effort)
    return {"width": drawn.width, "height": drawn.height}


def _draw_pdf(path: Path, order: dict[str, Any]) -> Image.Image:
    try:
        with pypdfium2.PdfDocument(path) as document:
            sheet = document[order["page"] - 1]
            across, down = sheet.get_size()
            scale = min(order["width"] / across, MOST_HEIGHT / down)
            drawn: Image.Image = sheet.render(scale=scale, may_draw_forms=False).to_pil()
    except (pypdfium2.PdfiumError, IndexError, ZeroDivisionError):
        raise Refused(Code.BROKEN) from None
    return drawn.convert("RGB")


def _draw_picture(path: Path, order: dict[str, Any]) -> Image.Image:
    """Return the picture no larger than asked; it is never blown up, a browser does that better."""
    if order["page"] != 1:
        raise Refused(Code.BROKEN)
    with open_picture(path, order["decoder"], order["limits"]["most_pixels"]) as picture:
        drawn = picture.convert("RGB") if picture.mode not in {"RGB", "L", "RGBA"} else picture
        drawn.thumbnail((order["width"], MOST_HEIGHT))
        return drawn.copy()

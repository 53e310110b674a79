"""Small files as people hand them in, made anew for each test."""

from io import BytesIO

import pikepdf
from PIL import Image

__all__ = ["make_pdf", "make_photo"]


def make_pdf(title: str = "Transcript", *, pages: int = 1) -> bytes:
    """Return a PDF of blank pages; the title makes its bytes differ from another's."""
    document = pikepdf.new()
    for _page in range(pages):
        document.add_blank_page()
    document.docinfo["/Title"] = title
    stream = BytesIO()
    document.save(stream, deterministic_id=True)
    return stream.getvalue()


def make_photo(color: str = "teal") -> bytes:
    """Return a picture in a phone's usual format."""
    stream = BytesIO()
    Image.new("RGB", (400, 300), color).save(stream, "JPEG")
    return stream.getvalue()

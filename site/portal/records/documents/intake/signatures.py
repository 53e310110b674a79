"""Which kinds of files come in, told by their first bytes, and by which endings their names may end.

The type that a browser declares is never asked. Whether the rest is what the file begins as is the child's matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "ACCEPTED_ENDINGS",
    "HEIC",
    "JPEG",
    "PDF",
    "PNG",
    "WEBP",
    "Kind",
    "has_pdf_behind_its_head",
    "kind_of",
]

HEAD_BYTES, SEARCHED_BYTES = 64, 1024
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis"})
CONTAINER_BRANDS = frozenset({b"mif1", b"mif2", b"msf1"})


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what it is called on the web, how its name ends, and which decoder reads it."""

    media_type: str
    suffix: str
    decoder: str = ""


PDF = Kind("application/pdf", ".pdf")
JPEG = Kind("image/jpeg", ".jpg", "JPEG")
PNG = Kind("image/png", ".png", "PNG")
HEIC = Kind("image/heic", ".heic", "HEIF")
WEBP = Kind("image/webp", ".webp", "WEBP")
ACCEPTED_ENDINGS = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp"})


def kind_of(path: Path) -> Kind | None:
    """Return what a file begins as; None for everything that is not taken."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    return HEIC if _is_heic(head) else None


def has_pdf_behind_its_head(path: Path) -> bool:
    """Tell whether a PDF begins a little further on, which some readers allow: then it is something else as well."""
    with path.open("rb") as file:
        return b"%PDF-" in file.read(SEARCHED_BYTES)


def _is_heic(head: bytes) -> bool:
    """Tell whether a file is in the container of HEIC by its brands; moving pictures and AVIF share the container."""
    if head[4:8] != b"ftyp":
        return False
    major, length = head[8:12], int.from_bytes(head[:4])
    compatible = {head[place : place + 4] for place in range(16, min(length, len(head)), 4)}
    return major in HEIC_BRANDS or (major in CONTAINER_BRANDS and bool(compatible & HEIC_BRANDS))

"""Judges a PDF inside the child: it opens without repair or password, has so many pages, and nothing in it acts.

A PDF is kept as it came, so whatever a reader could run must be found here; repairing would hide what others read.
"""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream

from portal.records.documents.intake.active import check_inert
from portal.records.documents.intake.codes import Code, Refused

__all__ = ["judge_pdf"]

HEAD_BYTES = 1024
MARKUP = re.compile(rb"<\s*(?:script|html|svg|\?php|!doctype)", re.IGNORECASE)
END, BLANKS = b"%%EOF", b" \t\r\n\f\0"
ZIP_END = b"PK\x05\x06"
MOST_OBJECTS = 500_000
MOST_UNFOLDED = 256 * 1024 * 1024
PICTURE_LIMITS = 4  # scans at a high resolution are black and white: more pixels, less memory
UNFOLDING = frozenset({"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})
NO_MEMORY = "bad_alloc"
HARMLESS = re.compile(
    "Resources is missing|decoding stream data|input stream is complete|reported number of objects"
)
"""Warnings that leave nothing unseen; at any other, another reader may see other objects than this one."""
ALREADY_READ = frozenset({"/ObjStm", "/XRef"})


def judge_pdf(order: dict[str, Any]) -> dict[str, Any]:
    """Return the number of pages of a PDF that is taken; raise Refused."""
    path, limits = Path(order["path"]), order["limits"]
    check_outside(path)
    try:
        with Pdf.open(path, attempt_recovery=False, suppress_warnings=True) as pdf:
            pages = _count_pages(pdf, limits["most_pages"])
            _check_objects(pdf, limits["most_pixels"])
            if any(not HARMLESS.search(str(warning)) for warning in pdf.get_warnings()):
                raise Refused(Code.BROKEN)
    except pikepdf.PasswordError:
        raise Refused(Code.ENCRYPTED) from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError):
        raise Refused(Code.BROKEN) from None
    return {"pages": pages}


def check_outside(path: Path) -> None:
    """Refuse a file that is something else besides a PDF to a program that reads it from another end."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if MARKUP.search(content[:HEAD_BYTES]):
            raise Refused(Code.MORE_THAN_IT_SAYS)
        end = content.rfind(END)
        if end < 0:
            raise Refused(Code.BROKEN)
        if content[end + len(END) :].strip(BLANKS):
            raise Refused(Code.MORE_THAN_IT_SAYS)
        if any(_ends_archive(content, place) for place in _find_all(content, ZIP_END)):
            raise Refused(Code.MORE_THAN_IT_SAYS)


def _find_all(content: mmap.mmap, wanted: bytes) -> Iterator[int]:
    place = content.find(wanted)
    while place >= 0:
        yield place
        place = content.find(wanted, place + 1)


def _ends_archive(content: mmap.mmap, place: int) -> bool:
    """Tell whether a ZIP's closing record stands there, and not four bytes that happen to look like it."""
    record = content[place : place + 22]
    if len(record) < 22:
        return False
    disk, first_disk, here, total, size, _start, _comment = struct.unpack("<4H2LH", record[4:])
    return bool(disk == first_disk == 0 and here == total and size <= place)


def _count_pages(pdf: Pdf, most: int) -> int:
    """Return how many pages there are, by what the file says first: counting an endless tree would take long."""
    said = pdf.Root.Pages.get(Name.Count)
    if isinstance(said, int) and said > most:
        raise Refused(Code.TOO_MANY_PAGES)
    pages = len(pdf.pages)
    if pages > most:
        raise Refused(Code.TOO_MANY_PAGES)
    if pages == 0:
        raise Refused(Code.BROKEN)
    return pages


def _check_objects(pdf: Pdf, most_pixels: int) -> None:
    """Refuse a PDF of which an object acts, or which unfolds to more than its pages can need."""
    check_inert(pdf.trailer)
    unfolded = 0
    for number, each in enumerate(pdf.objects):
        check_inert(each)
        if isinstance(each, Stream):
            unfolded += _unfold(each, most_pixels)
        if number > MOST_OBJECTS or unfolded > MOST_UNFOLDED:
            raise Refused(Code.UNFOLDS)


def _unfold(stream: Stream, most_pixels: int) -> int:
    """Return how many bytes a stream unfolds to; of a picture, refuse only the size that it says it has."""
    if str(stream.get(Name.Type)) in ALREADY_READ:
        return 0
    filters = stream.get(Name.Filter)
    names = (
        [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    )
    if sum(name in UNFOLDING for name in names) > 1:
        raise Refused(Code.UNFOLDS)
    if stream.get(Name.Subtype) == Name.Image:
        if _pixels(stream) > most_pixels * PICTURE_LIMITS:
            raise Refused(Code.TOO_MANY_PIXELS)
        return 0
    if not UNFOLDING.intersection(names):
        return 0
    try:
        return len(stream.read_bytes())
    except MemoryError:
        raise Refused(Code.UNFOLDS) from None
    except pikepdf.PdfError as fault:
        if NO_MEMORY in str(fault):
            raise Refused(Code.UNFOLDS) from None
        return 0  # a stream that cannot be read shows nothing


def _pixels(picture: Dictionary | Stream | Object) -> int:
    return int(picture.get(Name.Width, 0)) * int(picture.get(Name.Height, 0))

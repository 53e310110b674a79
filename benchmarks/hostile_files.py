"""Files that people send, made by code: hostile ones with the code of their refusal, altered ones, and good ones.

F33 hands them to the portal and the tests to what looks into them. None is kept on the disk.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode, Pdf, Permissions, String

from benchmarks.hostile_pdfs import HOSTILE_PDFS, make_pdf
from benchmarks.hostile_pictures import ALTERED_PICTURES, GOOD_PICTURES, HOSTILE_PICTURES, make

__all__ = ["ALTERED", "DECLARED", "GOOD", "HOSTILE", "SentFile"]

MEGABYTE = 1024 * 1024
DECLARED = {
    ".pdf": "application/pdf",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".heic": "image/heic",
    ".heif": "image/heif",
    ".webp": "image/webp",
}
"""What a browser says that a file is, by the ending of its name."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it is sent: what it is, what it is called, and the code it is to be refused with, if it is."""

    label: str
    name: str
    make: Callable[[], bytes]
    code: str = ""


def _archive(name: str, content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


def _archive_bomb() -> bytes:
    """A hundred megabytes in an archive in an archive: a kilobyte."""
    return _archive("inner.zip", _archive("zeros", bytes(100 * MEGABYTE)))


def _oversized() -> bytes:
    """One byte more than is allowed; a PDF all the same."""
    content = make_pdf()
    return content + b"\n" * (25 * MEGABYTE + 1 - len(content))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
XML = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'
PROGRAM = b"MZ\x90\x00" + bytes(60) + b"PE\0\0"
GIF = b"GIF89a/*\x01\x00\x80\x00\x00" + bytes(20) + b"*/=1;alert(1)//;"
AVIF = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + bytes(80)
FILM = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(80)

_outside: list[tuple[str, str, str, Callable[[], bytes]]] = [
    ("nothing", "scan.pdf", "empty", bytes),
    ("one byte too large", "scan.pdf", "too_large", _oversized),
    ("SVG", "drawing.svg", "wrong_ending", lambda: SVG),
    ("SVG called PNG", "drawing.png", "kind_unknown", lambda: SVG),
    ("HTML", "page.html", "wrong_ending", lambda: HTML),
    ("HTML called PDF", "scan.pdf", "kind_unknown", lambda: HTML),
    ("XML with entities", "data.xml", "wrong_ending", lambda: XML),
    ("XML with entities, called PDF", "data.pdf", "kind_unknown", lambda: XML),
    ("XML that multiplies, called JPEG", "data.jpg", "kind_unknown", lambda: LAUGHS),
    ("program", "setup.exe", "wrong_ending", lambda: PROGRAM),
    ("program called PDF", "scan.pdf", "kind_unknown", lambda: PROGRAM),
    ("program with two endings", "scan.pdf.exe", "wrong_ending", lambda: PROGRAM),
    ("PDF with two endings", "scan.pdf.exe", "wrong_ending", make_pdf),
    ("picture with two endings", "photo.jpg.js", "wrong_ending", make("JPEG")),
    ("ending behind spaces and dots", "scan.pdf.exe . ", "wrong_ending", make_pdf),
    ("ending behind NUL", "scan.pdf\0.exe", "wrong_ending", make_pdf),
    ("name from right to left", "scan\u202efdp.exe", "wrong_ending", make_pdf),
    ("path of a program", "../../bin/sh.bat", "wrong_ending", make_pdf),
    ("Word document", "letter.docx", "wrong_ending", lambda: _archive("word/document.xml", XML)),
    ("Word document called PDF", "a.pdf", "kind_unknown", lambda: _archive("word/a.xml", XML)),
    ("ZIP bomb", "scans.zip", "wrong_ending", _archive_bomb),
    ("ZIP bomb called PDF", "scans.pdf", "kind_unknown", _archive_bomb),
    ("gzip bomb", "scan.pdf.gz", "wrong_ending", lambda: gzip.compress(bytes(64 * MEGABYTE))),
    ("gzip bomb called PDF", "scan.pdf", "kind_unknown", lambda: gzip.compress(bytes(64 * MEGABYTE))),
    ("GIF that is a script", "photo.gif", "wrong_ending", lambda: GIF),
    ("GIF that is a script, called JPEG", "photo.jpg", "kind_unknown", lambda: GIF),
    ("shell script called PDF", "scan.pdf", "kind_unknown", lambda: b"#!/bin/sh\nrm -rf /\n"),
    ("PHP called PNG", "photo.png", "kind_unknown", lambda: b"<?php system('id'); ?>"),
    ("PostScript called PDF", "scan.pdf", "kind_unknown", lambda: b"%!PS-Adobe-3.0\n(/etc/passwd) run"),
    ("AVIF called HEIC", "photo.heic", "kind_unknown", lambda: AVIF),
    ("film called HEIC", "photo.heic", "kind_unknown", lambda: FILM),
]  # fmt: skip


def _described(pdf: Pdf) -> None:
    """As archives want it: described, titled, with its structure marked."""
    with pdf.open_metadata() as about:
        about["dc:title"] = "Transcript"
        about["pdfaid:part"], about["pdfaid:conformance"] = "2", "B"
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("en-US")


def _linked(pdf: Pdf) -> None:
    for_web = Dictionary(S=Name.URI, URI=String("https://example.org/a?b=c:d"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=for_web)
    pdf.pages[0].Annots = Array([link])
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])


def _filled(pdf: Pdf) -> None:
    field = Dictionary(FT=Name.Tx, T=String("name"), V=String("/JavaScript and /Launch"))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))


def _changed_later() -> bytes:
    """A PDF to which a viewer has added a second version of its catalog at the end."""
    content = make_pdf()
    first = content[content.rfind(b"startxref\n") + 10 :].split(b"\n")[0]
    more = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Lang (es) >>\nendobj\n"
    table = b"xref\n1 1\n%010d 00000 n \n" % len(content)
    end = b"trailer\n<< /Size 5 /Root 1 0 R /Prev %b >>\nstartxref\n%d\n%%%%EOF\n"
    return content + more + table + end % (first, len(content) + len(more))


RESTRICTED: dict[str, Any] = {"owner": "a", "allow": Permissions(modify_other=False, extract=False)}

_good: list[tuple[str, str, Callable[[], bytes]]] = [
    ("PDF", "scan.pdf", make_pdf),
    ("PDF of 200 pages", "scan.pdf", lambda: make_pdf(pages=200)),
    ("PDF for archives", "transcript.pdf", lambda: make_pdf(_described)),
    ("PDF with object streams", "s.pdf", lambda: make_pdf(object_stream_mode=ObjectStreamMode.generate)),
    ("PDF for the web", "scan.pdf", lambda: make_pdf(linearize=True)),
    ("PDF with links and a place to begin", "scan.pdf", lambda: make_pdf(_linked)),
    ("PDF of a form that was filled in", "form.pdf", lambda: make_pdf(_filled)),
    ("PDF that only its owner may change", "t.pdf", lambda: make_pdf(encryption=Encryption(**RESTRICTED))),
    ("PDF changed later", "scan.pdf", _changed_later),
    ("PDF that ends in blank lines", "scan.pdf", lambda: make_pdf() + b"\r\n" * 300),
    ("PDF called JPEG", "scan.jpg", make_pdf),
    ("PDF without an ending", "transcript", make_pdf),
    ("PDF in capitals, by a path", "C:\\Users\\me\\..\\Scan 1.PDF", make_pdf),
    ("PDF with a Chinese name", "成绩单.pdf", make_pdf),
    ("PDF with an Arabic name", "شهادة.pdf", make_pdf),
]  # fmt: skip

HOSTILE = [
    *(SentFile(label, name, made, code) for label, name, code, made in _outside),
    *(SentFile(f"PDF: {label}", "scan.pdf", made, code) for label, (code, made) in HOSTILE_PDFS.items()),
    *(SentFile(label, f"photo.{end}", made, code) for label, (end, code, made) in HOSTILE_PICTURES.items()),
]  # fmt: skip
ALTERED = [SentFile(label, f"photo.{end}", made) for label, (end, made) in ALTERED_PICTURES.items()]
GOOD = [
    *(SentFile(label, name, made) for label, name, made in _good),
    *(SentFile(label, f"photo.{end}", made) for label, (end, made) in GOOD_PICTURES.items()),
]

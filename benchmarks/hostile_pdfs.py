"""PDFs that must be refused, each made by code: what they carry, hide, or unfold to. F33 and the tests hand them in."""

from __future__ import annotations

import functools
import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, ObjectStreamMode, Pdf, String

__all__ = ["HOSTILE_PDFS", "make_pdf", "save"]

GIGABYTE = 1024**3
Change = Callable[[Pdf], Any]


def save(pdf: Pdf, **options: Any) -> bytes:
    """Return a PDF's bytes."""
    file = io.BytesIO()
    pdf.save(file, **options)
    return file.getvalue()


def make_pdf(change: Change | None = None, *, pages: int = 1, **options: Any) -> bytes:
    """Return a PDF of blank pages, changed and saved as told."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    if change:
        change(pdf)
    return save(pdf, **options)


def _action(kind: str, **entries: Any) -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name(f"/{kind}"), **entries)


SCRIPT = {"JS": String("app.alert(1)")}
PROGRAM = Dictionary(Type=Name.Filespec, F=String("cmd.exe"))


def _annotate(pdf: Pdf, **entries: Any) -> None:
    annotation = Dictionary(Type=Name.Annot, Rect=Array([0, 0, 99, 99]), **entries)
    pdf.pages[0].Annots = Array([pdf.make_indirect(annotation)])


def _link(**action: Any) -> Change:
    return lambda pdf: _annotate(pdf, Subtype=Name.Link, A=Dictionary(**action))


def _open_with(kind: str, **entries: Any) -> Change:
    return lambda pdf: setattr(pdf.Root, "OpenAction", pdf.make_indirect(_action(kind, **entries)))


def _set(**entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[Name(f"/{key}")] = value

    return change


def _name_script(pdf: Pdf) -> None:
    script = pdf.make_indirect(_action("JavaScript", **SCRIPT))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))


def _attach(pdf: Pdf) -> None:
    pdf.attachments["setup.exe"] = b"MZ" + bytes(100)


def _split_name(pdf: Pdf) -> None:
    """The name of the action stands in an object of its own."""
    kind = pdf.make_indirect(Name.JavaScript)
    pdf.Root.OpenAction = Dictionary(S=kind)


def _chain(pdf: Pdf) -> None:
    last = Dictionary(S=Name.Launch, F=PROGRAM)
    _link(S=Name.URI, URI=String("https://example.org/"), Next=Array([last]))(pdf)


def _outside_stream(pdf: Pdf) -> None:
    pdf.Root.Extra = pdf.make_stream(b"", F=String("//elsewhere.example/share"))


def _script_in_field(pdf: Pdf) -> None:
    script = Dictionary(K=_action("JavaScript", **SCRIPT))
    field = Dictionary(FT=Name.Tx, T=String("total"), AA=script)
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))


def _hidden(change: Change) -> bytes:
    return make_pdf(change, object_stream_mode=ObjectStreamMode.generate)


def by_hand(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Return a PDF written by hand, with a right table of its objects; the first is its catalog."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (count, trailer, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + b"trailer\n" + end


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>"
PAGE_ALONE = PAGE.replace(b"/Contents 4 0 R ", b"")


@functools.cache
def squeezed(count: int) -> bytes:
    """Return so many spaces, deflated: a thousandth of them."""
    squeezer, block = zlib.compressobj(9), b" " * (1 << 20)
    parts = [squeezer.compress(block) for _ in range(count >> 20)]
    return b"".join([*parts, squeezer.flush()])


def _stream(content: bytes, entries: bytes) -> bytes:
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(content), content)


def _escaped() -> bytes:
    """The names are written so that a search for them finds nothing."""
    action = b"/OpenAction << /S /J#61v#61Script /#4a#53 (app.alert\\(1\\)) >>"
    return by_hand(CATALOG.replace(b"/Pages", action + b" /Pages"), PAGES, PAGE_ALONE)


def _page_bomb() -> bytes:
    return by_hand(CATALOG, PAGES, PAGE, _stream(squeezed(2 * GIGABYTE), b"/Filter /FlateDecode"))


def _twice_squeezed() -> bytes:
    content = zlib.compress(squeezed(2 * GIGABYTE), 9)
    filters = b"/Filter [/FlateDecode /FlateDecode]"
    return by_hand(CATALOG, PAGES, PAGE, _stream(content, filters))


def _object_stream_bomb() -> bytes:
    """The catalog is said to stand in a stream that unfolds to gigabytes."""
    bomb = _stream(squeezed(2 * GIGABYTE), b"/Type /ObjStm /N 1 /First 9 /Filter /FlateDecode")
    head = b"%PDF-1.7\n"
    body = head + b"2 0 obj\n" + bomb + b"\nendobj\n"
    rows = b"".join(
        kind.to_bytes(1) + place.to_bytes(4) + index.to_bytes(1)
        for kind, place, index in ((0, 0, 0), (2, 2, 0), (1, len(head), 0), (1, len(body), 0))
    )
    table = _stream(rows, b"/Type /XRef /Size 4 /W [1 4 1] /Root 1 0 R")
    return body + b"3 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def _lying_count() -> bytes:
    pages = b"<< /Type /Pages /Kids [" + b"3 0 R " * 300 + b"] /Count 1 >>"
    return by_hand(CATALOG, pages, PAGE_ALONE)


def _vast_picture() -> bytes:
    entries = (
        b"/Subtype /Image /Width 90000 /Height 90000 /BitsPerComponent 8 /ColorSpace /DeviceRGB"
    )
    return by_hand(
        CATALOG, PAGES, PAGE, _stream(squeezed(1 << 20), entries + b" /Filter /FlateDecode")
    )


def _with_archive() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("setup.js", "WScript.Echo(1)")
    return make_pdf() + archive.getvalue()


def _enclosing_archive() -> bytes:
    return _with_archive() + b"\n%%EOF\n"


def _locked(**options: Any) -> bytes:
    return make_pdf(encryption=Encryption(**options))


PLAIN = make_pdf
WIDGET: dict[str, Any] = {"Subtype": Name("/RichMedia"), "RichMediaContent": Dictionary()}
ENDLESS = PAGES.replace(b"/Count 1", b"/Count 1000000000")
OLD_CIPHER: dict[str, Any] = {"owner": "b", "R": 3, "aes": False, "metadata": False}
LOOP = b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
XFA = _set(AcroForm=Dictionary(Fields=Array([]), XFA=String("<xdp/>")))
AA = Dictionary(O=_action("JavaScript", **SCRIPT))

HOSTILE_PDFS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "password of the reader": ("encrypted", lambda: _locked(user="a", owner="b")),
    "password of the reader, old cipher": ("encrypted", lambda: _locked(user="a", **OLD_CIPHER)),
    "table of objects elsewhere": ("broken", lambda: PLAIN().replace(b"startxref\n", b"startxref\n9")),
    "table of objects that refers to itself": ("broken", lambda: PLAIN().replace(b"/Root", b"/Prev 9 /Root")),
    "cut off": ("broken", lambda: PLAIN(pages=9)[:-200]),
    "head and end only": ("broken", lambda: b"%PDF-1.7\n%%EOF\n"),
    "no pages": ("broken", lambda: by_hand(CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>")),
    "pages in a circle": ("broken", lambda: by_hand(CATALOG, LOOP)),
    "nested 100,000 deep": ("broken", lambda: by_hand(CATALOG, PAGES, PAGE_ALONE, b"[" * 100_000 + b"]" * 100_000)),
    "followed by a ZIP": ("more_than_it_says", _with_archive),
    "around a ZIP": ("more_than_it_says", _enclosing_archive),
    "followed by HTML": ("more_than_it_says", lambda: PLAIN() + b"<html><script>alert(1)</script>"),
    "followed by two kilobytes": ("more_than_it_says", lambda: PLAIN() + b"x" * 2048),
    "after HTML": ("more_than_it_says", lambda: b"<html><script>alert(1)</script>" + PLAIN()),
    "after a line": ("more_than_it_says", lambda: b"#!/bin/sh\n" + PLAIN()),
    "HTML in its first comment": ("more_than_it_says", lambda: PLAIN().replace(b"\n", b"\n%<HTML><script>x\n", 1)),
    "script at opening": ("has_program", lambda: PLAIN(_open_with("JavaScript", **SCRIPT))),
    "script in an object stream": ("has_program", lambda: _hidden(_open_with("JavaScript", **SCRIPT))),
    "script by name": ("has_program", lambda: PLAIN(_name_script)),
    "script by name in an object stream": ("has_program", lambda: _hidden(_name_script)),
    "script whose names are escaped": ("has_program", _escaped),
    "script named in another object": ("has_program", lambda: PLAIN(_split_name)),
    "script at a page's opening": ("has_program", lambda: PLAIN(lambda pdf: setattr(pdf.pages[0].obj, "AA", AA))),
    "script of a field": ("has_program", lambda: PLAIN(_script_in_field)),
    "script of a link": ("has_program", lambda: PLAIN(_link(S=Name.URI, URI=String("JavaScript:alert(1)")))),
    "link to a file": ("has_program", lambda: PLAIN(_link(S=Name.URI, URI=String("file:///etc/passwd")))),
    "address at opening": ("has_program", lambda: PLAIN(_open_with("URI", URI=String("https://elsewhere.example/")))),
    "program at opening": ("has_program", lambda: PLAIN(_open_with("Launch", F=PROGRAM))),
    "program at opening, in an object stream": ("has_program", lambda: _hidden(_open_with("Launch", F=PROGRAM))),
    "program after a link": ("has_program", lambda: PLAIN(_chain)),
    "file of another machine": ("has_program", lambda: PLAIN(_link(S=Name.GoToR, F=String("//elsewhere.example/x")))),
    "form that sends itself": ("has_program", lambda: PLAIN(_open_with("SubmitForm", F=String("https://elsewhere.example/")))),
    "file inside": ("has_program", lambda: PLAIN(_attach)),
    "file inside, in an object stream": ("has_program", lambda: _hidden(_attach)),
    "file pinned to a page": ("has_program", lambda: PLAIN(lambda pdf: _annotate(pdf, Subtype=Name.FileAttachment))),
    "portfolio": ("has_program", lambda: PLAIN(_set(Collection=Dictionary()))),
    "form of XFA": ("has_program", lambda: PLAIN(XFA)),
    "form of XFA in an object stream": ("has_program", lambda: _hidden(XFA)),
    "rich media": ("has_program", lambda: PLAIN(lambda pdf: _annotate(pdf, **WIDGET))),
    "rich media in an object stream": ("has_program", lambda: _hidden(lambda pdf: _annotate(pdf, **WIDGET))),
    "sound": ("has_program", lambda: PLAIN(_open_with("Sound"))),
    "content in another file": ("has_program", lambda: PLAIN(_outside_stream)),
    "201 pages": ("too_many_pages", lambda: PLAIN(pages=201)),
    "300 pages that say 1": ("too_many_pages", _lying_count),
    "a billion pages": ("too_many_pages", lambda: by_hand(CATALOG, ENDLESS, PAGE_ALONE)),
    "page that unfolds to 2 GB": ("unfolds", _page_bomb),
    "page squeezed twice": ("unfolds", _twice_squeezed),
    "objects that unfold to 2 GB": ("broken", _object_stream_bomb),
    "picture of 8,100 megapixels": ("too_many_pixels", _vast_picture),
}  # fmt: skip
"""The code that each is refused with, and what makes it."""

"""The pages of a demo paper: lines broken to the width of the sheet, tagged for those who listen, fields to fill in."""

from ctypes import c_float
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2
from pikepdf import Array, Dictionary, Name, Object, Pdf, String
from pypdfium2 import raw

from content.demo.paper_fields import make_box, make_text_field

WIDTH, HEIGHT, MARGIN, FOOT = 612.0, 792.0, 54.0, 60.0
LEADING, FOOT_SIZE, FIELD_HEIGHT, BOX_SIZE = 1.3, 9.0, 20.0, 11.0
FONTS = {False: "Helvetica", True: "Helvetica-Bold"}
ENCODING = "cp1252"


@dataclass(frozen=True)
class Style:
    """How a piece of text looks, and what it is: the name of its tag."""

    tag: str
    size: float
    before: float
    indent: float = 0.0
    is_bold: bool = False


@lru_cache(maxsize=512)
def measure(word: str, *, is_bold: bool) -> float:
    """Return the width of a word at the size of one point."""
    document = pypdfium2.PdfDocument.new()
    font = raw.FPDFText_LoadStandardFont(document, FONTS[is_bold].encode())
    width, total = c_float(), 0.0
    for letter in word:
        raw.FPDFFont_GetGlyphWidth(font, ord(letter), 1.0, width)
        total += width.value
    raw.FPDFFont_Close(font)
    document.close()
    return total


def break_lines(text: str, style: Style) -> list[str]:
    """Return the lines of a text that fit between the margins."""
    room = (WIDTH - 2 * MARGIN - style.indent) / style.size
    space = measure(" ", is_bold=style.is_bold)
    lines, used = [""], 0.0
    for word in text.split():
        width = measure(word, is_bold=style.is_bold)
        if lines[-1] and used + space + width > room:
            lines.append("")
            used = 0.0
        used += width + (space if lines[-1] else 0.0)
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


class Writer:
    """Puts text and fields one below the other, on as many pages as they take."""

    def __init__(self, *, title: str, language: str, foot: str) -> None:
        self._pdf = Pdf.new()
        self._foot = foot
        self._fonts = self._pdf.make_indirect(
            Dictionary({f"/{_font(bold)}": _make_font(name) for bold, name in FONTS.items()})
        )
        self._document = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, K=Array())
        )
        self._parents: list[Object] = []
        self._fields: list[Object] = []
        self._drawn: list[list[bytes]] = []
        self._marked: list[Object] = []
        self._list: Object | None = None
        self._y = 0.0
        self._pdf.docinfo["/Title"] = title
        self._pdf.Root.Lang = String(language)
        self._pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)
        self._turn_page()

    def write(self, style: Style, text: str, *, mark: str = "", keep: float = 0.0) -> None:
        """Write a piece of text, with a mark before it; `keep` is the room that must be left below it."""
        lines = break_lines(text, style)
        step = style.size * LEADING
        self._make_room(style.before + step * len(lines) + keep)
        self._y -= style.before
        if mark:
            self._draw(_text(mark, MARGIN + 4, self._y - style.size, style.size))
        element = self._tag(style)
        shown = []
        for line in lines:
            shown.append(
                _text(line, MARGIN + style.indent, self._y - style.size, style.size, style.is_bold)
            )
            self._y -= step
        self._draw_marked(element, b"\n".join(shown))

    def ask(self, style: Style, text: str) -> None:
        """Write a piece of text with a box to tick before it."""
        self._make_room(style.before + style.size * LEADING * len(break_lines(text, style)))
        top = self._y - style.before - 1
        place = [MARGIN, top - BOX_SIZE, MARGIN + BOX_SIZE, top]
        self.write(style, text)
        self._add_field(make_box(self._pdf, place, name=self._name_field(), label=text))

    def blank(self, style: Style, label: str) -> None:
        """Write a label with a line below it to fill in."""
        self.write(style, label, keep=FIELD_HEIGHT + 4)
        place = [MARGIN, self._y - FIELD_HEIGHT, WIDTH - MARGIN, self._y]
        self._y -= FIELD_HEIGHT + 4
        self._add_field(make_text_field(self._pdf, place, name=self._name_field(), label=label))

    def finish(self) -> Pdf:
        """Return the document with its feet, its tags and its form."""
        count = len(self._drawn)
        for number, (page, drawn) in enumerate(zip(self._pdf.pages, self._drawn, strict=True), 1):
            foot = _text(f"{self._foot} \N{EN DASH} {number}/{count}", MARGIN, FOOT / 2, FOOT_SIZE)
            content = b"\n".join([*drawn, b"/Artifact BMC", foot, b"EMC"])
            page.Contents = self._pdf.make_stream(content)
        tree = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=self._document))
        self._document.P = tree
        numbers = [each for pair in enumerate(self._parents) for each in pair]
        tree.ParentTree = Dictionary(Nums=Array(numbers))
        tree.ParentTreeNextKey = len(self._parents)
        self._pdf.Root.StructTreeRoot = tree
        if self._fields:
            self._pdf.Root.AcroForm = Dictionary(
                Fields=Array(self._fields),
                DR=Dictionary(Font=self._fonts),
                DA=String("/F1 11 Tf 0 g"),
            )
        return self._pdf

    def _make_room(self, height: float) -> None:
        if self._y - height < FOOT:
            self._turn_page()

    def _turn_page(self) -> None:
        page = self._pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        page.obj.Resources = Dictionary(Font=self._fonts)
        page.obj.StructParents = len(self._parents)
        page.obj.Tabs = Name.S
        page.obj.Annots = Array()
        self._parents.append(Array())
        self._marked.append(self._parents[-1])
        self._drawn.append([])
        self._y = HEIGHT - MARGIN

    def _tag(self, style: Style) -> Object:
        """Return a new element of the structure, in its place: points and boxes stand in a list."""
        if style.tag != "LI":
            self._list = None
            return self._append(self._document, style.tag)
        if self._list is None:
            self._list = self._append(self._document, "L")
        return self._append(self._append(self._list, "LI"), "LBody")

    def _append(self, parent: Object, tag: str) -> Object:
        element = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{tag}"), P=parent, K=Array())
        )
        parent.K.append(element)
        return element

    def _draw(self, content: bytes) -> None:
        self._drawn[-1] += [b"/Artifact BMC", content, b"EMC"]

    def _draw_marked(self, element: Object, content: bytes) -> None:
        marked = self._marked[-1]
        number = len(marked)
        element.Pg = self._pdf.pages[-1].obj
        element.K.append(number)
        marked.append(element)
        tag = str(element.S).encode()
        self._drawn[-1] += [tag + b" <</MCID %d>> BDC" % number, content, b"EMC"]

    def _name_field(self) -> str:
        return f"field-{len(self._fields) + 1}"

    def _add_field(self, field: Object) -> None:
        """Put a field on the page, and into the structure after the text that names it."""
        page = self._pdf.pages[-1].obj
        element = self._append(self._document if self._list is None else self._list.K[-1], "Form")
        element.K.append(Dictionary(Type=Name.OBJR, Obj=field, Pg=page))
        field.P = page
        field.StructParent = len(self._parents)
        self._parents.append(element)
        self._fields.append(field)
        page.Annots.append(field)


def _font(is_bold: bool) -> str:
    return "F2" if is_bold else "F1"


def _make_font(name: str) -> Dictionary:
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name(f"/{name}"),
        Encoding=Name.WinAnsiEncoding,
    )


def _text(text: str, x: float, y: float, size: float, is_bold: bool = False) -> bytes:
    """Return the operators that show one line."""
    shown = text.encode(ENCODING).hex()
    return f"BT /{_font(is_bold)} {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm <{shown}> Tj ET".encode()

"""What running text does against WCAG at A and AA: headings, links, pictures and tables, each named in plain words."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _

from content.editing.link_words import is_bare_address, is_vague

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PICTURES = 'img, embed[embedtype="image"]'
FILE_NAME = re.compile(r".+\.(avif|gif|jpe?g|png|svg|webp)", re.IGNORECASE)
CAMERA_NAME = re.compile(
    r"(img|image|imagen|dsc[nf]?|pxl|mvimg|dji|gopr|cimg|p|sam|photo|foto|picture|scan)[ ]?\d[\d ]*( \w{1,4})?"
    r"|(screen ?shot|captura de pantalla|whatsapp image)( (from|at|on|de))?( \(?\d.*)?"
)
MADE_UNIQUE = re.compile(r"_[A-Za-z0-9]{7}$")  # What a store adds where the name is taken.
QUOTED, SHOUTED_LETTERS = 60, 20


class RunningText:
    """A piece of rich text, read once."""

    def __init__(self, html: str, *, level: int) -> None:
        """Take the level of the heading that the text stands under; `level` then follows its own headings."""
        self.soup = BeautifulSoup(html, "html.parser")
        self.level = level

    def faults(self) -> Iterator[str]:
        """Yield what must be mended before publication."""
        yield from self._heading_faults()
        yield from self._link_faults()
        for picture in self.soup.select(PICTURES):
            if (fault := judge_alt_text(_attribute(picture, "alt"))) is not None:
                yield fault
        for table in self.soup.find_all("table"):
            if not table.find("th"):
                yield _("This table has no header cells. Mark its first row or column as headers.")

    def warnings(self) -> Iterator[str]:
        """Yield what should be mended but keeps nobody out."""
        for paragraph in self.soup.find_all(["p", "li"]):
            words = _words(paragraph)
            if words.isupper() and sum(map(str.isalpha, words)) >= SHOUTED_LETTERS:
                yield _("“%(words)s” is written in capitals, which are hard to read.") % {
                    "words": _shorten(words)
                }

    def _heading_faults(self) -> Iterator[str]:
        for heading in self.soup.find_all(HEADINGS):
            level, words = int(heading.name[1]), _words(heading)
            if not words:
                yield _("A heading is empty. Write its words, or make it a paragraph.")
                continue
            quoted = {"words": _shorten(words), "level": level, "before": self.level}
            if level == 1:
                yield (
                    _(
                        "“%(words)s” is a main heading. The title of the page is the only one; begin "
                        "with level 2."
                    )
                    % quoted
                )
            elif level > self.level + 1:
                yield (
                    _(
                        "“%(words)s” is a heading of level %(level)s after level %(before)s. Do not "
                        "skip a level."
                    )
                    % quoted
                )
            self.level = max(level, 2)

    def _link_faults(self) -> Iterator[str]:
        for link in self.soup.find_all("a"):
            words = _words(link)
            if not words and not any(_attribute(each, "alt") for each in link.select(PICTURES)):
                yield _("A link has no words. Write where it leads, or take the link away.")
            elif (fault := judge_link_words(words)) is not None:
                yield fault


def judge_link_words(words: str) -> str | None:
    """Return what is wrong with the words of a link, or None."""
    if is_vague(words):
        return _("“%(words)s” does not say where the link leads. Name its target.") % {
            "words": words
        }
    if is_bare_address(words):
        return _("“%(words)s” is an address. Say in words where the link leads.") % {
            "words": _shorten(words)
        }
    return None


def judge_alt_text(words: str | None, *, file_name: str = "") -> str | None:
    """Return what is wrong with an alternative text, or None; an empty one declares decoration.

    `file_name` is that of the picture, which nobody who cannot see it is helped by, with or without its ending.
    """
    if words is None:
        return _("The picture has no alternative text. Say what it shows, or mark it decoration.")
    if words.strip() and _is_file_name(words.strip(), file_name):
        return _("“%(words)s” is the name of a file. Say what the picture shows.") % {
            "words": words
        }
    return None


def _is_file_name(words: str, file_name: str) -> bool:
    stem = PurePath(file_name).stem
    plain = _separate(words)
    if plain in {_separate(stem), _separate(MADE_UNIQUE.sub("", stem))}:
        return True
    return bool(FILE_NAME.fullmatch(words) or CAMERA_NAME.fullmatch(plain))


def _separate(name: str) -> str:
    """Return a name with spaces between its parts: a store writes underscores for them."""
    return " ".join(re.split(r"[\s_-]+", name.strip().casefold())).strip()


def _attribute(tag: Tag, name: str) -> str | None:
    value = tag.get(name)
    return None if value is None else str(value)


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _shorten(words: str) -> str:
    return words if len(words) <= QUOTED else f"{words[:QUOTED]}…"

"""How a document is looked at: which page, how wide, turned how; read from an address and written into the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

__all__ = ["View"]

WIDTHS = (500, 750, 1_000, 1_400, 2_000)
USUAL = 1_000
QUARTERS = (0, 90, 180, 270)
LONGEST = 9


@dataclass(frozen=True, slots=True)
class View:
    """A page of a document at a width in pixels, turned by degrees; ``beside`` is the key of another document, or 0.

    ``beside_page`` is the page of that one, or 0 for the same as this.
    """

    pages: int
    page: int = 1
    width: int = USUAL
    turn: int = 0
    beside: int = 0
    beside_page: int = 0

    @classmethod
    def read(cls, query: Mapping[str, str], *, pages: int) -> Self:
        """Return the view that an address asks for; what is out of bounds is brought back into them."""
        page = min(max(_number(query, "page", 1), 1), max(pages, 1))
        width = _number(query, "width", USUAL)
        turn = _number(query, "turn", 0)
        return cls(
            pages=pages,
            page=page,
            width=min(WIDTHS, key=lambda each: abs(each - width)),
            turn=turn if turn in QUARTERS else 0,
            beside=_number(query, "beside", 0),
            beside_page=_number(query, "beside_page", 0),
        )

    def of_other(self, *, pages: int) -> Self:
        """Return the view of the document that is shown beside this one, upright."""
        page = min(self.beside_page or self.page, max(pages, 1))
        return replace(self, pages=pages, page=page, turn=0)

    @property
    def query(self) -> str:
        """Return the part of an address that asks for this page's picture."""
        return urlencode({"page": self.page, "width": self.width})

    @property
    def address(self) -> str:
        """Return the part of an address that shows the document like this."""
        named = {"page": self.page, "turn": self.turn, "width": self.width, "beside": self.beside}
        return urlencode({**named, "beside_page": self.beside_page} if self.beside_page else named)

    @property
    def before(self) -> Self | None:
        """Return the page before, if there is one."""
        return replace(self, page=self.page - 1) if self.page > 1 else None

    @property
    def after(self) -> Self | None:
        """Return the page after, if there is one."""
        return replace(self, page=self.page + 1) if self.page < self.pages else None

    @property
    def larger(self) -> Self | None:
        """Return the next width up, if there is one."""
        return self._wide(1)

    @property
    def smaller(self) -> Self | None:
        """Return the next width down, if there is one."""
        return self._wide(-1)

    def _wide(self, step: int) -> Self | None:
        place = WIDTHS.index(self.width) + step
        return replace(self, width=WIDTHS[place]) if 0 <= place < len(WIDTHS) else None

    @property
    def turned(self) -> Self:
        """Return the page turned by a quarter to the right."""
        return replace(self, turn=QUARTERS[(QUARTERS.index(self.turn) + 1) % len(QUARTERS)])


def _number(query: Mapping[str, str], name: str, otherwise: int) -> int:
    text = query.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else otherwise

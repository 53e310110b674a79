"""Cuts drawn markup at marks, so that it is drawn once and filled with texts after that.

A mark is a number between two characters of the private-use area, which no template or label has.
Whoever fills the gaps escapes what is put in.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["Pieces", "cut", "fill", "mark"]

START, END = "\ue000", "\ue001"

Pieces = tuple[str, ...]
"""Markup and gaps in turn: every odd piece is the number of the text that belongs there."""


def mark(number: int) -> str:
    """Return the mark of the text with that number, counted from 1."""
    return f"{START}{number}{END}"


def cut(markup: str) -> Pieces:
    """Return the markup in pieces around its marks."""
    pieces: list[str] = []
    for part in markup.split(START):
        pieces.extend(part.split(END))
    return tuple(pieces)


def fill(pieces: Pieces, texts: Sequence[str]) -> str:
    """Return the markup with the texts, which are safe to put in, in their places."""
    filled = list(pieces)
    filled[1::2] = [texts[int(number) - 1] for number in pieces[1::2]]
    return "".join(filled)

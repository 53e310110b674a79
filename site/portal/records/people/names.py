"""Folding of names for search: accents, case, hyphens and apostrophes do not tell names apart.

Display never uses the folded form.
"""

from __future__ import annotations

import unicodedata

__all__ = ["FOLDED_LENGTH", "fold_name"]

FOLDED_LENGTH = 300
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)


def fold_name(name: str) -> str:
    """Return the search form of a name: lower case, no marks, only letters and digits.

    Hyphens and apostrophes vanish, so that O'Neill finds ONeill and Smith-Jones finds Smith Jones;
    letters of scripts without case stay as they are. A few characters unfold into many: the form is
    cut at FOLDED_LENGTH, which the column and its index hold.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold()).casefold()
    plain = decomposed.translate(_UNDECOMPOSED)
    kept = (char for char in plain if unicodedata.category(char)[0] in "LN")
    return "".join(kept)[:FOLDED_LENGTH]

"""Ids for what editors add: made from the English label, unlike any other beside it, and settled on publication."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

__all__ = ["LONGEST_NAME", "make_name"]

LONGEST_NAME = 40
_OTHER = re.compile(r"[^a-z0-9]+")


def make_name(label: str, *, taken: Collection[str], otherwise: str) -> str:
    """Return an id made of a label, or of ``otherwise`` where it has no letter; a number tells it from those taken."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    words = _OTHER.sub("_", plain).strip("_").lstrip("0123456789_")
    stem = words[:LONGEST_NAME].rstrip("_") or otherwise
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}_{number}", number + 1
    return name

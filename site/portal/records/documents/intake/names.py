"""The names of files as people see them: tidy, with a true ending, in any script. Names are never used for paths."""

from __future__ import annotations

import re
import unicodedata

from portal.records.documents.intake.signatures import ACCEPTED_ENDINGS

__all__ = ["MOST_CHARACTERS", "clean_name", "ending_of"]

MOST_CHARACTERS = 150
NAMELESS = "document"
ENDING = re.compile(r"\.[0-9A-Za-z_-]{1,12}$")
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
"""Controls, directions and zero widths, halves of characters, and what no script has: nothing that is read."""
SPACES = frozenset({"Zl", "Zp", "Zs"})
SPACE_CONTROLS = "\t\n\r\v\f"
ENCODED = {"%22": '"', "%0D": "\r", "%0A": "\n"}
"""What browsers write into a form for characters that would end a name there, and for nothing else (WHATWG, HTML)."""


def clean_name(name: str, suffix: str) -> str:
    """Return a name fit to be shown, at most 150 characters with its ending; never empty."""
    stem = _readable(name)
    ending = ending_of(stem)
    if ending in ACCEPTED_ENDINGS:
        stem = stem[: -len(ending)]
    stem = stem.lstrip(". ")[: MOST_CHARACTERS - len(suffix)].rstrip(". ")
    return (stem or NAMELESS) + suffix


def ending_of(name: str) -> str:
    """Return the last ending of a name in small letters, as a desktop would read it; empty where it has none."""
    found = ENDING.search(_readable(name).rstrip(". "))
    return found.group().lower() if found else ""


def _readable(name: str) -> str:
    """Return the last part of a path, without what is not seen, its spaces made single."""
    for written, meant in ENCODED.items():
        name = name.replace(written, meant)
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(_shown(character) for character in last)
    return unicodedata.normalize("NFC", re.sub(" +", " ", shown).strip())


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if character in SPACE_CONTROLS or category in SPACES:
        return " "
    return "" if category in UNSEEN else character

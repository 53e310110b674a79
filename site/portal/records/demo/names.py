"""The names that invented people are put together from, with the spellings that trouble software."""

from __future__ import annotations

from pathlib import Path
from random import Random

__all__ = ["NOTABLE_NAMES", "invent_name", "invent_surname"]

FOLDER = Path(__file__).parent
FIRST_NAMES = tuple((FOLDER / "first_names.txt").read_text(encoding="utf-8").splitlines())
SURNAMES = tuple((FOLDER / "surnames.txt").read_text(encoding="utf-8").splitlines())
PARTICLES = ("de la", "van der", "von", "del", "da", "di", "al-")
MIDDLE_NAMES = ("A.", "B.", "C.", "Jo", "Lee", "M.", "Marie", "Rae", "T.", "Xóchitl", "")

# First, middle and last names of the first invented people, so that every table has met them.
NOTABLE_NAMES = (
    ("", "", "O"),
    ("Y", "", "Ng"),
    ("明", "", "李"),
    ("نورة", "", "الحسيني"),
    ("נועה", "", "בן־דוד"),
    ("Annabellarosina" * 5, "", "Hinterbergtalhausener" * 7),
    ("Siân", "Ffion", "ap Gruffudd-Llewelyn"),
    ("Mary Jo", "", "de la O'Rourke-Núñez"),
    ("Łucja", "Ægir", "Þórsdóttir"),
    ("Null", "", "None"),
)


def invent_name(chance: Random) -> tuple[str, str, str]:
    """Return a first, a middle and a last name."""
    return chance.choice(FIRST_NAMES), chance.choice(MIDDLE_NAMES), invent_surname(chance)


def invent_surname(chance: Random) -> str:
    """Return a last name, at times a double one or one with a particle."""
    surname = chance.choice(SURNAMES)
    match chance.choices(("plain", "double", "particle"), weights=(91, 6, 3))[0]:
        case "double":
            return f"{surname}-{chance.choice(SURNAMES)}"
        case "particle":
            particle = chance.choice(PARTICLES)
            return f"{particle}{surname}" if particle.endswith("-") else f"{particle} {surname}"
        case _:
            return surname

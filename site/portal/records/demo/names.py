"""The names that invented people are put together from, with the spellings that trouble software."""

from __future__ import annotations

from pathlib import Path

from portal.records.demo.chance import Chance, Weighted

__all__ = ["NOTABLE_NAMES", "invent_name", "invent_surname"]

FOLDER = Path(__file__).parent


def _read(name: str) -> tuple[str, ...]:
    return tuple((FOLDER / name).read_text(encoding="utf-8").splitlines())


FIRST_NAMES = _read("first_names.txt")
SURNAMES = _read("surnames.txt")
# Surnames after places, of which there are many more, each borne by few, are put together from these.
BEGINNINGS = _read("surname_beginnings.txt")
ENDINGS = _read("surname_endings.txt")
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


KINDS = Weighted({"common": 56, "place": 35, "double": 6, "particle": 3})


def invent_name(chance: Chance) -> tuple[str, str, str]:
    """Return a first, a middle and a last name."""
    first = chance.pick(FIRST_NAMES)
    if chance.happens(5):
        first = f"{first}-{chance.pick(FIRST_NAMES)}"
    return first, chance.pick(MIDDLE_NAMES), invent_surname(chance)


def invent_surname(chance: Chance) -> str:
    """Return a last name, at times a double one or one with a particle."""
    match chance.weigh(KINDS):
        case "place":
            return chance.pick(BEGINNINGS) + chance.pick(ENDINGS)
        case "double":
            return f"{chance.pick(SURNAMES)}-{chance.pick(SURNAMES)}"
        case "particle":
            particle = chance.pick(PARTICLES)
            return f"{particle}{'' if particle.endswith('-') else ' '}{chance.pick(SURNAMES)}"
        case _:
            return chance.pick(SURNAMES)

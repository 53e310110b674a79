"""Certificate numbers: random with a check character, never a sequence that can be walked."""

from __future__ import annotations

from portal.records.identifiers import IdentifierFamily

__all__ = ["NUMBERS", "is_well_formed", "new_credential_number", "normalize"]

NUMBERS = IdentifierFamily(remainder=0)


def new_credential_number() -> str:
    """Return a number nobody can guess (43.7 random bits)."""
    return NUMBERS.new()


def normalize(text: str) -> str:
    """Return the stored form of a typed number."""
    return NUMBERS.normalize(text)


def is_well_formed(number: str) -> bool:
    """Tell whether a normalized number passes alphabet, length and check character."""
    return NUMBERS.is_well_formed(number)

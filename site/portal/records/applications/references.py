"""Application references: random with a check character, and never mistaken for a certificate."""

from __future__ import annotations

from portal.records.identifiers import IdentifierFamily

__all__ = ["REFERENCES", "is_well_formed", "new_reference", "normalize"]

REFERENCES = IdentifierFamily(remainder=1)


def new_reference() -> str:
    """Return a reference nobody can guess (43.7 random bits)."""
    return REFERENCES.new()


def normalize(text: str) -> str:
    """Return the stored form of a typed reference."""
    return REFERENCES.normalize(text)


def is_well_formed(reference: str) -> bool:
    """Tell whether a normalized reference passes alphabet, length and check character."""
    return REFERENCES.is_well_formed(reference)

"""Registry IDs of early-childhood professionals: random with a check character."""

from __future__ import annotations

from portal.records.identifiers import IdentifierFamily

__all__ = ["REGISTRY_IDS", "new_registry_id"]

REGISTRY_IDS = IdentifierFamily(remainder=2)


def new_registry_id() -> str:
    """Return an ID nobody can guess, never mistaken for a certificate or a reference."""
    return REGISTRY_IDS.new()

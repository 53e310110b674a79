"""Numbers of receipts: random with a check character, and never mistaken for a reference or a certificate."""

from __future__ import annotations

from portal.records.identifiers import IdentifierFamily

__all__ = ["RECEIPTS"]

RECEIPTS = IdentifierFamily(remainder=3)

"""Educator identification numbers: ten random digits, so that none leads to the next."""

from __future__ import annotations

import secrets

__all__ = ["EIN_DIGITS", "new_ein"]

EIN_DIGITS = 10


def new_ein() -> str:
    """Return ten random digits, the first not zero, so that none is lost in a spreadsheet."""
    lowest = 10 ** (EIN_DIGITS - 1)
    return str(lowest + secrets.randbelow(9 * lowest))

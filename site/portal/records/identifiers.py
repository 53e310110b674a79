"""Random identifiers that people read aloud and type: alphabet, check character, normal form.

A family is told from another by the remainder its check character leaves, so that a reference typed
where a certificate number belongs is noticed. What is identified is no matter of this module.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

__all__ = ["ALPHABET", "LENGTH", "IdentifierFamily"]

# 29 symbols, a prime: with place weights below it the check character catches every single wrong
# character and every swap of two. Left out are 0 O, 1 I L, and S Z, which pass for 5 and 2.
ALPHABET = "23456789ABCDEFGHJKMNPQRTUVWXY"
BODY_LENGTH = 9
LENGTH = BODY_LENGTH + 1

_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}


@dataclass(frozen=True, slots=True)
class IdentifierFamily:
    """Identifiers of nine random symbols (43.7 bits) and one check character."""

    remainder: int

    def new(self) -> str:
        """Return an identifier from the system's secure source of randomness."""
        return self.from_value(secrets.randbelow(len(ALPHABET) ** BODY_LENGTH))

    def from_value(self, value: int) -> str:
        """Return the identifier whose body stands for ``value``; for reproducible demo data."""
        body = ""
        for _ in range(BODY_LENGTH):
            value, digit = divmod(value, len(ALPHABET))
            body += ALPHABET[digit]
        return body + ALPHABET[(self.remainder - _weighted_sum(body)) % len(ALPHABET)]

    def normalize(self, text: str) -> str:
        """Return what was typed without spaces and hyphens, in capitals."""
        return "".join(char for char in text if not char.isspace() and char not in "-‐‑–").upper()

    def is_well_formed(self, text: str) -> bool:
        """Tell whether normalized ``text`` could be of this family: alphabet, length and check."""
        if len(text) != LENGTH or not set(text) <= _VALUES.keys():
            return False
        total = _weighted_sum(text[:-1]) + _VALUES[text[-1]]
        return total % len(ALPHABET) == self.remainder


def _weighted_sum(body: str) -> int:
    """Return the sum of symbol values, each times its place counted from two."""
    return sum(weight * _VALUES[symbol] for weight, symbol in enumerate(body, start=2))

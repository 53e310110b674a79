"""Random identifiers that people read aloud and type: alphabet, check character, normal form.

A family is told from another by the remainder its check character leaves, so that a reference typed
where a certificate number belongs is noticed. What is identified is no matter of this module.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

__all__ = ["ALPHABET", "LENGTH", "IdentifierFamily"]

# 29 symbols, a prime: with place weights below it the check character catches every single wrong
# character and every swap of two. Left out are 0 O, 1 I L, and S Z, which pass for 5 and 2.
ALPHABET = "23456789ABCDEFGHJKMNPQRTUVWXY"
BODY_LENGTH = 9
LENGTH = BODY_LENGTH + 1

_WEIGHTS = range(2, BODY_LENGTH + 2)
# Two symbols at once, the lower first: what they are, the sum of both, and the second, which weighs one more.
_PAIRS = [
    (one + other, low + high, high)
    for high, other in enumerate(ALPHABET)
    for low, one in enumerate(ALPHABET)
]
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
        value, digit = divmod(value, len(ALPHABET))
        symbols, total = ALPHABET[digit], _WEIGHTS[0] * digit
        for weight in _WEIGHTS[1::2]:
            value, digits = divmod(value, len(_PAIRS))
            pair, plain, second = _PAIRS[digits]
            symbols += pair
            total += weight * plain + second
        return symbols + ALPHABET[(self.remainder - total) % len(ALPHABET)]

    def normalize(self, text: str) -> str:
        """Return what was typed without spaces and hyphens, in capitals."""
        return "".join(char for char in text if not char.isspace() and char not in "-‐‑–").upper()

    def is_well_formed(self, text: str) -> bool:
        """Tell whether normalized ``text`` could be of this family: alphabet, length and check."""
        if len(text) != LENGTH or not set(text) <= _VALUES.keys():
            return False
        *body, check = (_VALUES[symbol] for symbol in text)
        total = _weighted_sum(body) + check
        return total % len(ALPHABET) == self.remainder


def _weighted_sum(values: Sequence[int]) -> int:
    """Return the sum of the symbols' values, each times its place counted from two."""
    return sum(map(mul, values, _WEIGHTS))

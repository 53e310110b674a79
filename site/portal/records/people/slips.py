"""Names typed with one slip: a letter more, less or other, or two neighbors exchanged. Knows no rows.

Two names are one slip apart only where they share a variant, which is the name or what is left of it without one of
its letters; so a look into one index finds the candidates in a table of any size.
"""

from __future__ import annotations

__all__ = ["is_one_slip_away", "variants_of"]

SHORTEST, LONGEST = 3, 40
"""Letters of names that have variants: with fewer all names are alike, with more a slip is the least trouble."""


def variants_of(name: str) -> set[str]:
    """Return a folded name and what is left of it without any one of its letters; nothing for a very short one."""
    if not SHORTEST <= len(name) <= LONGEST:
        return set()
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


def is_one_slip_away(one: str, other: str) -> bool:
    """Tell whether two folded names differ by exactly one slip."""
    short, long = sorted((one, other), key=len)
    if one == other or len(long) - len(short) > 1:
        return False
    at = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    if short[at + 1 :] == long[at + 1 :]:
        return True
    return short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]

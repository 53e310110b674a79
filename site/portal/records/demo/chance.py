"""A repeatable source of chance: what invents millions of people draws from it some thirty times a person.

The methods of ``random.Random`` are exact to the last bit and five times as slow; nobody bets on these draws.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar
from uuid import UUID

__all__ = ["Chance", "Weighted"]

Value = TypeVar("Value")


class Weighted(Generic[Value]):
    """Values, each as likely as its weight says."""

    def __init__(self, weights: Mapping[Value, int]) -> None:
        self.values = tuple(weights)
        self.bounds = tuple(accumulate(weights.values()))


class Chance:
    """Draws that are the same for the same seed on every machine."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - invented data must be repeatable
        self._draw = self._random.random

    def below(self, end: int, start: int = 0) -> int:
        """Return a whole number from the start to just before the end."""
        return start + int(self._draw() * (end - start))

    def happens(self, percent: int) -> bool:
        """Tell whether something happens that does so in that many of 100."""
        return self._draw() * 100 < percent

    def pick(self, values: Sequence[Value]) -> Value:
        """Return one of the values."""
        return values[int(self._draw() * len(values))]

    def pick_some(self, values: Sequence[Value], count: int) -> list[Value]:
        """Return that many different values, in the order of their list; there must be more."""
        places: set[int] = set()
        while len(places) < count:
            places.add(int(self._draw() * len(values)))
        return [values[place] for place in sorted(places)]

    def weigh(self, weighted: Weighted[Value]) -> Value:
        """Return one of the weighted values."""
        return weighted.values[bisect(weighted.bounds, self._draw() * weighted.bounds[-1])]

    def identifier(self) -> UUID:
        """Return a UUID."""
        return UUID(int=self._random.getrandbits(128), version=4)

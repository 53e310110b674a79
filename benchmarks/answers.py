"""The same invented answers for the portal and for its peers: six fields a step. Imports nothing of Django."""

from __future__ import annotations

import json
import random
import string
from dataclasses import dataclass
from functools import cache

__all__ = ["KINDS", "URLENCODED", "Answers", "make_answers"]

URLENCODED = "application/x-www-form-urlencoded"
"""How a browser posts a form without files."""
KINDS = ("initial", "renewal", "upgrade", "transfer")


@dataclass(frozen=True, slots=True)
class Answers:
    """One step's answers as typed: a text, an address, a day, a number, a choice, and a paragraph."""

    title: str
    email: str
    day: str
    years: int
    kind: str
    notes: str

    def size(self) -> int:
        """Return the bytes of the answers as one JSON object."""
        values = [self.title, self.email, self.day, self.years, self.kind, self.notes]
        names = ["title", "email", "day", "years", "kind", "notes"]
        return len(json.dumps(dict(zip(names, values, strict=True))).encode())


@cache  # inventing them is not what is measured
def make_answers(seed: int) -> Answers:
    """Return answers that are the same for the same seed; about 330 bytes."""
    source = random.Random(seed)

    def words(count: int) -> str:
        return " ".join(
            "".join(source.choices(string.ascii_lowercase, k=source.randint(3, 9)))
            for _ in range(count)
        )

    return Answers(
        title=words(2),
        email=f"{words(1)}@example.com",
        day=f"{source.randint(1950, 2000)}-0{source.randint(1, 9)}-1{source.randint(0, 9)}",
        years=source.randint(0, 50),
        kind=source.choice(KINDS),
        notes=words(30),
    )

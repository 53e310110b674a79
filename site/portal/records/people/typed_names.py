"""What a typed name may mean: the ways to part it into a last and a first name, as conditions on folded columns.

Which rows are asked, and in what order, is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from portal.records.people.names import fold_name
from portal.records.ranges import begins

__all__ = ["MOST_WORDS", "Reading", "TypedName", "read_name"]

MOST_WORDS = 8
MOST_GIVEN = 2
"""Of how many words a first name is taken to be that a middle name follows."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The beginnings of a last and a first name, nothing where none was typed.

    ``given`` are first names as a whole, after each of which a middle name was typed, which nothing is compared with.
    """

    last: str
    first: str = ""
    given: tuple[str, ...] = ()

    def condition(self, firsts: Sequence[str] = ("folded_first",)) -> Q:
        """Return the range of last names with a first name in one of the columns: one range of an index by name."""
        ways = [begins(column, self.first) for column in firsts]
        ways += [Q(**{column: name}) for name in self.given for column in firsts]
        return begins("folded_last", self.last) & (reduce(or_, ways) if self.first else Q())


@dataclass(frozen=True, slots=True)
class TypedName:
    """The readings of a text: the last name first, then, where no comma says that it is, the first name first.

    The first reading takes the whole for the last name, but for what is after a comma.
    """

    in_order: tuple[Reading, ...]
    turned: tuple[Reading, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Return every reading."""
        return self.in_order + self.turned

    @property
    def letters(self) -> int:
        """Return how many letters and digits were typed."""
        return len(self.in_order[0].last) + len(self.in_order[0].first)


def read_name(text: str) -> TypedName | None:
    """Return what "Last", "Last First", "First Last" or "Last, First" may mean, each word as far as it was typed.

    A middle name may follow the first one. None where no last name was typed.
    """
    before, comma, after = text.partition(",")
    words = _fold_words(before)
    if not words:
        return None
    if comma:
        return TypedName((_part(words, _fold_words(after)),))
    splits = [(words[:at], words[at:]) for at in range(1, len(words))]
    return TypedName(
        (_part(words, []), *(_part(left, right) for left, right in splits)),
        tuple(_part(right, left) for left, right in splits),
    )


def _part(last: Sequence[str], first: Sequence[str]) -> Reading:
    return Reading("".join(last), "".join(first), tuple(_list_given(first)))


def _list_given(words: Sequence[str]) -> Iterator[str]:
    """Yield what the first name is where the words after it are a middle name."""
    for count in range(1, min(len(words) - 1, MOST_GIVEN) + 1):
        yield "".join(words[:count])


def _fold_words(text: str) -> list[str]:
    return [word for word in map(fold_name, text.split()) if word][:MOST_WORDS]

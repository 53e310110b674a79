"""Finds people by the beginning of a name, of those who may be listed in the look-up.

Reads what was typed, and asks with a statement built once for each shape of it. What the public may see of the people
is the matter of ``lookup``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet

from portal.records.credentials.models import Credential
from portal.records.organizations.queries import is_staff_of
from portal.records.people.models import FormerName, Person
from portal.records.people.names import fold_name
from portal.records.people.queries import name_choice_is_allowed
from portal.records.prepared import PreparedTexts
from portal.records.ranges import begins

__all__ = [
    "MOST_WORDS",
    "NameTooShortError",
    "find_people",
    "list_beginnings",
    "may_be_listed",
    "name_conditions",
    "name_searches",
    "published_on",
]

SHORTEST_NAME = 2
MOST_WORDS = 8


class NameTooShortError(ValueError):
    """Too little was typed to search by: fewer than two letters or digits."""


@dataclass(frozen=True, slots=True)
class Search:
    """A table of names, which of them are looked for, and the first name under which a match stands."""

    rows: QuerySet[Any, Any]
    condition: Q
    first: str = "folded_first"

    @property
    def columns(self) -> tuple[str, str, str]:
        """Return what is read of a match, which an index has in this order."""
        return ("folded_last", self.first, "person_key")

    def matches(self, listed: Q) -> QuerySet[Any, Any]:
        """Return the names that match, with their person."""
        return self.rows.filter(self.condition, listed).values_list(*self.columns)


def find_people(
    beginnings: Sequence[str], *, on: date, district_id: int | None, wanted: int
) -> tuple[list[int], bool]:
    """Return people by the name that matched, each once, and whether reading stopped early; 1 SQL.

    Somebody may match in each reading by a current and a former name, so many more names are read than are wanted.
    """
    shape = _Shape(len(beginnings) // 2, bool(beginnings[1]), district_id is not None, wanted)
    district = {"district_id": district_id} if shape.in_district else {}
    names = _prepare(shape).fetch(beginnings, on=on, **district)
    return list(dict.fromkeys(key for _last, _first, key in names)), len(names) == shape.most


def may_be_listed(person: str, *, on: date, district_id: int | None) -> Q:
    """Return the condition on a column of people: somebody holds something and, where given, works in a district.

    Each is asked person by person in an index, so that the range of the name leads.
    """
    holds_something = Q(Exists(Credential.objects.filter(person_id=OuterRef(person))))
    if district_id is None:
        return holds_something
    return holds_something & Q(is_staff_of(district_id, OuterRef(person), on=on))


def published_on(on: date) -> Q:
    """Return the condition that a person is shown under a chosen first name on a day."""
    return Q(folded_published__isnull=False) & Q(name_choice_is_allowed(on))


def list_beginnings(text: str) -> list[str]:
    """Return the beginnings of names that a text gives, in the order in which ``name_conditions`` takes them.

    The whole as a last name with the first name after a comma, then what stands before and after each gap of it.
    Raises NameTooShortError.
    """
    last_text, comma, first_text = text.partition(",")
    words = [word for word in map(fold_name, last_text.split()) if word][:MOST_WORDS]
    whole, first = "".join(words), fold_name(first_text)
    if not words or len(whole) + len(first) < SHORTEST_NAME:
        raise NameTooShortError("Type at least two letters of the last name.")
    gaps = () if comma else range(1, len(words))
    return [whole, first, *(part for at in gaps for part in _split(words, at))]


def name_conditions(
    beginnings: Sequence[str], firsts: Sequence[str] = ("folded_first",)
) -> list[Q]:
    """Return the ways to read a text, as conditions on folded names: each one range of the index, filtered inside.

    ``firsts`` are the columns of which one has the first name.

    The last name first; then, where no comma says that it is, the first name first: one word or all but one.
    """

    def begin(last: str, first: str) -> Q:
        is_first = reduce(or_, (begins(column, first) for column in firsts))
        return begins("folded_last", last) & is_first

    whole, first, *parts = beginnings
    splits = list(zip(parts[::2], parts[1::2], strict=True))
    if not splits:
        return [begin(whole, first)]
    in_order = reduce(or_, (begin(*split) for split in splits), begin(whole, ""))
    turned = [begin(right, left) for left, right in dict.fromkeys((splits[0], splits[-1]))]
    return [begins("folded_last", splits[0][0]) & in_order, *turned]


def name_searches(beginnings: Sequence[str], on: date) -> list[Search]:
    """Return where names are looked for: in names, in published names with their legal ones, and in former names.

    Who chose a published name stands under that, whichever of their first names was typed: the place of a row would
    give away the other one.
    """
    people = Person.objects.annotate(person_key=F("pk"))
    former = FormerName.objects.annotate(person_key=F("person_id"))
    plain = name_conditions(beginnings)
    either = name_conditions(beginnings, ("folded_first", "folded_published"))
    return [
        *(Search(people, condition & ~published_on(on)) for condition in plain),
        *(Search(former, condition) for condition in plain),
        *(Search(people, condition & published_on(on), "folded_published") for condition in either),
    ]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What decides the words of a statement: what was typed in what form, and how many people are wanted."""

    words: int
    has_first: bool
    in_district: bool
    wanted: int

    @property
    def most(self) -> int:
        """Return how many names are read: three kinds of names in each reading of so many words."""
        return 3 * min(self.words, 3) * self.wanted

    def build(
        self, marks: Sequence[str], on: date, district_id: int | None = None
    ) -> QuerySet[Any, Any]:
        """Return the first names in any search, in their order.

        Each search ends by itself where the database lets it: PostgreSQL would sort all of them otherwise, SQLite
        merges.
        """
        whole, first, *parts = marks
        searches = name_searches([whole, first if self.has_first else "", *parts], on)
        listed = may_be_listed("person_key", on=on, district_id=district_id)
        is_cut = connection.features.supports_slicing_ordering_in_compound
        first_matches, *others = (
            matches.order_by(*columns)[: self.most] if is_cut else matches
            for matches, columns in ((each.matches(listed), each.columns) for each in searches)
        )
        names = first_matches.union(*others, all=True)
        return names.order_by("folded_last", "folded_first", "person_key")[: self.most]


@lru_cache(256)
def _prepare(shape: _Shape) -> PreparedTexts:
    district = {"district_id": None} if shape.in_district else {}
    return PreparedTexts(shape.build, 2 * shape.words, on=DateField(), **district)


def _split(words: Sequence[str], at: int) -> tuple[str, str]:
    return "".join(words[:at]), "".join(words[at:])

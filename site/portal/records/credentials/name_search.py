"""Finds people by the beginning of a name, of those who may be listed in the look-up.

Asks with a statement built once for each shape of what was typed. What the public may see of the people
is the matter of ``lookup``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from itertools import islice
from operator import or_
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, TextField, Value

from portal.records.credentials.models import Credential
from portal.records.organizations.queries import is_staff_of
from portal.records.people.models import FormerName, Person
from portal.records.people.queries import name_choice_is_allowed
from portal.records.people.typed_names import Reading, TypedName, read_name
from portal.records.prepared import PreparedTexts
from portal.records.ranges import begins

__all__ = [
    "FORMER",
    "NameTooShortError",
    "find_people",
    "may_be_listed",
    "name_conditions",
    "name_searches",
    "published_on",
    "read_searched",
]

SHORTEST_NAME = 2
CURRENT, FORMER = "current", "former"
"""Whether somebody bears a name or bore it; they are compared as they stand."""


class NameTooShortError(ValueError):
    """Too little was typed to search by: fewer than two letters or digits."""


@dataclass(frozen=True, slots=True)
class Search:
    """A table of names, which of them are looked for, and the first name under which a match stands."""

    rows: QuerySet[Any, Any]
    condition: Q
    first: str = "folded_first"
    time: str = CURRENT

    @property
    def columns(self) -> tuple[str, str, str]:
        """Return what is compared of a match, which an index has in this order."""
        return ("folded_last", self.first, "person_key")

    def matches(self, listed: Q) -> QuerySet[Any, Any]:
        """Return the names that match, with their person and whether they are current."""
        time = Value(self.time, output_field=TextField())
        names = self.rows.filter(self.condition, listed).annotate(time=time)
        matched: QuerySet[Any, Any] = names.values_list(*self.columns, "time")
        return matched


def find_people(
    typed: TypedName, *, on: date, district_id: int | None, wanted: int
) -> tuple[dict[int, str], bool]:
    """Return people by the name that matched, current or former, and whether reading stopped early; 1 SQL.

    Somebody may match in each reading by a current and a former name, so many more names are read than are wanted.
    """
    shape = _Shape(
        tuple(map(_Parts.of, typed.in_order)),
        tuple(map(_Parts.of, typed.turned)),
        district_id is not None,
        wanted,
    )
    texts = [text for each in typed.readings for text in _Parts.list_texts(each)]
    district = {"district_id": district_id} if shape.in_district else {}
    names = _prepare(shape).fetch(texts, on=on, **district)
    found: dict[int, str] = {}
    for _last, _first, person, time in names:
        found[person] = CURRENT if time == CURRENT else found.get(person, FORMER)
    return found, len(names) == shape.most


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


def read_searched(text: str) -> TypedName:
    """Return what a text to search by may mean; raise NameTooShortError under two letters or digits."""
    typed = read_name(text)
    if typed is None or typed.letters < SHORTEST_NAME:
        raise NameTooShortError("Type at least two letters.")
    return typed


def name_conditions(typed: TypedName, firsts: Sequence[str] = ("folded_first",)) -> list[Q]:
    """Return the ways to read a text, as conditions on folded names: each one range of the index, filtered inside.

    ``firsts`` are the columns of which one has the first name. The readings with the last name first share the range
    of its first word.
    """
    in_order = reduce(or_, (each.condition(firsts) for each in typed.in_order))
    if len(typed.in_order) > 1:
        in_order = begins("folded_last", typed.in_order[1].last) & in_order
    return [in_order, *(each.condition(firsts) for each in typed.turned)]


def name_searches(typed: TypedName, on: date) -> list[Search]:
    """Return where names are looked for: in names, in published names with their legal ones, and in former names.

    Who chose a published name stands under that, whichever of their first names was typed: the place of a row would
    give away the other one.
    """
    people = Person.objects.annotate(person_key=F("pk"))
    former = FormerName.objects.annotate(person_key=F("person_id"))
    plain = name_conditions(typed)
    either = name_conditions(typed, ("folded_first", "folded_published"))
    return [
        *(Search(people, condition & ~published_on(on)) for condition in plain),
        *(Search(former, condition, time=FORMER) for condition in plain),
        *(Search(people, condition & published_on(on), "folded_published") for condition in either),
    ]


class _Parts(NamedTuple):
    """Which parts a reading has: what of it decides the words of a statement, without its texts."""

    has_first: bool
    given: int

    @classmethod
    def of(cls, reading: Reading) -> _Parts:
        """Return the parts of a reading."""
        return cls(bool(reading.first), len(reading.given))

    @staticmethod
    def list_texts(reading: Reading) -> Iterator[str]:
        """Yield the texts of a reading, in the order in which ``fill`` takes them."""
        yield reading.last
        if reading.first:
            yield reading.first
        yield from reading.given

    def fill(self, texts: Iterator[str]) -> Reading:
        """Return a reading with these parts."""
        first = (next(texts), next(texts) if self.has_first else "")
        return Reading(*first, tuple(islice(texts, self.given)))


@dataclass(frozen=True, slots=True)
class _Shape:
    """What decides the words of a statement: what was typed in what form, and how many people are wanted."""

    in_order: tuple[_Parts, ...]
    turned: tuple[_Parts, ...]
    in_district: bool
    wanted: int

    @property
    def most(self) -> int:
        """Return how many names are read: three kinds of names in each range."""
        return 3 * (1 + len(self.turned)) * self.wanted

    @property
    def texts(self) -> int:
        """Return how many texts go into the statement."""
        parts = self.in_order + self.turned
        return sum(1 + each.has_first + each.given for each in parts)

    def build(
        self, marks: Sequence[str], on: date, district_id: int | None = None
    ) -> QuerySet[Any, Any]:
        """Return the first names in any search, in their order.

        Each search ends by itself where the database lets it: PostgreSQL would sort all of them otherwise, SQLite
        merges.
        """
        left = iter(marks)
        in_order, turned = (
            tuple(each.fill(left) for each in parts) for parts in (self.in_order, self.turned)
        )
        searches = name_searches(TypedName(in_order, turned), on)
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
    return PreparedTexts(shape.build, shape.texts, on=DateField(), **district)

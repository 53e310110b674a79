"""Finds people by the beginning of a name, and the names that differ from a text by one slip.

Reads what was typed, and asks with statements built once for each shape of it. What the public may see of the people
is the matter of ``lookup``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from portal.records.credentials.models import Credential
from portal.records.people.models import FormerName, NameVariant, Person
from portal.records.people.names import fold_name
from portal.records.people.slips import is_one_slip_away, variants_of
from portal.records.prepared import PreparedTexts

__all__ = ["NameTooShortError", "find_people", "suggest_names"]

SHORTEST_NAME = 2
MOST_WORDS = 8
MOST_CANDIDATES, MOST_SUGGESTIONS = 200, 5
SLOTS = (8, 12, 16, 24, 42)
"""So many variants of a name are asked for at once: what is left over is filled with a variant that no name has."""
NO_VARIANT = ""
LAST_CHARACTER = "\U0010ffff"
Kind = NameVariant.Kind


class NameTooShortError(ValueError):
    """Too little was typed to search by: fewer than two letters or digits."""


class Reading(NamedTuple):
    """A last and a first name as they were typed, and folded."""

    last: str
    first: str
    folded_last: str
    folded_first: str


class Search(NamedTuple):
    """A look for the variants of one name of a reading, of which there are up to ``slots``."""

    kind: Kind
    place: int
    slots: int


def find_people(text: str, *, wanted: int) -> tuple[list[int], bool]:
    """Return people by the name that matched, each once, and whether reading stopped early; 1 SQL.

    Somebody may match in each reading by a current and a former name, so many more names are read than are wanted.
    Raises NameTooShortError.
    """
    words, first = _read_words(text)
    count = len(words)
    names = _prepare_people(count, bool(first), wanted).fetch(_list_beginnings(words, first))
    people = list(dict.fromkeys(key for _last, _first, key in names))
    return people, len(names) == _most_names(count, wanted)


def suggest_names(text: str) -> tuple[str, ...]:
    """Return names of holders that differ from the text by one slip in either name, as "Last" or "Last, First"; 1 SQL.

    For a text under which nobody was found. Former names are not suggested.
    """
    readings = _read_names(text)
    searches: list[Search] = []
    texts: list[str] = []
    for place, each in enumerate(readings):
        for kind, typed, other in (
            (Kind.LAST, each.folded_last, each.folded_first),
            (Kind.FIRST, each.folded_first, each.folded_last),
        ):
            if variants := variants_of(typed):
                slots = next(size for size in SLOTS if size >= len(variants))
                searches.append(Search(kind, place, slots))
                texts += (other, *variants, *[NO_VARIANT] * (slots - len(variants)))
    if not searches:
        return ()
    names: dict[str, None] = {}
    for kind, name, shown, at in _prepare_candidates(tuple(searches)).fetch(texts):
        last, first, folded_last, folded_first = readings[at]
        if is_one_slip_away(name, folded_last if kind == Kind.LAST else folded_first):
            pair = (shown, first) if kind == Kind.LAST else (last, shown)
            names[", ".join(filter(None, pair))] = None
    return tuple(sorted(names)[:MOST_SUGGESTIONS])


def _read_words(text: str) -> tuple[list[str], str]:
    """Return the folded words of a text in which no comma tells the last name; otherwise both names."""
    last_text, comma, first_text = text.partition(",")
    words = [word for word in map(fold_name, last_text.split()) if word][:MOST_WORDS]
    first = fold_name(first_text)
    if not words or len("".join(words)) + len(first) < SHORTEST_NAME:
        raise NameTooShortError("Type at least two letters of the last name.")
    return (["".join(words)] if comma else words), first


def _list_beginnings(words: Sequence[str], first: str) -> list[str]:
    """Return the beginnings that a text gives, in the order in which ``_name_conditions`` takes them.

    The whole as a last name with a first name, then what stands before and after each gap of it.
    """
    splits = (("".join(words[:at]), "".join(words[at:])) for at in range(1, len(words)))
    return ["".join(words), first, *(part for split in splits for part in split)]


def _name_conditions(beginnings: Sequence[str]) -> list[Q]:
    """Return the ways to read a text, as conditions on folded names: each one range of the index, filtered inside.

    The last name first; then, where no comma says that it is, the first name first: one word or all but one.
    """
    whole, first, *parts = beginnings
    whole_last = _begin(whole, first)
    splits = list(zip(parts[::2], parts[1::2], strict=True))
    if not splits:
        return [whole_last]
    for left, right in splits:
        whole_last |= _begin(left, right)
    turned = [_begin(right, left) for left, right in dict.fromkeys((splits[0], splits[-1]))]
    return [_begins("folded_last", splits[0][0]) & whole_last, *turned]


@lru_cache(64)
def _prepare_people(words: int, has_first: bool, wanted: int) -> PreparedTexts:
    most = _most_names(words, wanted)

    def build(marks: Sequence[str]) -> QuerySet[Any, Any]:
        whole, first, *parts = marks
        return _people([whole, first if has_first else "", *parts], most)

    return PreparedTexts(build, 2 * words)


def _most_names(words: int, wanted: int) -> int:
    """Return how many names are read: two kinds of names in each reading of so many words."""
    return 2 * min(words, 3) * wanted


def _people(beginnings: Sequence[str], most: int) -> QuerySet[Any, Any]:
    """Return the first names in any reading, current and former, of people who hold something, in their order.

    Each part ends by itself where the database lets it: PostgreSQL would sort all of them otherwise, SQLite merges.
    """
    order = ("folded_last", "folded_first", "person_key")
    is_cut = connection.features.supports_slicing_ordering_in_compound
    holds_something = Exists(Credential.objects.filter(person_id=OuterRef("person_key")))
    parts = (
        rows.filter(condition, holds_something).values_list(*order)
        for condition in _name_conditions(beginnings)
        for rows in (
            Person.objects.annotate(person_key=F("pk")),
            FormerName.objects.annotate(person_key=F("person_id")),
        )
    )
    first, *others = (each.order_by(*order)[:most] if is_cut else each for each in parts)
    return first.union(*others, all=True).order_by(*order)[:most]


@lru_cache(256)
def _prepare_candidates(searches: tuple[Search, ...]) -> PreparedTexts:
    count = sum(1 + each.slots for each in searches)
    return PreparedTexts(partial(_candidates, searches), count)


def _candidates(searches: Sequence[Search], marks: Sequence[str]) -> QuerySet[Any, Any]:
    """Return known names that share a variant with a name of a reading, where a holder bears them with the other."""
    left = iter(marks)
    first, *others = (_search(each, next(left), [*islice(left, each.slots)]) for each in searches)
    return first.union(*others, all=True)[:MOST_CANDIDATES]


def _search(search: Search, other: str, variants: Sequence[str]) -> QuerySet[Any, Any]:
    bearer = (
        _begins("folded_first", other) & Q(folded_last=OuterRef("name"))
        if search.kind == Kind.LAST
        else Q(folded_last=other, folded_first=OuterRef("name"))
    )
    holds_something = Exists(Credential.objects.filter(person_id=OuterRef("pk")))
    return (
        NameVariant.objects.filter(
            Exists(Person.objects.filter(bearer, holds_something)),
            kind=search.kind,
            variant__in=variants,
        )
        .annotate(place=Value(search.place))
        .order_by()
        .values_list("kind", "name", "shown", "place")
    )


def _read_names(text: str) -> list[Reading]:
    """Return the ways to read a text as last and first name, each once."""
    last, comma, first = text.partition(",")
    words = [word for word in last.split() if fold_name(word)][:MOST_WORDS]
    pairs = {(" ".join(words), first.strip()): None}
    if not comma and len(words) > 1:
        pairs = dict.fromkeys(
            (
                (words[0], " ".join(words[1:])),
                (" ".join(words[:-1]), words[-1]),
                (words[-1], " ".join(words[:-1])),
                (" ".join(words[1:]), words[0]),
                (" ".join(words), ""),
            )
        )
    return [Reading(*pair, *map(fold_name, pair)) for pair in pairs]


def _begin(last: str, first: str) -> Q:
    return _begins("folded_last", last) & _begins("folded_first", first)


def _begins(column: str, prefix: str) -> Q:
    """Return the range of a column in which all values begin with the prefix."""
    if not prefix:
        return Q()
    return Q(**{f"{column}__gte": prefix, f"{column}__lt": prefix + LAST_CHARACTER})

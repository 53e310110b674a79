"""Suggests names that the look-up, or staff, would find, where what was typed has one slip. Finding is for others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Value

from portal.records.credentials.name_search import may_be_listed, published_on
from portal.records.people.models import NameVariant, Person
from portal.records.people.names import fold_name
from portal.records.people.slips import is_one_slip_away, variants_of
from portal.records.people.typed_names import MOST_WORDS
from portal.records.prepared import PreparedTexts
from portal.records.ranges import begins

__all__ = ["shown_first_names", "suggest_names"]

MOST_CANDIDATES, MOST_SUGGESTIONS = 400, 5
SLOTS = (8, 12, 16, 24, 42)
"""So many variants of a name are asked for at once: what is left over is filled with a variant that no name has."""
NO_VARIANT = ""
MOST_WITHOUT_MIDDLE = 2
"""Words that leave no room for a middle name."""
Kind = NameVariant.Kind


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

    def candidates(
        self, other: str, variants: Sequence[str], shown_names: Sequence[tuple[str, Q]], listed: Q
    ) -> Iterator[QuerySet[Any, Any]]:
        """Yield known names that share a variant, where somebody listed is shown under them and the other name.

        Legal and chosen first names apart: of two conditions of which one must hold, PostgreSQL would gather all
        who meet them.
        """
        for column, shown in shown_names:
            bearers = Person.objects.filter(shown, self._bearer(column, other), listed)
            yield (
                NameVariant.objects.filter(Exists(bearers), kind=self.kind, variant__in=variants)
                .annotate(place=Value(self.place))
                .order_by()
                .values_list("kind", "name", "shown", "place")
            )

    def _bearer(self, first: str, other: str) -> Q:
        """Return the condition on people, of whom a column has the first name."""
        if self.kind == Kind.LAST:
            return begins(first, other) & Q(folded_last=OuterRef("name"))
        return Q(folded_last=other, **{first: OuterRef("name")})


def suggest_names(
    text: str, *, on: date, district_id: int | None = None, of_anybody: bool = False
) -> tuple[str, ...]:
    """Return names of holders that differ from the text by one slip in either name, as "Last" or "Last, First"; 1 SQL.

    For a text under which nobody was found, in a district where given. Former names are not suggested, nor is the
    legal first name of somebody who is shown under a chosen one; ``of_anybody``, for staff, takes the legal names of
    all who are on record.
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
    district = {} if district_id is None else {"district_id": district_id}
    prepared = _prepare(tuple(searches), bool(district), of_anybody)
    candidates = prepared.fetch(texts, on=on, **district)
    return _choose(candidates, readings)


def _choose(candidates: Sequence[tuple[Any, ...]], readings: Sequence[Reading]) -> tuple[str, ...]:
    """Return the candidates that are one slip away from a name of their reading, with the other as it was typed."""
    names: set[str] = set()
    for kind, name, shown, place in candidates:
        last, first, folded_last, folded_first = readings[place]
        if is_one_slip_away(name, folded_last if kind == Kind.LAST else folded_first):
            pair = (shown, first) if kind == Kind.LAST else (last, shown)
            names.add(", ".join(filter(None, pair)))
    return tuple(sorted(names)[:MOST_SUGGESTIONS])


def shown_first_names(on: date, *, of_anybody: bool = False) -> list[tuple[str, Q]]:
    """Return the columns of the first name that is shown, each with the condition that it is the one."""
    if of_anybody:
        return [("folded_first", Q())]
    return [("folded_first", ~published_on(on)), ("folded_published", published_on(on))]


def _candidates(
    searches: Sequence[Search],
    of_anybody: bool,
    marks: Sequence[str],
    on: date,
    district_id: int | None = None,
) -> QuerySet[Any, Any]:
    """Return the candidates of all searches, of which each takes the other name and its variants."""
    left = iter(marks)
    shown_names = shown_first_names(on, of_anybody=of_anybody)
    listed = Q() if of_anybody else may_be_listed("pk", on=on, district_id=district_id)
    first, *others = (
        candidates
        for each in searches
        for candidates in each.candidates(
            next(left), [*islice(left, each.slots)], shown_names, listed
        )
    )
    return first.union(*others, all=True)[:MOST_CANDIDATES]


@lru_cache(256)
def _prepare(searches: tuple[Search, ...], in_district: bool, of_anybody: bool) -> PreparedTexts:
    count = sum(1 + each.slots for each in searches)
    district = {"district_id": None} if in_district else {}
    return PreparedTexts(
        partial(_candidates, searches, of_anybody), count, on=DateField(), **district
    )


def _read_names(text: str) -> list[Reading]:
    """Return the ways to read a text as last and first name, each once; a middle name may be behind the first one."""
    last, comma, first = text.partition(",")
    words, given = _list_words(last), _list_words(first)
    pairs = [(" ".join(words), first.strip())]
    if len(given) > 1:
        pairs.append((" ".join(words), given[0]))
    if not comma and len(words) > 1:
        pairs = [
            (words[0], " ".join(words[1:])),
            (" ".join(words[:-1]), words[-1]),
            (words[-1], " ".join(words[:-1])),
            (" ".join(words[1:]), words[0]),
            (" ".join(words), ""),
        ]
        if len(words) > MOST_WITHOUT_MIDDLE:
            pairs += [(words[-1], words[0]), (words[0], words[1])]
    return [Reading(*pair, *map(fold_name, pair)) for pair in dict.fromkeys(pairs)]


def _list_words(text: str) -> list[str]:
    return [word for word in text.split() if fold_name(word)][:MOST_WORDS]

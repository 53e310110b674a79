"""Suggests names that the look-up would find, where what was typed has one slip. Finding is for ``lookup``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from portal.records.credentials.lookup import MOST_WORDS, begins, may_be_listed, published_on
from portal.records.people.models import NameVariant, Person
from portal.records.people.names import fold_name
from portal.records.people.slips import is_one_slip_away, variants_of

__all__ = ["suggest_names"]

MOST_CANDIDATES, MOST_SUGGESTIONS = 200, 5


def suggest_names(text: str, *, on: date, district_id: int | None = None) -> tuple[str, ...]:
    """Return names of holders that differ from the text by one slip in either name, as "Last" or "Last, First"; 1 SQL.

    For a text under which nobody was found, in a district where given. Former names are not suggested, nor is the
    legal first name of somebody who is shown under a chosen one.
    """
    readings = [
        (last, first)
        for last, first in _read_names(text)
        if variants_of(fold_name(last)) or variants_of(fold_name(first))
    ]
    if not readings:
        return ()
    listed = may_be_listed("pk", on=on, district_id=district_id)
    kinds = NameVariant.Kind
    searches = []
    for place, (last, first) in enumerate(readings):
        bearers = [
            shown & begins(column, fold_name(first)) & Q(folded_last=OuterRef("name")) & listed
            for column, shown in _shown_first_names(on)
        ]
        searches.append(_candidates(kinds.LAST, fold_name(last), bearers, place))
        bearers = [
            shown & Q(folded_last=fold_name(last), **{column: OuterRef("name")}) & listed
            for column, shown in _shown_first_names(on)
        ]
        searches.append(_candidates(kinds.FIRST, fold_name(first), bearers, place))
    first_search, *others = searches
    names: dict[str, None] = {}
    for kind, name, shown, place in first_search.union(*others, all=True)[:MOST_CANDIDATES]:
        last, first = readings[place]
        if is_one_slip_away(name, fold_name(last if kind == kinds.LAST else first)):
            pair = (shown, first) if kind == kinds.LAST else (last, shown)
            names[", ".join(filter(None, pair))] = None
    return tuple(sorted(names)[:MOST_SUGGESTIONS])


def _shown_first_names(on: date) -> list[tuple[str, Q]]:
    """Return the columns of the first name that is shown, each with the condition that it is the one."""
    return [("folded_first", ~published_on(on)), ("folded_published", published_on(on))]


def _candidates(kind: str, typed: str, bearers: Sequence[Q], place: int) -> QuerySet[Any, Any]:
    """Return known names that share a variant with what was typed, where somebody bears them in one of the ways."""
    is_borne = reduce(or_, (Q(Exists(Person.objects.filter(bearer))) for bearer in bearers))
    return (
        NameVariant.objects.filter(is_borne, kind=kind, variant__in=variants_of(typed))
        .annotate(place=Value(place))
        .order_by()
        .values_list("kind", "name", "shown", "place")
    )


def _read_names(text: str) -> list[tuple[str, str]]:
    """Return the ways to read a text as last and first name, as they were typed."""
    last, comma, first = text.partition(",")
    words = [word for word in last.split() if fold_name(word)][:MOST_WORDS]
    if comma or len(words) < 2:
        return [(" ".join(words), first.strip())]
    return list(
        dict.fromkeys(
            (
                (words[0], " ".join(words[1:])),
                (" ".join(words[:-1]), words[-1]),
                (words[-1], " ".join(words[:-1])),
                (" ".join(words[1:]), words[0]),
                (" ".join(words), ""),
            )
        )
    )

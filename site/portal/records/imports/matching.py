"""Whom a row is about: by EIN, else by certificate number, else by name and birth date. Writes nothing.

What is doubtful is left to a person; the words for each doubt stand with ``ImportRow.Doubt``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import repeat
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from portal.records.credentials.models import Credential
from portal.records.imports.models import ImportRow
from portal.records.people.models import FormerName, Person
from portal.records.people.names import fold_name
from portal.records.prepared import PreparedTexts

__all__ = ["KnownPeople", "Match", "find_people", "match_row", "names_of"]

Doubt, Outcome = ImportRow.Doubt, ImportRow.Outcome
Name = tuple[str, str]
Values = Mapping[str, Any]
NAMES_A_QUERY = 100
MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Match:
    """What was found: an outcome, and whom it names or who comes into question."""

    outcome: str
    person_id: int | None = None
    doubt: str = ""
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What the records know of somebody who may be meant."""

    id: int
    ein: str
    birth_date: str | None
    names: frozenset[Name]


@dataclass(slots=True)
class KnownPeople:
    """Everybody who may be meant by some rows, by what tells people apart."""

    by_ein: dict[str, KnownPerson] = field(default_factory=dict)
    by_number: dict[str, KnownPerson] = field(default_factory=dict)
    by_name: dict[Name, list[KnownPerson]] = field(default_factory=lambda: defaultdict(list))


def names_of(values: Values) -> frozenset[Name]:
    """Return the folded names that a row gives: first and last, and with the former last name."""
    first = fold_name(values["first_name"])
    lasts = (
        fold_name(values[name] or "")
        for name in ("last_name", "former_last_name")
        if name in values
    )
    return frozenset((first, last) for last in lasts if last)


def match_row(values: Values, people: KnownPeople) -> Match:
    """Return whom a row is about."""
    names, ein = names_of(values), values["ein"]
    named = list(
        {each.id: each for name in names for each in people.by_name.get(name, ())}.values()
    )
    holder, owner = (
        people.by_ein.get(ein),
        people.by_number.get(values.get("certificate_number", "")),
    )
    if holder and owner and holder.id != owner.id:
        return _doubt(Doubt.SEVERAL, [holder, owner])
    if holder:
        return _judge(holder, values, names, named)
    if owner:
        if ein and owner.ein:
            return _doubt(Doubt.EIN_DISAGREES, [owner])
        return _judge(owner, values, names, named)
    return _match_name(values, named)


def _judge(
    person: KnownPerson, values: Values, names: Collection[Name], named: list[KnownPerson]
) -> Match:
    """Return whether somebody found by a number is who the row says."""
    birth_date = values["birth_date"]
    if names and person.names.isdisjoint(names):
        return _doubt(Doubt.NAME_DISAGREES, [person, *named])
    if birth_date and person.birth_date and birth_date != person.birth_date:
        return _doubt(Doubt.BIRTH_DATE_DIFFERS, [person])
    return Match(Outcome.MATCHED, person.id)


def _match_name(values: Values, named: list[KnownPerson]) -> Match:
    """Return whom a name and a birth date fit."""
    birth_date, ein = values["birth_date"], values["ein"]
    if not named:
        return Match(Outcome.NEW)
    same = [person for person in named if birth_date and person.birth_date == birth_date]
    if len(same) > 1:
        return _doubt(Doubt.SEVERAL, same)
    if same:
        if ein and same[0].ein:
            return _doubt(Doubt.EIN_DISAGREES, same)
        return Match(Outcome.MATCHED, same[0].id)
    is_missing = not birth_date or any(person.birth_date is None for person in named)
    return _doubt(Doubt.BIRTH_DATE_MISSING if is_missing else Doubt.BIRTH_DATE_DIFFERS, named)


def _doubt(doubt: str, people: Iterable[KnownPerson]) -> Match:
    keys = list(dict.fromkeys(person.id for person in people))
    return Match(Outcome.DOUBTFUL, doubt=doubt, candidates=tuple(keys[:MOST_CANDIDATES]))


def find_people(rows: Sequence[Values], *, without: QuerySet[Any] | None = None) -> KnownPeople:
    """Return everybody who may be meant by some rows; a few SQL. ``without`` selects keys to look past."""
    eins = {values["ein"] for values in rows if values["ein"]}
    numbers = {values["certificate_number"] for values in rows if "certificate_number" in values}
    names = sorted({name for values in rows for name in names_of(values)})
    holders = dict(Person.objects.filter(ein__in=eins).values_list("ein", "pk"))
    owners = dict(_find_owners(numbers))
    keys = {*holders.values(), *owners.values(), *_find_named(names)}
    known = _load_people(
        keys if without is None else keys - set(without.filter(person_id__in=keys))
    )
    found = KnownPeople(
        by_ein={ein: known[key] for ein, key in holders.items() if ein and key in known},
        by_number={number: known[key] for number, key in owners.items() if key in known},
    )
    for person in known.values():
        for name in person.names:
            found.by_name[name].append(person)
    return found


def _find_owners(numbers: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield the certificate numbers that are known, of either system, with their holders."""
    for column in ("number", "legacy_number"):
        yield from Credential.objects.filter(**{f"{column}__in": numbers}).values_list(
            column, "person_id"
        )


def _find_named(names: Sequence[Name]) -> Iterator[int]:
    """Yield who bears or bore one of the names; 2 SQL for a hundred of them."""
    for start in range(0, len(names), NAMES_A_QUERY):
        some = names[start : start + NAMES_A_QUERY]
        texts = [
            text for name in (*some, *repeat(some[0], NAMES_A_QUERY - len(some))) for text in name
        ]
        for statement in (_BEARERS, _FORMER_BEARERS):
            yield from (key for (key,) in statement.fetch(texts))


def _bearers(texts: Sequence[str]) -> QuerySet[Any, Any]:
    """Return who bears one of the names, given as first and last in turn."""
    named = [
        Q(folded_last=last, folded_first=first)
        for first, last in zip(texts[::2], texts[1::2], strict=True)
    ]
    return Person.objects.filter(reduce(or_, named)).order_by().values_list("pk")


def _former_bearers(texts: Sequence[str]) -> QuerySet[Any, Any]:
    """Return who bore one of the names; a former last name may stand alone."""
    named = [
        Q(folded_last=last, folded_first=given)
        for first, last in zip(texts[::2], texts[1::2], strict=True)
        for given in (first, "")
    ]
    return FormerName.objects.filter(reduce(or_, named)).order_by().values_list("person_id")


_BEARERS = PreparedTexts(_bearers, 2 * NAMES_A_QUERY)
_FORMER_BEARERS = PreparedTexts(_former_bearers, 2 * NAMES_A_QUERY)


def _load_people(keys: Collection[int]) -> dict[int, KnownPerson]:
    """Return people by key, with every name that they bore; 2 SQL."""
    former: dict[int, list[Name]] = defaultdict(list)
    for row in FormerName.objects.filter(person_id__in=keys):
        former[row.person_id].append((row.folded_first, row.folded_last))
    found = {}
    for person in Person.objects.filter(pk__in=keys):
        first = person.folded_first
        names = {
            (first, person.folded_last),
            *((f or first, last) for f, last in former[person.pk]),
        }
        birth = person.birth_date.isoformat() if person.birth_date else None
        found[person.pk] = KnownPerson(person.pk, person.ein or "", birth, frozenset(names))
    return found

"""Registers many people at once, as an import does; one person, with an account, is the matter of ``operations``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from portal.records.audit.operations import Act, record_events
from portal.records.people.eins import new_ein
from portal.records.people.models import FormerName, NameVariant, Person

__all__ = ["NewPerson", "register_people"]


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to register: ``ein`` is one given elsewhere, ``address`` the parts of it by column."""

    first_name: str
    last_name: str
    middle_name: str = ""
    former_last_name: str = ""
    birth_date: date | None = None
    email: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    ein: str = ""


@transaction.atomic
def register_people(
    people: Sequence[NewPerson], *, actor_id: int | None, at: datetime
) -> list[Person]:
    """Register people with their former names, in their order; a dozen SQL for hundreds.

    An EIN that somebody has, on record or among these, was a slip: a new one is issued. Each person and each former
    name has its audit event.
    """
    eins = _assign_eins([each.ein for each in people])
    rows = [
        Person(
            ein=ein,
            first_name=each.first_name,
            middle_name=each.middle_name,
            last_name=each.last_name,
            birth_date=each.birth_date,
            email=each.email,
            **each.address,
        )
        for each, ein in zip(people, eins, strict=True)
    ]
    Person.objects.bulk_create(rows)
    NameVariant.objects.remember(rows)
    former = [
        FormerName(person=row, first_name=each.first_name, last_name=each.former_last_name)
        for each, row in zip(people, rows, strict=True)
        if each.former_last_name
    ]
    FormerName.objects.bulk_create(former)
    record_events([*_tell_people(rows), *_tell_names(former)], actor_id=actor_id, at=at)
    return rows


def _assign_eins(given: Sequence[str]) -> list[str]:
    """Return an EIN for each person: the one given where it is free; the unique column settles a race."""
    taken = _find_taken({ein for ein in given if ein})
    eins: list[str] = []
    for ein in given:
        eins.append(ein if ein and ein not in taken else "")
        taken.add(ein)
    drawn: list[str] = []
    while len(drawn) < eins.count(""):
        new = {new_ein() for _each in range(eins.count("") - len(drawn))} - taken - set(drawn)
        drawn.extend(sorted(new - _find_taken(new)))
    return [ein or drawn.pop() for ein in eins]


def _find_taken(eins: Collection[str]) -> set[str]:
    return {ein for ein in Person.objects.filter(ein__in=eins).values_list("ein", flat=True) if ein}


def _tell_people(people: Sequence[Person]) -> Iterator[Act]:
    for person in people:
        state = {"ein": person.ein, "name": person.full_name, "birth_date": person.birth_date}
        yield Act("person.registered", "person", str(person.public_id), state)


def _tell_names(names: Sequence[FormerName]) -> Iterator[Act]:
    for name in names:
        state = {"former_name": str(name)}
        yield Act("person.former_name_recorded", "person", str(name.person.public_id), state)

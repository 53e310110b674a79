"""Turns planned people into rows, table by table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from portal.records.credentials.models import Credential, CredentialEndorsement, CredentialEvent
from portal.records.demo.evidence import EvidenceContext, store_evidence
from portal.records.demo.people import PersonPlan, demo_number
from portal.records.demo.tables import DemoTable
from portal.records.organizations.models import Membership
from portal.records.people.models import FormerName, NameVariant, Person, VariantRow
from portal.records.people.names import fold_name

__all__ = ["VARIANTS", "Names", "ReferenceKeys", "StoredPerson", "names_of", "store_people"]

ROLES_OF_PROGRAMS = frozenset({Membership.Role.ADMINISTRATOR.value})
NAMES = ("first_name", "last_name", "folded_first", "folded_last")
PEOPLE = DemoTable(
    Person,
    *("id", "public_id", "ein", *NAMES, "middle_name", "birth_date", "email", "phone"),
    *("address_line", "address_town", "address_state", "address_zip"),
)
VARIANTS = DemoTable(NameVariant, *VariantRow._fields)
FORMER_NAMES = DemoTable(FormerName, "person_id", *NAMES)
CREDENTIALS = DemoTable(
    Credential,
    *("id", "number", "person_id", "credential_type_id", "category", "issued_on", "expires_on"),
)
ENDORSEMENTS = DemoTable(CredentialEndorsement, "credential_id", "endorsement_id", "subject")
EVENTS = DemoTable(
    CredentialEvent,
    *("credential_id", "kind", "effective_on", "expires_on", "is_final"),
    *("application_reference", "recorded_at"),
)
MEMBERSHIPS = DemoTable(Membership, "person_id", "organization_id", "role", "starts_on")

fold = lru_cache(50_000)(fold_name)


@dataclass(frozen=True, slots=True)
class ReferenceKeys:
    """Primary keys of what the rows refer to."""

    types: Mapping[str, int]
    endorsements: Mapping[str, int]
    districts: Sequence[int]
    colleges: Sequence[int]
    programs: Sequence[int]


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """A planned person with the keys of their row and of their credentials' rows."""

    plan: PersonPlan
    key: int
    credentials: tuple[int, ...]


class Names(NamedTuple):
    """A first and a last name with their folded forms."""

    first_name: str
    last_name: str
    folded_first: str
    folded_last: str


def names_of(name: tuple[str, str, str]) -> Names:
    """Return the names by which somebody is found."""
    first, _middle, last = name
    return Names(first, last, fold(first), fold(last))


def store_people(
    plans: Sequence[PersonPlan], *, keys: ReferenceKeys, today: date, at: datetime
) -> list[StoredPerson]:
    """Store people with everything that hangs on them and return them in order. Call it inside a transaction.

    The variants of their names are left to the caller.
    """
    numbers = PEOPLE.reserve(len(plans))
    credentials = iter(CREDENTIALS.reserve(sum(len(plan.credentials) for plan in plans)))
    stored = [
        StoredPerson(plan, key, tuple(next(credentials) for _held in plan.credentials))
        for plan, key in zip(plans, numbers, strict=True)
    ]
    PEOPLE.write(_person(each) for each in stored)
    FORMER_NAMES.write(
        (each.key, *names_of((each.plan.name[0], "", each.plan.former_surname)))
        for each in stored
        if each.plan.former_surname
    )
    _store_credentials(stored, keys, at)
    MEMBERSHIPS.write(_memberships(stored, keys))
    pairs = [(each.plan, each.key) for each in stored]
    store_evidence(pairs, EvidenceContext(keys.districts, keys.colleges, today, at))
    return stored


def _person(person: StoredPerson) -> tuple[Any, ...]:
    plan = person.plan
    return (
        *(person.key, plan.public_id, plan.ein, *names_of(plan.name), plan.name[1]),
        plan.birth_date,
        *(plan.email, plan.phone, plan.address_line, plan.town, "CT", "06000"),
    )


def _store_credentials(stored: Sequence[StoredPerson], keys: ReferenceKeys, at: datetime) -> None:
    """Store credentials, their endorsements and their events."""
    held = [
        (credential, key)
        for person in stored
        for credential, key in zip(person.plan.credentials, person.credentials, strict=True)
    ]
    CREDENTIALS.write(_credentials(stored, keys))
    ENDORSEMENTS.write(
        (key, keys.endorsements[code], subject)
        for credential, key in held
        for code, subject in credential.endorsements
    )
    EVENTS.write(
        (
            *(key, event.kind, event.effective_on, event.expires_on, event.is_final),
            *(event.application_reference, at),
        )
        for credential, key in held
        for event in credential.events
    )


def _credentials(stored: Sequence[StoredPerson], keys: ReferenceKeys) -> Iterator[tuple[Any, ...]]:
    for person in stored:
        held = zip(person.plan.credentials, person.credentials, strict=True)
        for position, (credential, key) in enumerate(held):
            yield (
                *(key, demo_number(person.plan.number, position), person.key),
                *(keys.types[credential.type_key], credential.category),
                *(credential.issued_on, credential.expires_on),
            )


def _memberships(stored: Sequence[StoredPerson], keys: ReferenceKeys) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of those who belong to a district or program."""
    for person in stored:
        plan = person.plan
        if plan.district is not None:
            pool = keys.programs if plan.role in ROLES_OF_PROGRAMS else keys.districts
            since = date(2015 + plan.number % 10, 8, 20)
            yield person.key, pool[plan.district % len(pool)], plan.role, since

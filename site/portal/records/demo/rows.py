"""Turns planned people into rows, table by table, with one bulk insert each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.records.credentials.models import Credential, CredentialEndorsement, CredentialEvent
from portal.records.demo.careers import CredentialPlan
from portal.records.demo.evidence import EvidenceContext, store_evidence
from portal.records.demo.people import PersonPlan, demo_number
from portal.records.organizations.models import Membership
from portal.records.people.models import FormerName, NameVariant, Person

__all__ = ["ReferenceKeys", "store_people"]

ROLES_OF_PROGRAMS = frozenset({Membership.Role.ADMINISTRATOR.value})


@dataclass(frozen=True, slots=True)
class ReferenceKeys:
    """Primary keys of what the rows refer to."""

    types: Mapping[str, int]
    endorsements: Mapping[str, int]
    districts: Sequence[int]
    colleges: Sequence[int]
    programs: Sequence[int]


def store_people(
    plans: Sequence[PersonPlan], *, keys: ReferenceKeys, today: date, at: datetime
) -> list[Person]:
    """Insert people with everything that hangs on them and return them in order."""
    people = Person.objects.bulk_create([_person(plan) for plan in plans])
    NameVariant.objects.remember(people)
    pairs = list(zip(plans, people, strict=True))
    FormerName.objects.bulk_create(
        FormerName(person=person, first_name=plan.name[0], last_name=plan.former_surname)
        for plan, person in pairs
        if plan.former_surname
    )
    _store_credentials(pairs, keys, at)
    Membership.objects.bulk_create(_memberships(pairs, keys))
    store_evidence(pairs, EvidenceContext(keys.districts, keys.colleges, today, at))
    return people


def _person(plan: PersonPlan) -> Person:
    """Return the row of a person."""
    first, middle, last = plan.name
    return Person(
        public_id=plan.public_id,
        ein=plan.ein,
        first_name=first,
        middle_name=middle,
        last_name=last,
        birth_date=plan.birth_date,
        email=plan.email,
        phone=f"860-555-01{plan.number % 100:02}",
        address_line=f"{plan.number % 900 + 1} Elm Street",
        address_town=plan.town,
        address_state="CT",
        address_zip="06000",
    )


def _store_credentials(
    pairs: Sequence[tuple[PersonPlan, Person]], keys: ReferenceKeys, at: datetime
) -> None:
    """Insert credentials, their endorsements and their events."""
    planned = list(_planned_credentials(pairs, keys))
    Credential.objects.bulk_create([row for _plan, row in planned])
    CredentialEndorsement.objects.bulk_create(
        CredentialEndorsement(
            credential=row, endorsement_id=keys.endorsements[code], subject=subject
        )
        for plan, row in planned
        for code, subject in plan.endorsements
    )
    CredentialEvent.objects.bulk_create(
        CredentialEvent(
            credential=row,
            kind=event.kind,
            effective_on=event.effective_on,
            expires_on=event.expires_on,
            is_final=event.is_final,
            recorded_at=at,
        )
        for plan, row in planned
        for event in plan.events
    )


def _planned_credentials(
    pairs: Sequence[tuple[PersonPlan, Person]], keys: ReferenceKeys
) -> Iterator[tuple[CredentialPlan, Credential]]:
    """Yield each credential's plan with its unsaved row."""
    for plan, person in pairs:
        for position, held in enumerate(plan.credentials):
            row = Credential(
                number=demo_number(plan.number, position),
                person=person,
                credential_type_id=keys.types[held.type_key],
                category=held.category,
                issued_on=held.issued_on,
                expires_on=held.expires_on,
            )
            yield held, row


def _memberships(
    pairs: Sequence[tuple[PersonPlan, Person]], keys: ReferenceKeys
) -> Iterator[Membership]:
    """Yield the rows of those who belong to a district or program."""
    for plan, person in pairs:
        if plan.district is None:
            continue
        pool = keys.programs if plan.role in ROLES_OF_PROGRAMS else keys.districts
        yield Membership(
            person=person,
            organization_id=pool[plan.district % len(pool)],
            role=plan.role,
            starts_on=date(2015 + plan.number % 10, 8, 20),
        )

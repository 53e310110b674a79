"""Stores invented people in bulk; ``build_population`` is the one operation of the demonstration.

It writes past the other operations and leaves no audit events: it makes a past, not acts of today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from portal.records.credentials.models import CredentialType, Endorsement
from portal.records.demo.cast import invent_cast
from portal.records.demo.organizations import ensure_demo_organizations
from portal.records.demo.people import PersonPlan, invent_person
from portal.records.demo.rows import ReferenceKeys, store_people
from portal.records.organizations.models import Organization
from portal.records.people.models import Person

__all__ = ["DemoPopulation", "ReferenceMissingError", "build_population"]

SEED = 20_260_101
PEOPLE_A_BATCH = 1_000


class ReferenceMissingError(RuntimeError):
    """The reference tables are empty: load them first."""


@dataclass(frozen=True, slots=True)
class DemoPopulation:
    """How many people are new, and who plays which role."""

    created: int
    cast: dict[str, Person]


def build_population(*, people: int, today: date, at: datetime, seed: int = SEED) -> DemoPopulation:
    """Make invented people 0 to ``people`` and the cast, without those there already.

    Deterministic in seed and day; a second run changes nothing, a larger one adds the rest. Each
    batch is a transaction. Raises ReferenceMissingError.
    """
    ensure_demo_organizations(at=at)
    keys = _reference_keys()
    created = 0
    for start in range(0, people, PEOPLE_A_BATCH):
        numbers = range(start, min(start + PEOPLE_A_BATCH, people))
        plans = [invent_person(number, seed=seed, today=today) for number in numbers]
        created += _store_missing(plans, keys, today, at)
    cast = invent_cast(today)
    created += _store_missing(list(cast.values()), keys, today, at)
    stored = Person.objects.in_bulk([plan.ein for plan in cast.values()], field_name="ein")
    return DemoPopulation(created, {role: stored[plan.ein] for role, plan in cast.items()})


@transaction.atomic
def _store_missing(
    plans: Sequence[PersonPlan], keys: ReferenceKeys, today: date, at: datetime
) -> int:
    """Store those of the planned people who are not there, and return how many."""
    eins = [plan.ein for plan in plans]
    known = set(Person.objects.filter(ein__in=eins).values_list("ein", flat=True))
    missing = [plan for plan in plans if plan.ein not in known]
    if missing:
        store_people(missing, keys=keys, today=today, at=at)
    return len(missing)


def _reference_keys() -> ReferenceKeys:
    """Return the keys of types, endorsements and organizations."""
    types = dict(CredentialType.objects.values_list("key", "pk"))
    endorsements = dict(Endorsement.objects.values_list("code", "pk"))
    pools: dict[str, list[int]] = {kind: [] for kind in Organization.Kind.values}
    for kind, key in Organization.objects.order_by("code").values_list("kind", "pk"):
        pools[kind].append(key)
    districts = pools[Organization.Kind.DISTRICT]
    if not (types and endorsements and districts):
        raise ReferenceMissingError("Run load_reference first.")
    colleges, programs = pools[Organization.Kind.COLLEGE], pools[Organization.Kind.PROGRAM]
    return ReferenceKeys(types, endorsements, districts, colleges, programs)

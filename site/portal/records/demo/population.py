"""Stores invented people in bulk; ``build_population`` and ``build_cast`` are the operations of the demonstration.

They write past the other operations and leave no audit events: they make a past, not acts of today.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from multiprocessing import get_context

from django.db import connection, transaction

from portal.records.credentials.models import CredentialType, Endorsement
from portal.records.demo.cast import invent_cast
from portal.records.demo.organizations import ensure_demo_organizations
from portal.records.demo.people import PersonPlan, invent_person
from portal.records.demo.rows import (
    VARIANTS,
    Names,
    ReferenceKeys,
    StoredPerson,
    names_of,
    store_people,
)
from portal.records.organizations.models import Organization
from portal.records.people.models import NameVariant, Person

__all__ = ["ReferenceMissingError", "build_cast", "build_population"]

SEED = 20_260_101
PEOPLE_A_BATCH = 4_000
PROCESSES = 2

Build = Callable[[int], int]
Follow = Callable[[Sequence[StoredPerson]], object]


class ReferenceMissingError(RuntimeError):
    """The reference tables are empty: load them first."""


def build_population(
    *,
    people: int,
    today: date,
    at: datetime,
    seed: int = SEED,
    follow: Follow | None = None,
    tell: Callable[[int], object] | None = None,
) -> int:
    """Make invented people 0 to ``people`` without those there already, and return how many are new.

    Deterministic in seed and day; a second run changes nothing, a larger one adds the rest. Each
    batch is a transaction, in which ``follow`` may hang more on its people; ``tell`` is told how many
    people were looked at so far. On PostgreSQL two processes store batches side by side: the same rows under
    other keys. Raises ReferenceMissingError.
    """
    ensure_demo_organizations(at=at)
    keys = _reference_keys()
    known: set[Names] = set()

    def build(start: int) -> int:
        numbers = range(start, min(start + PEOPLE_A_BATCH, people))
        plans = [invent_person(number, seed=seed, today=today) for number in numbers]
        names = [name for plan in plans if (name := names_of(plan.name)) not in known]
        with (
            transaction.atomic()
        ):  # before the batch, which would keep its neighbor from the same names
            VARIANTS.write_new(NameVariant.objects.list_missing(names))
        known.update(names)
        with transaction.atomic():
            stored = _store_missing(plans, keys, today, at)
            if follow is not None and stored:
                follow(stored)
        return len(stored)

    created, starts = 0, range(0, people, PEOPLE_A_BATCH)
    with _no_garbage():
        for start, count in zip(starts, _run_all(build, starts), strict=True):
            created += count
            if tell is not None:
                tell(min(start + PEOPLE_A_BATCH, people))
    if created >= PEOPLE_A_BATCH:
        _take_stock()
    return created


def _run_all(build: Build, starts: Sequence[int]) -> Iterator[int]:
    """Build every batch, two at once where the database lets two write."""
    if connection.vendor != "postgresql" or len(starts) < PROCESSES:
        yield from map(build, starts)
        return
    connection.close()  # what is forked must not share it
    forked = get_context("fork")
    with ProcessPoolExecutor(PROCESSES, forked, _adopt, (build,)) as pool:
        yield from pool.map(_build_adopted, starts)


_adopted: list[Build] = []
"""In a process that helps: what it was given to do, which holds too much to be sent."""


def _adopt(build: Build) -> None:
    _adopted[:] = [build]


def _build_adopted(start: int) -> int:
    return _adopted[0](start)


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Keep Python from looking for cycles: there are none, and looking takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@transaction.atomic
def build_cast(*, today: date, at: datetime) -> dict[str, Person]:
    """Make the people behind the accounts, without those there already, and return them by role."""
    ensure_demo_organizations(at=at)
    cast = invent_cast(today)
    NameVariant.objects.remember([names_of(plan.name) for plan in cast.values()])
    _store_missing(list(cast.values()), _reference_keys(), today, at)
    stored = Person.objects.in_bulk([plan.ein for plan in cast.values()], field_name="ein")
    return {role: stored[plan.ein] for role, plan in cast.items()}


def _take_stock() -> None:
    """Have the database count what its tables hold now, however long that takes: it plans by that."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("ANALYZE")


def _store_missing(
    plans: Sequence[PersonPlan], keys: ReferenceKeys, today: date, at: datetime
) -> list[StoredPerson]:
    """Store and return those of the planned people who are not there."""
    eins = [plan.ein for plan in plans]
    known = set(Person.objects.filter(ein__in=eins).values_list("ein", flat=True))
    missing = [plan for plan in plans if plan.ein not in known]
    return store_people(missing, keys=keys, today=today, at=at) if missing else []


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

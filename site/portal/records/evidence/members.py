"""Reads of the registry's members: how many entries of each are verified, wait for a verifier, or were not accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from portal.records.evidence.models import EvidenceItem, Experience, Qualification, Training
from portal.records.people.models import Person

__all__ = ["Member", "list_members"]

KINDS: tuple[type[EvidenceItem], ...] = (Experience, Qualification, Training)
State = EvidenceItem.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody with a registry ID, and the number of their entries in each state."""

    registry_id: str
    last_name: str
    first_name: str
    verified: int
    claimed: int
    rejected: int


def list_members(*, most: int) -> list[Member]:
    """Return up to so many members: those whose entries wait first, then by registry ID; 2 SQL.

    Entries of the kinds that applications claim count: experience, qualifications and training. Both statements follow
    the index of registry IDs, and end where there are enough.
    """
    waiting = Q()
    for kind in KINDS:
        waiting |= Q(Exists(_own(kind, State.CLAIMED)))
    members = (
        Person.objects.filter(registry_id__isnull=False)
        .annotate(**{state: _count(state) for state in State.values})
        .order_by("registry_id")
        .values("registry_id", "last_name", "first_name", *State.values)
    )
    rows = list(members.filter(waiting)[:most])
    if len(rows) < most:
        rows += members.filter(~waiting)[: most - len(rows)]
    return [Member(**row) for row in rows]


def _own(kind: type[EvidenceItem], state: str) -> Any:
    return kind._default_manager.filter(person=OuterRef("pk"), state=state)


def _count(state: str) -> Any:
    """Return the number of entries of every kind in a state."""
    numbers = (
        Subquery(_own(kind, state).order_by().values("person").annotate(n=Count("pk")).values("n"))
        for kind in KINDS
    )
    return sum((Coalesce(number, Value(0)) for number in numbers), start=Value(0))

"""Puts numbers into the vault, makes one the person's on record, and destroys them. Nothing here gives one back."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from portal.records.audit.operations import record_event
from portal.records.people.models import Person
from portal.records.ssn.cipher import index_keys, index_of, seal
from portal.records.ssn.models import PersonSSN
from portal.records.ssn.numbers import mask, normalize

__all__ = [
    "destroy_ssns",
    "drop_unused",
    "keep_ssn",
    "list_sharers",
    "masks_of",
    "record_ssn",
    "recorded_reference",
]


@transaction.atomic
def keep_ssn(
    *,
    person_id: int,
    application_id: int,
    question: str,
    typed: str,
    used: Collection[str],
    at: datetime,
) -> str:
    """Put a typed number into the vault for a draft and return its reference; raise InvalidNumberError.

    The same number again is the same reference, of the one on record too. Earlier ones of the question go, but for
    those still ``used``.
    """
    number = normalize(typed)
    own = PersonSSN.objects.filter(application_id=application_id, question=question)
    indexes = [index_of(number, key) for key in index_keys()]
    on_record = PersonSSN.objects.filter(person_id=person_id, recorded_at__isnull=False)
    known = (own | on_record).filter(blind_index__in=indexes).order_by("-id").first()
    if known is None:
        person = Person.objects.only("public_id").get(pk=person_id)
        known = PersonSSN.objects.create(
            person_id=person_id,
            application_id=application_id,
            question=question,
            sealed=seal(number, owner=str(person.public_id)),
            blind_index=indexes[0],
            last_four=number[-4:],
            kept_at=at,
        )
    kept = {str(known.reference), *used}
    own.filter(recorded_at=None).exclude(reference__in=_valid(kept)).delete()
    return str(known.reference)


def drop_unused(*, application_id: int, used: Collection[str]) -> int:
    """Destroy what a draft kept and did not hand in, in the caller's transaction; return how many."""
    rows = PersonSSN.objects.filter(application_id=application_id, recorded_at=None)
    return rows.exclude(reference__in=_valid(used)).delete()[0]


def record_ssn(
    *,
    person_id: int,
    reference: str,
    application_reference: str,
    actor_id: int | None,
    at: datetime,
) -> bool:
    """Make a number the person's on record, in the caller's transaction; False where it is that, or is gone."""
    own = PersonSSN.objects.select_for_update().filter(person_id=person_id)
    new = own.filter(reference=reference).first()
    if new is None or new.recorded_at is not None:
        return False
    own.exclude(recorded_at=None).update(recorded_at=None)
    new.recorded_at = at
    new.save(update_fields=["recorded_at"])
    public_id = Person.objects.values_list("public_id", flat=True).get(pk=person_id)
    record_event(
        action="person.ssn_recorded",
        record_type="person",
        record_id=str(public_id),
        state={"reference": reference, "application_reference": application_reference},
        actor_id=actor_id,
        at=at,
    )
    return True


def recorded_reference(person_id: int) -> str:
    """Return what stands for the number on record; empty where there is none."""
    recorded = PersonSSN.objects.filter(person_id=person_id, recorded_at__isnull=False)
    return str(recorded.values_list("reference", flat=True).first() or "")


def masks_of(
    *, person_id: int, application_id: int, sent: Collection[str] = ()
) -> Mapping[str, str]:
    """Return the masked form of each number that an application may refer to: its own, and the one on record.

    ``sent`` are references that it was sent with, whatever has become of those numbers since.
    """
    may = Q(application_id=application_id) | Q(recorded_at__isnull=False)
    may |= Q(reference__in=_valid(sent))
    rows = PersonSSN.objects.filter(may, person_id=person_id).order_by("id")
    return {str(ref): mask(last) for ref, last in rows.values_list("reference", "last_four")}


def list_sharers(reference: str) -> list[Person]:
    """Return the other people of whom the same number is on record, or was sent; a sign of two records or a slip."""
    found = PersonSSN.objects.filter(reference=reference).values_list("blind_index", "person_id")
    for blind_index, person_id in found:
        sent = Q(recorded_at__isnull=False) | Q(application__submitted_at__isnull=False)
        others = PersonSSN.objects.filter(sent, blind_index=blind_index)
        keys = others.exclude(person_id=person_id).values("person")
        return list(Person.objects.filter(pk__in=keys).order_by("pk")[:5])
    return []


def destroy_ssns(person: Person) -> int:
    """Destroy every number of a person in the caller's transaction; return how many."""
    return PersonSSN.objects.filter(person=person).delete()[0]


def _valid(references: Collection[str]) -> list[uuid.UUID]:
    """Return what can be a reference at all: an answer may hold anything."""
    found = []
    for each in references:
        try:
            found.append(uuid.UUID(str(each)))
        except ValueError:
            continue
    return found

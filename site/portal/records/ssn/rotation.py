"""Seals every number anew under the keys in use: in batches, each its own transaction; stopped, it goes on later.

Numbers can be read before, during and after it, as long as the settings still name the keys that sealed them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from portal.records.audit.operations import record_event
from portal.records.ssn.cipher import (
    UnknownKeyError,
    index_keys,
    index_of,
    open_sealed,
    seal,
    sealing_keys,
)
from portal.records.ssn.models import PersonSSN

__all__ = ["count_by_key", "list_outdated", "rotate"]

ROWS_AT_ONCE = 200


def list_outdated() -> QuerySet[PersonSSN]:
    """Return what is sealed or indexed under a key that is not in use any more."""
    current = Q(sealed__startswith=f"{sealing_keys()[0].key_id}:") & Q(
        blind_index__startswith=f"{index_keys()[0].key_id}:"
    )
    return PersonSSN.objects.exclude(current).order_by("pk")


def count_by_key() -> Counter[str]:
    """Return how many numbers each key has sealed, by the id of the key."""
    rows = PersonSSN.objects.values_list("sealed", flat=True).iterator()
    return Counter(sealed.partition(":")[0] for sealed in rows)


def rotate(*, at: datetime, tell: Callable[[int], None] = lambda done: None) -> Counter[str]:
    """Seal what is outdated anew; return how many were, and under "unknown" those whose key is gone.

    ``tell`` hears how many are done after each batch.
    """
    counts: Counter[str] = Counter()
    after = 0
    while keys := list(
        list_outdated().filter(pk__gt=after).values_list("pk", flat=True)[:ROWS_AT_ONCE]
    ):
        after = keys[-1]
        counts += _rotate_batch(keys, at)
        tell(counts["sealed"])
    return counts


@transaction.atomic
def _rotate_batch(keys: list[int], at: datetime) -> Counter[str]:
    counts: Counter[str] = Counter()
    rows = PersonSSN.objects.select_for_update(of=("self",)).select_related("person")
    changed = []
    for row in rows.filter(pk__in=keys):
        owner = str(row.person.public_id)
        try:
            number = open_sealed(row.sealed, owner=owner)
        except UnknownKeyError:
            counts["unknown"] += 1
            continue
        row.sealed, row.blind_index = seal(number, owner=owner), index_of(number)
        changed.append(row)
    PersonSSN.objects.bulk_update(changed, ["sealed", "blind_index"])
    counts["sealed"] += len(changed)
    record_event(
        action="ssn.keys_rotated",
        record_type="personssn",
        record_id=f"{keys[0]}-{keys[-1]}",
        state={"sealed": len(changed), "key": sealing_keys()[0].key_id},
        actor_id=None,
        at=at,
    )
    return counts

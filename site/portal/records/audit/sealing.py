"""Seals the audit trail after the fact: each event is chained to the one sealed before it.

An operation that had to lock the end of a chain would halve how many can be written at once, so a job seals what has
been committed. Two jobs at once do no harm: a place in the chain is taken once, and the slower one tries again later.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef

from portal.records.audit.heads import write_head
from portal.records.audit.keys import SealingKey, list_keys
from portal.records.audit.models import AuditEvent, AuditSeal

__all__ = ["FIRST_MAC", "LATE_EVENTS", "looked_at_from", "mac_of", "seal_events"]

FIRST_MAC = ""
EVENTS_AT_ONCE = 1_000
LATE_EVENTS = 10_000
"""An event committed late has a smaller number than some that are sealed; it is looked for so far back."""


def seal_events(*, at: datetime) -> int:
    """Seal every event that has no seal yet, then write the head of the day; return how many were sealed."""
    key, sealed = list_keys()[0], 0
    try:
        while made := _seal_some(key, at):
            sealed += made
    except IntegrityError:  # another job took the places
        return sealed
    last = AuditSeal.objects.order_by("number").last()
    if last is not None:
        write_head(last, key=key, at=at)
    return sealed


@transaction.atomic
def _seal_some(key: SealingKey, at: datetime) -> int:
    last = AuditSeal.objects.order_by("number").last()
    number, mac = (last.number, last.mac) if last else (0, FIRST_MAC)
    seals = []
    for event in _list_unsealed():
        number += 1
        mac = mac_of(event, number=number, sealed_at=at, before=mac, key=key)
        seals.append(
            AuditSeal(number=number, event_id=event.pk, sealed_at=at, key_id=key.key_id, mac=mac)
        )
    AuditSeal.objects.bulk_create(seals)
    return len(seals)


def looked_at_from() -> int:
    """Return the number of the event after which the job looks for events without a seal."""
    furthest = AuditSeal.objects.aggregate(Max("event_id"))["event_id__max"] or 0
    return int(furthest) - LATE_EVENTS


def _list_unsealed() -> Sequence[AuditEvent]:
    seals = AuditSeal.objects.filter(event_id=OuterRef("pk"))
    unsealed = AuditEvent.objects.filter(~Exists(seals), pk__gt=looked_at_from())
    return list(unsealed.order_by("pk")[:EVENTS_AT_ONCE])


def mac_of(
    event: AuditEvent, *, number: int, sealed_at: datetime, before: str, key: SealingKey
) -> str:
    """Return the seal of an event at a place of the chain, after the seal before it."""
    parts = [
        number,
        before,
        _moment(sealed_at),
        event.pk,
        _moment(event.happened_at),
        event.actor_id,
        event.action,
        event.record_type,
        event.record_id,
        event.salt,
        event.digest,
    ]
    return key.sign(json.dumps(parts, ensure_ascii=False))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")

"""Verifies the audit trail: every event is as it was sealed, in its place, and the chain is as long as the heads tell.

It reads and reports; what to do about a fault is for people (docs/operators/audit.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection
from django.db.models import Exists, OuterRef

from portal.records.audit.heads import Head, read_heads
from portal.records.audit.keys import SealingKey, list_keys
from portal.records.audit.models import AuditEvent, AuditSeal
from portal.records.audit.sealing import FIRST_MAC, looked_at_from, mac_of

__all__ = ["TrailFault", "verify_trail"]

SEALS_AT_ONCE = 2_000
LATEST = timedelta(hours=1)
"""An event may be sealed after one that happened so much later; work that takes longer does not exist."""


@dataclass(frozen=True, slots=True)
class TrailFault:
    """What is wrong, and where: the place in the chain, an event, or the file of a head."""

    place: str
    detail: str

    def __str__(self) -> str:
        return f"{self.place}: {self.detail}"


def verify_trail(heads: Path) -> Iterator[TrailFault]:
    """Yield every fault, in the order of the chain; then those of the heads in a folder."""
    missing = [
        model._meta.db_table
        for model in (AuditEvent, AuditSeal)
        if model._meta.db_table not in connection.introspection.table_names()
    ]
    if missing:
        yield from (TrailFault(name, "the table is gone") for name in missing)
        return
    keys = {key.key_id: key for key in list_keys()}
    yield from _verify_chain(keys)
    yield from _verify_unsealed()
    yield from _verify_heads(heads, keys)


def _verify_chain(keys: Mapping[str, SealingKey]) -> Iterator[TrailFault]:
    number, mac, newest = 0, FIRST_MAC, None
    for seals in _batches():
        events = AuditEvent.objects.in_bulk([seal.event_id for seal in seals])
        for seal in seals:
            if seal.number != number + 1:
                yield TrailFault(
                    f"place {number + 1}", f"no seal up to place {seal.number - 1} is there"
                )
            event = events.get(seal.event_id)
            yield from _verify_seal(seal, event, keys.get(seal.key_id), mac, newest)
            number, mac = seal.number, seal.mac
            if event is not None:
                newest = max(filter(None, (newest, event.happened_at)))


def _verify_seal(
    seal: AuditSeal,
    event: AuditEvent | None,
    key: SealingKey | None,
    before: str,
    newest: datetime | None,
) -> Iterator[TrailFault]:
    place = f"place {seal.number}, event {seal.event_id}"
    if event is None:
        yield TrailFault(place, "the event is gone")
    elif key is None:
        yield TrailFault(place, f"it is sealed by a key {seal.key_id} that is not known here")
    elif seal.mac != mac_of(
        event, number=seal.number, sealed_at=seal.sealed_at, before=before, key=key
    ):
        yield TrailFault(place, "the event is not what was sealed in this place")
    elif newest is not None and event.happened_at < newest - LATEST:
        yield TrailFault(place, "the event is dated long before those that were sealed earlier")


def _batches() -> Iterator[list[AuditSeal]]:
    after = 0
    while seals := list(
        AuditSeal.objects.filter(number__gt=after).order_by("number")[:SEALS_AT_ONCE]
    ):
        yield seals
        after = seals[-1].number


def _verify_unsealed() -> Iterator[TrailFault]:
    """Yield events that the job never comes to: those far back that have no seal."""
    seals = AuditSeal.objects.filter(event_id=OuterRef("pk"))
    forgotten = AuditEvent.objects.filter(~Exists(seals), pk__lte=looked_at_from())
    for event in forgotten.order_by("pk")[:SEALS_AT_ONCE]:
        yield TrailFault(f"event {event.pk}", "the event was never sealed")


def _verify_heads(folder: Path, keys: Mapping[str, SealingKey]) -> Iterator[TrailFault]:
    heads = list(read_heads(folder))
    if not heads and AuditSeal.objects.exists():
        yield TrailFault(str(folder), "there is no head to compare the trail with")
    for name, head in heads:
        if detail := _judge_head(head, keys):
            yield TrailFault(name, detail)


def _judge_head(head: Head | None, keys: Mapping[str, SealingKey]) -> str:
    """Return what is wrong with a head, nothing where it fits the trail."""
    if head is None:
        return "the head cannot be read"
    key = keys.get(head.key_id)
    if key is None or not head.is_signed_by(key):
        return "the head is not signed by a key that is known here"
    seal = AuditSeal.objects.filter(number=head.number).first()
    if seal is None:
        return f"the trail ends before place {head.number}, which it had reached that day"
    if (seal.event_id, seal.mac) != (head.event_id, head.mac):
        return f"place {head.number} is not what it was that day"
    return ""

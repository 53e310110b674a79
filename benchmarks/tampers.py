"""Ways to change a sealed audit trail behind the portal's back, as whoever owns the database could.

Each function changes the open database; what is to be found is for the figure and the tests to say. The trail they
work on has ``EVENTS`` events, all sealed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Max, Model, QuerySet
from django.utils import timezone

from portal.records.audit.keys import SealingKey
from portal.records.audit.models import AuditEvent, AuditSeal
from portal.records.audit.sealing import LATE_EVENTS, mac_of, seal_events

__all__ = ["EVENTS", "TAMPERS", "TARGET", "make_trail"]

EVENTS, TARGET = 40, 17
"""How many events there are, and the place of the one that is meant."""
FORGED = SealingKey("forgedforged", b"a key that the attacker made")


def make_trail() -> None:
    """Begin the trail anew: write events and seal them."""
    rows_of(AuditSeal).delete()
    rows_of(AuditEvent).delete()
    begun = timezone.now() - timedelta(days=2)
    AuditEvent.objects.bulk_create(
        AuditEvent(
            happened_at=begun + timedelta(minutes=number),
            actor_id=number % 3,
            action="case.decided",
            record_type="application",
            record_id=f"A-{number:04}",
            salt=f"{number:032}",
            digest=f"{number:064}",
        )
        for number in range(EVENTS)
    )
    seal_events(at=timezone.now())


def rows_of(model: type[Model]) -> QuerySet[Any]:
    """Return the rows of a table past the manager that refuses changes."""
    return QuerySet(model)


def target() -> AuditSeal:
    """Return the seal of the event that is meant."""
    seal: AuditSeal = AuditSeal.objects.get(number=TARGET)
    return seal


def edit() -> None:
    """Say that somebody else did it."""
    rows_of(AuditEvent).filter(pk=target().event_id).update(actor_id=99)


def delete() -> None:
    """Remove the event with its seal."""
    rows_of(AuditEvent).filter(pk=target().event_id).delete()
    rows_of(AuditSeal).filter(number=TARGET).delete()


def insert() -> None:
    """Write an act into the past, and let the job seal it."""
    AuditEvent.objects.create(
        happened_at=timezone.now() - timedelta(days=3),
        action="case.decided",
        record_type="application",
        record_id="A-9999",
        salt="0" * 32,
        digest="0" * 64,
    )
    seal_events(at=timezone.now())


def insert_far_back() -> None:
    """Write an act under a number so small that the job does not look there any more."""
    smallest = min(AuditEvent.objects.values_list("pk", flat=True))
    furthest = AuditEvent.objects.aggregate(Max("pk"))["pk__max"]
    AuditEvent.objects.create(
        pk=min(smallest, furthest - LATE_EVENTS) - 1,
        happened_at=timezone.now() - timedelta(days=3),
        action="case.decided",
        record_type="application",
        record_id="A-9999",
        salt="0" * 32,
        digest="0" * 64,
    )


def reorder() -> None:
    """Let two seals change places."""
    _exchange(AuditSeal, "number", TARGET, TARGET + 1, by="number")


def swap() -> None:
    """Let two events say what the other did."""
    first = AuditEvent.objects.get(pk=target().event_id)
    second = AuditEvent.objects.get(pk=AuditSeal.objects.get(number=TARGET + 3).event_id)
    for event, other in ((first, second), (second, first)):
        said = {name: getattr(other, name) for name in ("record_id", "salt", "digest")}
        rows_of(AuditEvent).filter(pk=event.pk).update(**said)


def truncate_tail() -> None:
    """Remove the last events with their seals."""
    gone = AuditSeal.objects.filter(number__gt=TARGET)
    rows_of(AuditEvent).filter(pk__in=list(gone.values_list("event_id", flat=True))).delete()
    rows_of(AuditSeal).filter(number__gt=TARGET).delete()


def turn_clock_back() -> None:
    """Have the event happen a year earlier."""
    event = AuditEvent.objects.get(pk=target().event_id)
    earlier = event.happened_at - timedelta(days=365)
    rows_of(AuditEvent).filter(pk=event.pk).update(happened_at=earlier)


def seal_with_another_key() -> None:
    """Change the event and chain everything from there anew with a key of one's own."""
    edit()
    mac = AuditSeal.objects.get(number=TARGET - 1).mac
    for seal in AuditSeal.objects.filter(number__gte=TARGET).order_by("number"):
        event = AuditEvent.objects.get(pk=seal.event_id)
        mac = mac_of(event, number=seal.number, sealed_at=seal.sealed_at, before=mac, key=FORGED)
        rows_of(AuditSeal).filter(pk=seal.pk).update(mac=mac, key_id=FORGED.key_id)


def restore_old() -> None:
    """Bring back an earlier copy of the tables, and go on from there."""
    truncate_tail()
    AuditEvent.objects.create(
        happened_at=timezone.now(),
        action="case.decided",
        record_type="application",
        record_id="A-1000",
        salt="1" * 32,
        digest="1" * 64,
    )
    seal_events(at=timezone.now())


def drop_table() -> None:
    """Take the table of seals away."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {connection.ops.quote_name(AuditSeal._meta.db_table)}")


def _exchange(model: type[Model], column: str, one: int, other: int, *, by: str) -> None:
    spare = 10**9
    for old, new in ((one, spare), (other, one), (spare, other)):
        rows_of(model).filter(**{by: old}).update(**{column: new})


TAMPERS: dict[str, Callable[[], None]] = {
    "an event edited": edit,
    "an event deleted with its seal": delete,
    "an event inserted into the past": insert,
    "an event inserted far back": insert_far_back,
    "two seals reordered": reorder,
    "two events swapped": swap,
    "the tail cut off": truncate_tail,
    "the clock turned back": turn_clock_back,
    "sealed anew with another key": seal_with_another_key,
    "an old copy restored": restore_old,
    "the table dropped": drop_table,
}

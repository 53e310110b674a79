"""Erases of payments what may name the payer and is no part of the books: the text of notices, where and with what.

Amounts, days, methods, references, receipts and entries are the legal core and stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db.models import Q
from django.utils.timezone import localdate

from portal.records.ledger.paying import Payment, ProviderEvent
from portal.records.people.models import Person
from portal.records.retention.periods import Period

__all__ = ["erase_notices", "erase_traces", "list_old_notices"]

KEYS_AT_ONCE = 200


def erase_traces(person: Person, *, at: datetime) -> int:
    """Erase the notices that name a person's payments, and where and with what was paid; return how many notices.

    In the caller's transaction; safe to repeat.
    """
    payments = Payment.objects.filter(application__person=person)
    gone = 0
    for payment in payments.only("method", "public_id", "provider_reference", "handle"):
        names = [name for name in (payment.provider_reference, payment.handle) if name]
        about = Q(attempt=str(payment.public_id)) | Q(reference__in=names)
        events = ProviderEvent.objects.filter(about, provider=payment.method, erased_at=None)
        gone += events.update(body="", erased_at=at)
    payments.update(address="", instrument="")
    return gone


def list_old_notices(period: Period, *, on: date) -> Iterator[list[int]]:
    """Yield the keys of settled notices that a period keeps no longer on a day, some at a time; memory stays flat."""
    old = ProviderEvent.objects.filter(
        erased_at=None, handled_at__isnull=False, received_at__lt=period.touched_before(on)
    )
    after = 0
    while rows := list(
        old.filter(pk__gt=after).order_by("pk").values_list("pk", "received_at")[:KEYS_AT_ONCE]
    ):
        after = rows[-1][0]
        yield [key for key, came in rows if on >= period.ends_for(localdate(came))]


def erase_notices(keys: Collection[int], *, at: datetime) -> int:
    """Erase the text of notices; return how many had one."""
    events = ProviderEvent.objects.filter(pk__in=keys, erased_at=None, handled_at__isnull=False)
    return events.update(body="", erased_at=at)

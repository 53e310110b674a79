"""Mail with payments, as the fiscal clerk enters it."""

from datetime import date, datetime
from itertools import count
from typing import Any

from django.utils import timezone

from portal.payments.mailed.batches import Entry, enter_item, open_batch
from portal.records.models import Instrument, MailBatch, MailedItem
from portal.records.reference.operations import load_table
from portal.records.reference.tables import find_table
from portal.users.models import User

_serials = count(1000)


def load_mailing_rows() -> None:
    """Load where mail goes and what is accepted, as they come with the portal."""
    for name in ("mailing_terms", "instruments"):
        load_table(table=find_table(name), at=timezone.now())


def open_mail(clerk: User, *, items: int = 1, cents: int = 5_000, **facts: Any) -> MailBatch:
    """Return an open batch of today."""
    given = {"received_on": timezone.localdate(), "at": timezone.now(), **facts}
    return open_batch(items=items, cents=cents, by_id=clerk.pk, **given)


def enter(
    batch: MailBatch,
    *,
    cents: int = 5_000,
    reference: str = "",
    kind: str = "money_order",
    issuer: str = "Postal Service",
    serial: str = "",
    posted_on: date | None = None,
    at: datetime | None = None,
) -> MailedItem:
    """Enter an item, by whoever opened the batch."""
    entry = Entry(
        instrument_id=Instrument.objects.get(key=kind).pk,
        issuer=issuer,
        serial=serial or f"MO-{next(_serials)}",
        cents=cents,
        posted_on=posted_on,
        reference=reference,
    )
    by_id = batch.opened_by_id
    return enter_item(batch_id=batch.pk, entry=entry, by_id=by_id, at=at or timezone.now())

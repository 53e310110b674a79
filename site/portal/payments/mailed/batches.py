"""Opens batches of mail, enters what is in them, and closes them where they agree with what was counted first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Sum

from portal.payments.mailed.finding import find_by_reference
from portal.payments.mailed.spelling import key_of_issuer, plain_serial
from portal.records.audit.operations import record_event
from portal.records.ledger.mailed import MailBatch, MailedItem
from portal.records.ledger.states import MailedStatus

__all__ = [
    "BatchClosedError",
    "BatchDiffersError",
    "BatchNotEmptyError",
    "EnteredBeforeError",
    "Entry",
    "Totals",
    "close_batch",
    "correct_batch",
    "discard_batch",
    "drop_item",
    "enter_item",
    "get_totals",
    "open_batch",
]


class BatchClosedError(Exception):
    """The batch is closed; nothing is added to it or taken from it."""


class BatchNotEmptyError(Exception):
    """Something was entered; it is taken out before the batch can go."""


class EnteredBeforeError(Exception):
    """The same paper was entered before, as the item that this names."""

    def __init__(self, item: MailedItem | None) -> None:
        super().__init__(item)
        self.item = item


@dataclass(frozen=True, slots=True)
class Totals:
    """How many items a batch has and what they come to, counted first and as entered."""

    expected_items: int
    expected_cents: int
    items: int
    cents: int

    @property
    def agrees(self) -> bool:
        """Tell whether what was entered is what was counted."""
        return (self.items, self.cents) == (self.expected_items, self.expected_cents)


class BatchDiffersError(Exception):
    """What was entered is not what was counted."""

    def __init__(self, totals: Totals) -> None:
        super().__init__(totals)
        self.totals = totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is read on an item: ``instrument_id`` its kind, ``reference`` as on its slip, empty where there is none."""

    instrument_id: int
    issuer: str
    serial: str
    cents: int
    posted_on: date | None
    reference: str


@transaction.atomic
def open_batch(*, received_on: date, items: int, cents: int, by_id: int, at: datetime) -> MailBatch:
    """Begin a batch with what was counted by hand."""
    batch = MailBatch.objects.create(
        received_on=received_on,
        expected_items=items,
        expected_cents=cents,
        opened_by_id=by_id,
        opened_at=at,
    )
    _note("mailbatch.opened", batch, {"items": items, "cents": cents}, by_id, at)
    return batch


@transaction.atomic
def correct_batch(*, batch_id: int, items: int, cents: int, by_id: int, at: datetime) -> MailBatch:
    """Replace what was counted, as after counting again; raise BatchClosedError."""
    batch = _lock_open(batch_id)
    before = {"items": batch.expected_items, "cents": batch.expected_cents}
    batch.expected_items, batch.expected_cents = items, cents
    batch.save(update_fields=["expected_items", "expected_cents"])
    state = {"items": items, "cents": cents, "before": before}
    _note("mailbatch.counted_again", batch, state, by_id, at)
    return batch


@transaction.atomic
def discard_batch(*, batch_id: int, by_id: int, at: datetime) -> None:
    """Remove a batch that was opened by mistake; raise BatchClosedError or BatchNotEmptyError."""
    batch = _lock_open(batch_id)
    if batch.items.exists():
        raise BatchNotEmptyError(batch_id)
    _note("mailbatch.discarded", batch, {}, by_id, at)
    batch.delete()


def enter_item(*, batch_id: int, entry: Entry, by_id: int, at: datetime) -> MailedItem:
    """Add an item to an open batch; raise BatchClosedError or EnteredBeforeError.

    Whose it is follows from its reference; where that names nobody the item waits to be matched.
    """
    try:
        return _enter(batch_id, entry, by_id, at)
    except IntegrityError as error:
        same = _find_same(entry)
        if same is None:
            raise
        raise EnteredBeforeError(same) from error


@transaction.atomic
def _enter(batch_id: int, entry: Entry, by_id: int, at: datetime) -> MailedItem:
    batch = _lock_open(batch_id)
    if same := _find_same(entry):
        raise EnteredBeforeError(same)
    last = batch.items.aggregate(last=Max("number"))["last"] or 0
    found = find_by_reference(entry.reference)
    item = MailedItem.objects.create(
        batch=batch,
        number=last + 1,
        instrument_id=entry.instrument_id,
        issuer=entry.issuer.strip(),
        issuer_key=key_of_issuer(entry.issuer),
        serial=plain_serial(entry.serial),
        cents=entry.cents,
        posted_on=entry.posted_on,
        received_on=batch.received_on,
        reference=entry.reference,
        application=found.application if found else None,
        entered_by_id=by_id,
        entered_at=at,
    )
    state = {"item": item.pk, "cents": item.cents, "reference": item.reference}
    _note("mailbatch.item_entered", batch, state, by_id, at)
    return item


@transaction.atomic
def drop_item(*, batch_id: int, item_id: int, by_id: int, at: datetime) -> None:
    """Take an item out of an open batch, as one that was entered wrongly; raise BatchClosedError."""
    batch = _lock_open(batch_id)
    item = batch.items.select_for_update().get(pk=item_id)
    state = {"item": item.pk, "cents": item.cents, "reference": item.reference}
    _note("mailbatch.item_dropped", batch, state, by_id, at)
    item.delete()


@transaction.atomic
def close_batch(*, batch_id: int, by_id: int, at: datetime) -> MailBatch:
    """Close a batch: its items wait to be matched from then on; raise BatchClosedError or BatchDiffersError."""
    batch = _lock_open(batch_id)
    totals = get_totals(batch)
    if not totals.agrees:
        raise BatchDiffersError(totals)
    batch.closed_by_id, batch.closed_at = by_id, at
    batch.closed_items, batch.closed_cents = totals.items, totals.cents
    batch.save(update_fields=["closed_by", "closed_at", "closed_items", "closed_cents"])
    batch.items.filter(status=MailedStatus.ENTERED).update(status=MailedStatus.WAITING)
    state = {"items": totals.items, "cents": totals.cents}
    _note("mailbatch.closed", batch, state, by_id, at)
    return batch


def get_totals(batch: MailBatch) -> Totals:
    """Return what was counted beside what was entered; 1 SQL."""
    sums = batch.items.aggregate(items=Count("pk"), cents=Sum("cents"))
    return Totals(batch.expected_items, batch.expected_cents, sums["items"], sums["cents"] or 0)


def _lock_open(batch_id: int) -> MailBatch:
    batch = MailBatch.objects.select_for_update().get(pk=batch_id)
    if batch.closed_at is not None:
        raise BatchClosedError(batch_id)
    return batch


def _find_same(entry: Entry) -> MailedItem | None:
    same = MailedItem.objects.filter(
        issuer_key=key_of_issuer(entry.issuer), serial=plain_serial(entry.serial)
    )
    return same.exclude(status=MailedStatus.RETURNED).select_related("batch").first()


def _note(
    action: str, batch: MailBatch, state: Mapping[str, object], by_id: int, at: datetime
) -> None:
    record_event(
        action=action,
        record_type="mailbatch",
        record_id=str(batch.pk),
        state=state,
        actor_id=by_id,
        at=at,
    )

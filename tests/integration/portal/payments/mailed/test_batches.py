"""Batches of mail: counted first, closed only where what is entered agrees, and each paper entered once."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from portal.payments.mailed.batches import (
    BatchClosedError,
    BatchDiffersError,
    BatchNotEmptyError,
    EnteredBeforeError,
    close_batch,
    correct_batch,
    discard_batch,
    drop_item,
)
from portal.payments.mailed.giving_up import return_item
from portal.records.models import AuditEvent, MailBatch, MailedItem
from tests.factories.mail import enter

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BatchOf = Callable[..., MailBatch]


def close(batch: MailBatch) -> MailBatch:
    """Close a batch, by whoever opened it."""
    return close_batch(batch_id=batch.pk, by_id=batch.opened_by_id, at=timezone.now())


@pytest.mark.parametrize(("items", "cents"), [(2, 5_000), (1, 5_001), (2, 10_000)])
def test_batch_that_differs_stays_open(batch_of: BatchOf, items: int, cents: int) -> None:
    batch = batch_of(items=items, cents=cents)
    enter(batch, cents=5_000)

    with pytest.raises(BatchDiffersError) as refused:
        close(batch)

    batch.refresh_from_db()
    assert (refused.value.totals.items, refused.value.totals.cents) == (1, 5_000)
    assert batch.closed_at is None
    assert MailedItem.objects.get().status == "entered"


def test_batch_that_agrees_closes_once_and_takes_nothing_more(batch_of: BatchOf) -> None:
    batch = batch_of(items=2, cents=7_500)
    item = enter(batch, cents=5_000)
    enter(batch, cents=2_500)

    closed = close(batch)

    assert (closed.closed_items, closed.closed_cents) == (2, 7_500)
    assert list(MailedItem.objects.values_list("number", "status")) == [
        (1, "waiting"),
        (2, "waiting"),
    ]
    for act in (
        lambda: close(batch),
        lambda: enter(batch),
        lambda: drop_item(
            batch_id=batch.pk, item_id=item.pk, by_id=batch.opened_by_id, at=timezone.now()
        ),
        lambda: correct_batch(
            batch_id=batch.pk, items=1, cents=1, by_id=batch.opened_by_id, at=timezone.now()
        ),
        lambda: discard_batch(batch_id=batch.pk, by_id=batch.opened_by_id, at=timezone.now()),
    ):
        with pytest.raises(BatchClosedError):
            act()


def test_what_was_counted_and_entered_wrongly_is_corrected(batch_of: BatchOf) -> None:
    batch = batch_of(items=2, cents=9_000)
    wrong = enter(batch, cents=500)
    by = {"by_id": batch.opened_by_id, "at": timezone.now()}

    drop_item(batch_id=batch.pk, item_id=wrong.pk, **by)
    enter(batch, cents=5_000)
    correct_batch(batch_id=batch.pk, items=1, cents=5_000, **by)

    assert close(batch).closed_cents == 5_000
    assert list(AuditEvent.objects.order_by("id").values_list("action", flat=True))[-6:] == [
        "mailbatch.opened",
        "mailbatch.item_entered",
        "mailbatch.item_dropped",
        "mailbatch.item_entered",
        "mailbatch.counted_again",
        "mailbatch.closed",
    ]


def test_only_an_empty_batch_is_discarded(batch_of: BatchOf) -> None:
    batch = batch_of()
    item = enter(batch)
    by = {"by_id": batch.opened_by_id, "at": timezone.now()}

    with pytest.raises(BatchNotEmptyError):
        discard_batch(batch_id=batch.pk, **by)
    drop_item(batch_id=batch.pk, item_id=item.pk, **by)
    discard_batch(batch_id=batch.pk, **by)

    assert not MailBatch.objects.exists()


@pytest.mark.parametrize(
    ("issuer", "serial"),
    [("Nutmeg Bank", "0042-7"), ("NUTMEG bank", "00427"), ("Nutmeg  Bank.", "0042 7")],
)
def test_paper_is_entered_once_however_it_is_typed(
    batch_of: BatchOf, issuer: str, serial: str
) -> None:
    enter(batch_of(), issuer="Nutmeg Bank", serial="0042-7")

    with pytest.raises(EnteredBeforeError) as refused:
        enter(batch_of(), issuer=issuer, serial=serial)

    assert refused.value.item == MailedItem.objects.get()


def test_number_of_another_issuer_is_another_paper(batch_of: BatchOf) -> None:
    enter(batch_of(), issuer="Nutmeg Bank", serial="00427")
    enter(batch_of(), issuer="Charter Oak Bank", serial="00427")

    assert MailedItem.objects.count() == 2


def test_paper_that_was_sent_back_may_come_again(batch_of: BatchOf) -> None:
    batch = batch_of()
    item = enter(batch, serial="9")
    close(batch)
    return_item(item_id=item.pk, reason="Unsigned", by_id=batch.opened_by_id, at=timezone.now())

    enter(batch_of(), serial="9")

    assert list(MailedItem.objects.order_by("id").values_list("status", flat=True)) == [
        "returned",
        "entered",
    ]

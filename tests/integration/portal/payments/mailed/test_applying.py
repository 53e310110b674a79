"""Mail pays: exactly what is due at once; a part, too much and what is unknown after somebody has looked."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from portal.lifecycle.integrity import check_integrity
from portal.notifications.delivery import deliver_due
from portal.payments.events import payment_received
from portal.payments.mailed.applying import (
    ItemMovedOnError,
    NotAcceptedError,
    NotReceivableError,
    apply_item,
    finish_batch,
    judge_item,
)
from portal.payments.mailed.finding import search_applications
from portal.payments.mailed.judging import Waits
from portal.records.ledger.queries import due_cents
from portal.records.models import MailBatch, MailedItem, Payment, Receipt, Surplus
from portal.sdk.testing.walking import Walk
from portal.users.models import User
from tests.factories.mail import enter
from tests.integration.portal.payments.conftest import stored
from tests.integration.portal.payments.mailed.conftest import choose_mail

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BatchOf = Callable[..., MailBatch]


def finish(batch: MailBatch) -> tuple[int, int]:
    """Close a batch, by whoever opened it."""
    return finish_batch(batch_id=batch.pk, by_id=batch.opened_by_id, at=timezone.now())


def let_pay(item: MailedItem, walk: Walk, clerk: User) -> Any:
    """Match an item by hand."""
    key = stored(walk).pk
    return apply_item(item_id=item.pk, application_id=key, by_id=clerk.pk, at=timezone.now())


def test_slip_that_comes_back_with_what_is_due_pays_when_the_batch_is_closed(
    walk: Walk, expected: Payment, batch_of: BatchOf
) -> None:
    batch = batch_of()
    enter(batch, reference=expected.provider_reference or "", serial="MO 77", issuer="Nutmeg Bank")

    done = finish(batch)

    expected.refresh_from_db()
    receipt = Receipt.objects.get(payment=expected)
    deliver_due(at=timezone.now())
    assert done == (1, 0)
    assert (expected.status, expected.captured_cents) == ("paid", 5_000)
    assert expected.instrument == "Money order MO77, Nutmeg Bank"
    assert stored(walk).statuses == ["waiting_for_review"]
    assert [receipt.number in each.body for each in mail.outbox if "received" in each.subject]
    assert list(check_integrity(at=timezone.now())) == []


def test_days_of_postmark_and_arrival_are_told_to_whoever_follows(
    walk: Walk, batch_of: BatchOf
) -> None:
    told: list[Any] = []

    def listen(**facts: Any) -> None:
        told.append((facts["posted_on"], facts["received_on"]))

    batch = batch_of()
    posted_on = batch.received_on - timedelta(days=3)
    enter(batch, reference=stored(walk).reference or "", posted_on=posted_on)
    payment_received.connect(listen)
    finish(batch)
    payment_received.disconnect(listen)

    assert told == [(posted_on, batch.received_on)]


def test_reference_of_the_application_pays_without_a_slip(walk: Walk, batch_of: BatchOf) -> None:
    batch = batch_of()
    enter(batch, reference=stored(walk).reference or "")

    assert finish(batch) == (1, 0)
    assert Payment.objects.get().status == "paid"


@pytest.mark.parametrize(
    ("cents", "why"), [(2_000, Waits.PART), (8_000, Waits.OVER), (5_000, Waits.FOR_NOTHING)]
)
def test_another_amount_waits_for_somebody_to_look(
    expected: Payment, batch_of: BatchOf, cents: int, why: Waits
) -> None:
    batch = batch_of(cents=cents)
    item = enter(batch, cents=cents, reference=expected.provider_reference or "")

    assert judge_item(item) is why
    assert finish(batch) == ((1, 0) if why is Waits.FOR_NOTHING else (0, 1))


def test_part_leaves_the_rest_due_and_ends_what_was_expected(
    walk: Walk, expected: Payment, batch_of: BatchOf, fiscal_clerk: User
) -> None:
    batch = batch_of(cents=2_000)
    item = enter(batch, cents=2_000, reference=expected.provider_reference or "")
    finish(batch)

    done = let_pay(item, walk, fiscal_clerk)

    assert (done.receipt.cents, done.owed_cents) == (2_000, 3_000)
    assert list(Payment.objects.values_list("status", "amount_cents")) == [
        ("canceled", 5_000),
        ("paid", 2_000),
    ]
    assert stored(walk).statuses == ["payment_due"]
    assert choose_mail(walk).amount_cents == 3_000
    assert list(check_integrity(at=timezone.now())) == []


def test_too_much_is_listed_as_surplus(
    walk: Walk, expected: Payment, batch_of: BatchOf, fiscal_clerk: User
) -> None:
    batch = batch_of(cents=8_000)
    item = enter(batch, cents=8_000, reference=expected.provider_reference or "")
    finish(batch)

    done = let_pay(item, walk, fiscal_clerk)

    assert (done.receipt.cents, done.owed_cents) == (8_000, 0)
    assert Surplus.objects.get().cents == 3_000
    assert list(check_integrity(at=timezone.now())) == []


def test_unidentified_item_is_found_by_name_and_reference(
    walk: Walk, batch_of: BatchOf, fiscal_clerk: User
) -> None:
    batch = batch_of()
    item = enter(batch)
    finish(batch)
    application = stored(walk)
    person = application.person

    assert judge_item(item) is Waits.UNIDENTIFIED
    for query in (
        application.reference,
        f"{application.reference[:5]}-{application.reference[5:]}".lower(),
        person.last_name,
        f"{person.first_name} {person.last_name}",
    ):
        assert [each.due for each in search_applications(query)] == [5_000]
    assert search_applications("Nobody Ofthisname") == []
    assert let_pay(item, walk, fiscal_clerk).owed_cents == 0


def test_item_pays_once(walk: Walk, batch_of: BatchOf, fiscal_clerk: User) -> None:
    batch = batch_of()
    item = enter(batch)
    finish(batch)
    let_pay(item, walk, fiscal_clerk)

    with pytest.raises(ItemMovedOnError):
        let_pay(item, walk, fiscal_clerk)

    assert (Receipt.objects.count(), due_cents(stored(walk).pk)) == (1, 0)


def test_item_of_an_open_batch_pays_nothing(
    walk: Walk, batch_of: BatchOf, fiscal_clerk: User
) -> None:
    item = enter(batch_of())

    with pytest.raises(ItemMovedOnError):
        let_pay(item, walk, fiscal_clerk)


@pytest.mark.parametrize("kind", ["personal_check", "cash"])
def test_what_is_not_accepted_pays_nothing(
    walk: Walk, expected: Payment, batch_of: BatchOf, fiscal_clerk: User, kind: str
) -> None:
    batch = batch_of()
    item = enter(batch, kind=kind, reference=expected.provider_reference or "")

    assert finish(batch) == (0, 1)
    with pytest.raises(NotAcceptedError):
        let_pay(item, walk, fiscal_clerk)
    assert due_cents(stored(walk).pk) == 5_000


def test_page_warns_of_paying_another_way_while_mail_is_looked_at(
    walk: Walk, expected: Payment, batch_of: BatchOf
) -> None:
    address, words = f"/applications/{walk.public_id}/pay/", "you may pay twice"
    before = walk.browser.get(address).content.decode()
    batch = batch_of()
    enter(batch, reference=expected.provider_reference or "")
    arrived = walk.browser.get(address).content.decode()
    finish(batch)
    paid = walk.browser.get(address).content.decode()

    assert [words in page for page in (before, arrived, paid)] == [False, True, False]


def test_slip_that_was_given_up_for_a_card_still_pays(
    walk: Walk, expected: Payment, batch_of: BatchOf
) -> None:
    walk.browser.post(f"/applications/{walk.public_id}/pay/", {"method": "portal.sandbox"})
    expected.refresh_from_db()
    given_up = expected.status
    batch = batch_of()
    enter(batch, reference=expected.provider_reference or "")

    assert finish(batch) == (1, 0)
    expected.refresh_from_db()
    assert (given_up, expected.status) == ("canceled", "paid")
    assert due_cents(stored(walk).pk) == 0


def test_mail_after_a_card_has_paid_waits(walk: Walk, expected: Payment, batch_of: BatchOf) -> None:
    started = walk.browser.post(
        f"/applications/{walk.public_id}/pay/", {"method": "portal.sandbox"}
    )
    walk.browser.post(started["Location"], {"choice": "paid"}, follow=True)
    batch = batch_of()
    item = enter(batch, reference=expected.provider_reference or "")

    assert finish(batch) == (0, 1)
    assert judge_item(item) is Waits.NOTHING_DUE


def test_nothing_changes_where_the_plugin_cannot_say(
    walk: Walk, batch_of: BatchOf, fiscal_clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = batch_of()
    item = enter(batch)
    finish(batch)
    monkeypatch.setattr("portal.payments.fulfilling.get_method", lambda _key: None)

    with pytest.raises(NotReceivableError):
        let_pay(item, walk, fiscal_clerk)

    item.refresh_from_db()
    assert (item.status, item.payment_id, Payment.objects.count()) == ("waiting", None, 0)

"""What becomes no money: an item that is sent back, and one that the bank does not pay."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.utils import timezone

from portal.lifecycle.integrity import check_integrity
from portal.notifications.delivery import deliver_due
from portal.payments.fulfilling import Outcome, fulfil
from portal.payments.mailed.applying import ItemMovedOnError, apply_item, finish_batch
from portal.payments.mailed.giving_up import bounce_item, return_item
from portal.records.ledger.queries import due_cents, list_paid, paid_cents
from portal.records.ledger.settling import PaymentMovedOnError
from portal.records.models import (
    Application,
    LedgerEntry,
    MailBatch,
    MailedItem,
    Payment,
    PaymentIssue,
    Surplus,
)
from portal.sdk.testing.walking import Walk
from portal.users.models import User
from tests.factories.mail import enter
from tests.integration.portal.payments.conftest import stored

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BatchOf = Callable[..., MailBatch]
REASON = "Refer to maker"


@pytest.fixture
def paid(expected: Payment, batch_of: BatchOf) -> MailedItem:
    """Return an item that paid for the application."""
    batch = batch_of()
    item = enter(batch, reference=expected.provider_reference or "")
    finish_batch(batch_id=batch.pk, by_id=batch.opened_by_id, at=timezone.now())
    return item


def bounce(item: MailedItem, clerk: User) -> None:
    """Record that the bank did not pay."""
    bounce_item(item_id=item.pk, reason=REASON, by_id=clerk.pk, at=timezone.now())


def test_bounced_item_makes_its_amount_due_again_and_tells_the_applicant(
    walk: Walk, paid: MailedItem, fiscal_clerk: User
) -> None:
    bounce(paid, fiscal_clerk)

    application, payment = stored(walk), Payment.objects.get()
    deliver_due(at=timezone.now())
    page = walk.browser.get(f"/applications/{walk.public_id}/pay/").content.decode()
    told = [each for each in mail.outbox if "bank did not pay" in each.subject]
    receipt = f"/applications/{walk.public_id}/receipts/{payment.receipt.number}/"
    assert (payment.status, payment.reversed_cents) == ("reversed", 5_000)
    assert due_cents(application.pk) == 5_000
    assert (paid_cents(application.pk), list_paid(application.pk)) == (0, [])
    assert application.statuses == ["payment_due"]
    assert list(application.timeline.values_list("kind", flat=True))[-1] == "payment_bounced"
    assert list(LedgerEntry.objects.values_list("debit", "credit", "cents")) == [
        ("receivable", "revenue", 5_000),
        ("cash", "receivable", 5_000),
        ("receivable", "cash", 5_000),
    ]
    assert [REASON in each.body for each in told] == [True]
    assert "The bank did not pay it. The amount is due again." in page
    assert REASON in page
    assert "does not count any more" in walk.browser.get(receipt).content.decode()
    assert list(check_integrity(at=timezone.now())) == []


def test_bounced_item_bounces_once_and_is_never_paid_by_asking_again(
    paid: MailedItem, fiscal_clerk: User
) -> None:
    bounce(paid, fiscal_clerk)

    with pytest.raises(ItemMovedOnError):
        bounce(paid, fiscal_clerk)
    again = fulfil(payment_id=Payment.objects.get().pk, at=timezone.now())

    assert again.outcome is Outcome.ENDED
    assert Payment.objects.get().status == "reversed"


def test_bounced_surplus_is_no_surplus_any_more(
    walk: Walk, batch_of: BatchOf, fiscal_clerk: User
) -> None:
    batch = batch_of(cents=8_000)
    item = enter(batch, cents=8_000)
    by = {"by_id": fiscal_clerk.pk, "at": timezone.now()}
    finish_batch(batch_id=batch.pk, **by)
    apply_item(item_id=item.pk, application_id=stored(walk).pk, **by)

    bounce(item, fiscal_clerk)

    surplus = Surplus.objects.get()
    assert (surplus.cents, surplus.returned_cents) == (3_000, 3_000)
    assert due_cents(stored(walk).pk) == 5_000
    assert list(check_integrity(at=timezone.now())) == []


def test_bounce_after_a_decision_is_listed_for_somebody(
    walk: Walk, paid: MailedItem, fiscal_clerk: User
) -> None:
    Application.objects.update(stage="closed")

    bounce(paid, fiscal_clerk)

    issue = PaymentIssue.objects.get(kind="bounced")
    assert (issue.cents, issue.facts) == (5_000, {"reason": REASON})
    assert stored(walk).stage == "closed"


def test_bounce_after_a_decision_is_due_again_and_can_be_paid(
    walk: Walk, paid: MailedItem, fiscal_clerk: User
) -> None:
    application = stored(walk)
    Application.objects.update(stage="closed", statuses=[], action_required_by="none")
    page = f"/applications/{walk.public_id}/"

    def read(address: str) -> str:
        return walk.browser.get(address).content.decode()

    before = read(page), read("/account/")
    bounce(paid, fiscal_clerk)
    after = read(page), read("/account/")
    sandbox = walk.browser.post(f"{page}pay/", {"method": "portal.sandbox"})["Location"]
    walk.browser.post(sandbox, {"choice": "paid"}, follow=True)

    assert not [each for each in before if "Pay $50.00" in each]
    assert not [each for each in after if "Pay $50.00" not in each]
    assert "The application is decided. What the bank did not pay is due again." in after[0]
    assert "The bank did not pay. The amount is due again." in after[0]
    assert due_cents(application.pk) == 0
    assert stored(walk).stage == "closed"
    assert "nothing more is to be paid" in read(page)
    assert "Pay $50.00" not in read("/account/")
    assert list(check_integrity(at=timezone.now())) == []


def test_money_that_was_given_back_in_part_does_not_bounce(
    paid: MailedItem, fiscal_clerk: User
) -> None:
    Payment.objects.update(refunded_cents=100)

    with pytest.raises(PaymentMovedOnError):
        bounce(paid, fiscal_clerk)

    paid.refresh_from_db()
    assert paid.status == "applied"


def test_item_that_is_sent_back_tells_its_applicant_why(
    walk: Walk, expected: Payment, batch_of: BatchOf, fiscal_clerk: User
) -> None:
    batch = batch_of()
    item = enter(batch, kind="personal_check", reference=expected.provider_reference or "")
    by = {"by_id": fiscal_clerk.pk, "at": timezone.now()}
    finish_batch(batch_id=batch.pk, **by)

    return_item(item_id=item.pk, reason="Personal checks are not accepted.", **by)

    deliver_due(at=timezone.now())
    page = walk.browser.get(f"/applications/{walk.public_id}/pay/").content.decode()
    told = [each for each in mail.outbox if "on its way back" in each.subject]
    assert ["Personal checks are not accepted." in each.body for each in told] == [True]
    assert "It was sent back to you." in page
    assert "Personal checks are not accepted." in page
    assert due_cents(stored(walk).pk) == 5_000


@pytest.mark.parametrize("act", [return_item, bounce_item])
def test_nothing_is_given_up_without_a_reason(
    act: Callable[..., object], paid: MailedItem, fiscal_clerk: User
) -> None:
    with pytest.raises(ValueError, match="reason"):
        act(item_id=paid.pk, reason="  ", by_id=fiscal_clerk.pk, at=timezone.now())

"""An applicant pays through the sandbox: from the sent application to the receipt, and what may go otherwise."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.lifecycle.integrity import check_integrity
from portal.notifications.delivery import deliver_due
from portal.payments.contract import TruthState
from portal.payments.due import make_balance_due
from portal.payments.fulfilling import Outcome, fulfil
from portal.payments.inbox import handle_notices
from portal.payments.sandbox import SandboxMethod
from portal.records.ledger.paying import Payment, PaymentIssue, ProviderEvent
from portal.records.models import Receipt, Surplus
from portal.sdk.testing.walking import Walk
from portal.users.models import User
from tests.integration.portal.payments.conftest import begin_service, post_review, stored

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MOST_SQL = 12


def pay_url(walk: Walk) -> str:
    return f"/applications/{walk.public_id}/pay/"


def begin(walk: Walk, method: str = "portal.sandbox") -> Any:
    """Press the button of the payment page."""
    return walk.browser.post(pay_url(walk), {"method": method})


def choose(walk: Walk, choice: str) -> Any:
    """Begin to pay, and choose on the sandbox's page what it says; return the page that one comes to."""
    address = begin(walk)["Location"]
    return walk.browser.post(address, {"choice": choice}, follow=True)


def test_sending_leads_to_the_payment_page_and_the_applicant_acts_next() -> None:
    walk = begin_service("demo.costs", what="duplicate")

    sent = post_review(walk, fee_cents="5000")
    page = walk.browser.get(sent["Location"]).content.decode()

    application = stored(walk)
    assert sent["Location"] == pay_url(walk)
    assert (application.statuses, application.action_required_by) == (["payment_due"], "applicant")
    assert "Pay $50.00" in page
    assert "no real money" in page
    assert "<script" not in page.partition("<main")[2].partition("</main")[0]


def test_success_makes_a_receipt_tells_the_applicant_and_moves_the_application(walk: Walk) -> None:
    page = choose(walk, "paid").content.decode()

    payment, application = Payment.objects.get(), stored(walk)
    receipt = Receipt.objects.get()
    shown = walk.browser.get(f"/applications/{walk.public_id}/receipts/{receipt.number}/")
    deliver_due(at=timezone.now())
    assert "Your payment was received. Thank you." in page
    assert (payment.status, payment.captured_cents, receipt.cents) == ("paid", 5_000, 5_000)
    assert application.statuses == ["waiting_for_review"]
    assert list(application.timeline.values_list("kind", flat=True)) == [
        "submitted",
        "payment_received",
    ]
    assert receipt.number in shown.content.decode()
    assert "This was a test: no real money was paid." in shown.content.decode()
    told = [message for message in mail.outbox if receipt.number in message.body]
    assert [message.subject for message in told] == [
        f"Your payment for application {application.reference} was received"
    ]
    assert list(check_integrity(at=timezone.now())) == []


@pytest.mark.parametrize(
    ("choice", "status", "said"),
    [
        ("declined", "declined", "The payment was declined"),
        ("canceled", "canceled", "The payment was canceled"),
    ],
)
def test_what_brings_no_money_is_explained_and_can_be_tried_again(
    walk: Walk, choice: str, status: str, said: str
) -> None:
    page = choose(walk, choice).content.decode()

    assert Payment.objects.get().status == status
    assert said in page
    assert "Nothing was charged." in page
    assert stored(walk).statuses == ["payment_due"]
    choose(walk, "paid")
    assert list(Payment.objects.values_list("number", "status")) == [(1, status), (2, "paid")]


def test_second_tab_gets_the_same_attempt_and_paying_twice_is_once(walk: Walk) -> None:
    first, second = begin(walk)["Location"], begin(walk)["Location"]

    walk.browser.post(first, {"choice": "paid"}, follow=True)
    page = walk.browser.post(second, {"choice": "paid"}, follow=True).content.decode()

    assert first == second
    assert "Your payment was received" in page
    assert (Payment.objects.count(), Receipt.objects.count()) == (1, 1)


def test_what_is_paid_already_asks_for_nothing(walk: Walk) -> None:
    choose(walk, "paid")

    page = walk.browser.get(pay_url(walk)).content.decode()
    again = begin(walk)

    assert "Nothing is to be paid now" in page
    assert 'type="radio"' not in page
    assert again["Location"] == f"/applications/{walk.public_id}/"
    assert Payment.objects.count() == 1


def test_attempts_are_capped_a_day(walk: Walk, settings: Any) -> None:
    settings.PAYMENT_ATTEMPTS = 2
    for _attempt in range(2):
        choose(walk, "declined")

    refused = begin(walk)

    assert refused.status_code == 429
    assert "too many attempts today" in refused.content.decode()
    Payment.objects.update(started_at=timezone.now() - timedelta(days=2))
    assert begin(walk).status_code == 303


@pytest.mark.parametrize("method", ["", "nobody.knows", "stripe_payments", "portal.sandbox "])
def test_unknown_method_is_refused_beside_the_choice(walk: Walk, method: str) -> None:
    refused = begin(walk, method)

    assert refused.status_code == 422
    assert "Choose how you want to pay." in refused.content.decode()
    assert not Payment.objects.exists()


def test_going_back_without_paying_changes_nothing_and_goes_on_with_the_same_attempt(
    walk: Walk,
) -> None:
    address = begin(walk)["Location"]

    page = walk.browser.get(address.replace("sandbox", "back"), follow=True).content.decode()

    assert "You have not paid yet. Nothing was charged." in page
    assert Payment.objects.get().status == "open"
    assert begin(walk)["Location"] == address


def test_time_out_ends_the_attempt_and_another_begins(walk: Walk) -> None:
    first = begin(walk)["Location"]
    Payment.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    second = begin(walk)["Location"]

    assert first != second
    assert list(Payment.objects.values_list("status", flat=True)) == ["canceled", "open"]


def test_money_of_an_attempt_that_had_ended_still_pays(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(walk, "declined")
    say(monkeypatch, TruthState.PAID)

    found = fulfil(payment_id=Payment.objects.get().pk, at=timezone.now())

    assert found.outcome is Outcome.FULFILLED
    assert Payment.objects.get().status == "paid"
    assert stored(walk).statuses == ["waiting_for_review"]


def say(monkeypatch: pytest.MonkeyPatch, state: TruthState) -> None:
    """Have the sandbox say something of every attempt."""
    truth = SandboxMethod._truth
    monkeypatch.setattr(SandboxMethod, "fetch", lambda self, attempt: truth(self, attempt, state))


def test_money_that_is_not_due_is_listed_as_surplus_and_never_kept_silently(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(walk, "declined")
    choose(walk, "paid")
    say(monkeypatch, TruthState.PAID)

    fulfil(payment_id=Payment.objects.get(number=1).pk, at=timezone.now())

    surplus = Surplus.objects.get()
    listed = PaymentIssue.objects.get()
    assert (surplus.cents, surplus.payment.number) == (5_000, 1)
    assert (listed.kind, listed.cents, listed.payment_id) == ("surplus", 5_000, surplus.payment_id)
    assert list(check_integrity(at=timezone.now())) == []


def test_fulfilling_adds_at_most_twelve_statements(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(walk)
    say(monkeypatch, TruthState.PAID)
    payment = Payment.objects.get()

    with CaptureQueriesContext(connection) as asked:
        fulfil(payment_id=payment.pk, at=timezone.now())

    work = [each["sql"] for each in asked if "SAVEPOINT" not in each["sql"]]
    assert len(work) <= MOST_SQL, "\n".join(work)


def test_notice_alone_pays_where_nobody_comes_back(walk: Walk) -> None:
    address = begin(walk)["Location"]
    walk.browser.post(address, {"choice": "paid"})

    handled = handle_notices(at=timezone.now())

    assert handled == 1
    assert ProviderEvent.objects.get().outcome == "fulfilled"
    assert Payment.objects.get().status == "paid"


def test_sandbox_is_not_there_where_the_settings_have_none(walk: Walk, settings: Any) -> None:
    address = begin(walk)["Location"]
    settings.PAYMENT_SANDBOX = False
    walk.browser.raise_request_exception = False

    assert walk.browser.get(address).status_code == 404
    page = walk.browser.get(pay_url(walk)).content.decode()
    assert "You cannot pay just now" in page
    assert begin(walk).status_code == 422


def test_two_steps_are_two_payments(specialist: User) -> None:
    walk = begin_service("demo.costs", what="endorsements", how_many=2)
    walk.submit()
    choose(walk, "paid")
    application = stored(walk)
    make_balance_due(application=application, at=timezone.now(), actor_id=specialist.pk)

    assert "Pay $150.00" in walk.browser.get(pay_url(walk)).content.decode()
    choose(walk, "paid")

    paid = Payment.objects.order_by("number").values_list("captured_cents", flat=True)
    assert list(paid) == [5_000, 15_000]
    assert list(check_integrity(at=timezone.now())) == []


def test_nobody_else_comes_near(walk: Walk, applicant: User) -> None:
    address = begin(walk)["Location"]
    other = Client()
    other.force_login(applicant)

    addresses = [
        pay_url(walk),
        address,
        *(address.replace("sandbox", x) for x in ("return", "back")),
    ]

    assert {other.get(each).status_code for each in addresses} == {404}
    assert {Client().get(each).status_code for each in addresses} == {302}
    assert other.post(pay_url(walk), {"method": "portal.sandbox"}).status_code == 404

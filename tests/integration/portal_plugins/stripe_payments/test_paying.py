"""Paying by card at the stand-in: what is asked for, what is taken, and what is let go."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.fake_stripe.faults import Fault
from benchmarks.fake_stripe.objects import CardRefusedError
from benchmarks.fake_stripe.server import FakeStripe
from portal.lifecycle.eligibility import find_eligible
from portal.lifecycle.integrity import check_integrity
from portal.payments.fulfilling import Outcome, fulfil
from portal.records.ledger.paying import Payment, PaymentIssue
from portal.records.ledger.queries import owes
from portal.sdk.testing.walking import Walk
from portal.users.models import User
from portal_plugins.stripe_payments import asking
from portal_plugins.stripe_payments.payment_methods import METHODS
from tests.factories.certification import apply_first
from tests.integration.portal.payments.conftest import stored
from tests.integration.portal_plugins.stripe_payments.conftest import METHOD, begin, come_back

MOST_SQL = 12
FRAMES = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT")
pytestmark = [pytest.mark.django_db, pytest.mark.database]


def only_session(stripe: FakeStripe) -> dict[str, Any]:
    (session,) = stripe.account.sessions.values()
    return session


def test_session_asks_for_what_is_due_names_the_attempt_and_blocks_other_brands(
    walk: Walk, stripe: FakeStripe
) -> None:
    sent = begin(walk)

    session, payment = only_session(stripe), Payment.objects.get()
    assert (sent.status_code, sent["Location"]) == (303, session["url"])
    assert (session["amount_total"], session["currency"]) == (5_000, "usd")
    assert session["client_reference_id"] == str(payment.public_id)
    assert session["metadata"] == {
        "attempt": str(payment.public_id),
        "application": str(walk.public_id),
        "account": "acct_1",
        "reference": stored(walk).reference,
    }
    assert stripe.account.blocked[session["id"]] == ["american_express", "discover_global_network"]
    assert stripe.account.intended[session["id"]]["capture_method"] == "manual"
    assert payment.provider_reference == session["id"]


def test_page_says_what_is_accepted_and_lets_its_form_lead_to_the_provider(
    walk: Walk, stripe: FakeStripe, settings: Any
) -> None:
    shown = walk.browser.get(f"/applications/{walk.public_id}/pay/")
    settings.STRIPE_BRANDS = ["visa", "mastercard", "discover"]
    after = walk.browser.get(f"/applications/{walk.public_id}/pay/").content.decode()

    page = shown.content.decode()
    assert "Mastercard, Visa. Credit cards only: debit and prepaid cards are not accepted." in page
    assert "Discover, Mastercard, Visa." in after
    assert f"form-action 'self' {stripe.address}" in shown["Content-Security-Policy"]
    elsewhere = walk.browser.get("/account/")["Content-Security-Policy"]
    assert "form-action 'self'" in elsewhere.split("; ")
    assert not {"cardnumber", "cc-number", "js.stripe.com"} & set(page.split('"'))


def test_credit_card_is_captured_on_the_way_back(walk: Walk, stripe: FakeStripe) -> None:
    begin(walk)
    session = stripe.pay(only_session(stripe)["id"])

    page = come_back(walk, session).content.decode()

    payment = Payment.objects.get()
    assert "Your payment was received. Thank you." in page
    assert (payment.status, payment.instrument) == ("paid", "Visa credit, ends in 4242")
    assert only_session(stripe)["payment_status"] == "paid"
    assert list(check_integrity(at=timezone.now())) == []


def count_fulfilling(payment: Payment, stripe: FakeStripe) -> int:
    """Pay at the stand-in, and count what fulfilling asks of the database."""
    stripe.pay(payment.provider_reference or "")
    with CaptureQueriesContext(connection) as asked:
        assert fulfil(payment_id=payment.pk, at=timezone.now()).outcome is Outcome.FULFILLED
    return sum(not each["sql"].startswith(FRAMES) for each in asked)


def test_fulfilling_takes_at_most_twelve_statements(walk: Walk, stripe: FakeStripe) -> None:
    begin(walk)

    assert count_fulfilling(Payment.objects.get(), stripe) <= MOST_SQL


def test_review_part_and_balance_take_at_most_twelve_statements_each(
    applicant: User, specialist: User, client: Client, stripe: FakeStripe
) -> None:
    application = apply_first(applicant)
    client.force_login(applicant)
    page, taken = f"/applications/{application.public_id}/pay/", []

    client.post(page, {"method": METHOD})
    taken.append(count_fulfilling(application.payments.get(amount_cents=5_000), stripe))
    find_eligible(application_id=application.pk, by_id=specialist.pk, at=timezone.now())
    client.post(page, {"method": METHOD})
    taken.append(count_fulfilling(application.payments.get(amount_cents=15_000), stripe))

    assert max(taken) <= MOST_SQL, taken
    assert not owes(application.pk)


@pytest.mark.parametrize("funding", ["debit", "prepaid", "unknown"])
def test_other_card_is_released_with_the_reason_and_another_can_be_tried(
    walk: Walk, stripe: FakeStripe, funding: str
) -> None:
    begin(walk)
    session = stripe.pay(only_session(stripe)["id"], funding=funding)

    page = come_back(walk, session).content.decode()

    (intent,) = stripe.account.intents.values()
    assert "This card is not accepted" in page
    assert "Only credit cards are accepted, and this card is not one." in page
    assert (intent["status"], Payment.objects.get().status) == ("canceled", "released")
    assert 'value="stripe_payments.card"' in page
    begin(walk)
    again = stripe.pay(list(stripe.account.sessions)[-1])
    assert "Your payment was received" in come_back(walk, again).content.decode()


def test_blocked_brand_cannot_pay(walk: Walk, stripe: FakeStripe) -> None:
    begin(walk)

    with pytest.raises(CardRefusedError):
        stripe.pay(only_session(stripe)["id"], brand="discover_global_network")


def test_second_tab_goes_on_with_the_same_session(walk: Walk, stripe: FakeStripe) -> None:
    assert begin(walk)["Location"] == begin(walk)["Location"]
    assert len(stripe.account.sessions) == 1


def test_payer_who_paid_and_begins_again_is_not_sent_to_pay(walk: Walk, stripe: FakeStripe) -> None:
    begin(walk)
    stripe.pay(only_session(stripe)["id"])

    again = begin(walk)

    assert again["Location"] == f"/applications/{walk.public_id}/"
    assert list(Payment.objects.values_list("status", flat=True)) == ["paid"]


def test_payer_of_a_session_that_is_over_there_gets_another_one(
    walk: Walk, stripe: FakeStripe
) -> None:
    first = begin(walk)["Location"]
    stripe.account.expire(only_session(stripe)["id"])

    assert begin(walk)["Location"] not in {first, ""}
    assert list(Payment.objects.values_list("status", flat=True)) == ["expired", "open"]


def test_payer_whose_money_is_being_looked_at_is_asked_to_wait(
    walk: Walk, stripe: FakeStripe
) -> None:
    begin(walk)
    intent = stripe.pay(only_session(stripe)["id"])["payment_intent"]
    stripe.account.intents[intent]["currency"] = "eur"

    again = begin(walk)

    assert again.status_code == 202
    assert "You need not pay again." in again.content.decode()
    assert (len(stripe.account.sessions), PaymentIssue.objects.get().kind) == (1, "currency")


def test_provider_that_cannot_be_asked_leaves_the_payer_on_its_page(
    walk: Walk, stripe: FakeStripe
) -> None:
    first = begin(walk)["Location"]
    stripe.script.say(Fault.BROKEN, times=5)

    assert begin(walk)["Location"] == first


def test_held_money_is_released_where_nothing_is_due_any_more(
    walk: Walk, stripe: FakeStripe
) -> None:
    begin(walk)
    first = stripe.pay(only_session(stripe)["id"])
    Payment.objects.update(status="canceled")
    walk.browser.post(f"/applications/{walk.public_id}/pay/", {"method": "portal.sandbox"})
    address = Payment.objects.get(number=2).address
    walk.browser.post(address, {"choice": "paid"}, follow=True)

    found = fulfil(payment_id=Payment.objects.get(number=1).pk, at=timezone.now())

    assert (found.outcome, found.refusal) == (Outcome.ENDED, "not_due")
    assert stripe.account.intents[first["payment_intent"]]["status"] == "canceled"
    assert not PaymentIssue.objects.exists()


def test_expired_session_ends_the_attempt_and_a_new_one_begins(
    walk: Walk, stripe: FakeStripe
) -> None:
    begin(walk)
    session = only_session(stripe)
    stripe.account.expire(session["id"])

    page = come_back(walk, session).content.decode()

    assert "The time to pay is over" in page
    assert Payment.objects.get().status == "expired"
    assert begin(walk)["Location"] != session["url"]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    "fault", [Fault.RESET, Fault.TOO_MANY, Fault.BROKEN, Fault.HTML, Fault.CUT]
)
def test_fault_at_the_start_loses_nothing_and_a_retry_makes_no_second_session(
    walk: Walk, stripe: FakeStripe, fault: Fault, after: bool
) -> None:
    stripe.script.say(fault, times=5, after=after)

    refused = begin(walk)
    stripe.script.clear()
    sent = begin(walk)

    assert refused.status_code == 503
    assert "Nothing was charged, and your application is kept." in refused.content.decode()
    assert sent["Location"] == only_session(stripe)["url"]
    assert Payment.objects.count() == 1


def test_provider_that_hangs_is_given_up(
    walk: Walk, stripe: FakeStripe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "SECONDS", 0.2)
    asking._make_client.cache_clear()
    stripe.script.say(Fault.HANG, times=2)

    refused = begin(walk)

    asking._make_client.cache_clear()
    assert refused.status_code == 503


def test_fault_on_the_way_back_keeps_the_payer_informed_and_nothing_is_paid_twice(
    walk: Walk, stripe: FakeStripe
) -> None:
    begin(walk)
    session = stripe.pay(only_session(stripe)["id"])
    stripe.script.say(Fault.BROKEN, times=2)

    waiting = come_back(walk, session)
    page = come_back(walk, session).content.decode()

    assert waiting.status_code == 202
    assert "You need not pay again." in waiting.content.decode()
    assert "Your payment was received" in page


def test_dispute_and_refund_outside_the_portal_are_listed_and_the_ledger_follows(
    walk: Walk, stripe: FakeStripe
) -> None:
    begin(walk)
    session = stripe.pay(only_session(stripe)["id"])
    come_back(walk, session)
    stripe.account.refund(session["payment_intent"], 1_000)
    stripe.account.dispute(session["payment_intent"])

    fulfil(payment_id=Payment.objects.get().pk, at=timezone.now())

    listed = dict(PaymentIssue.objects.values_list("kind", "cents"))
    assert listed == {"refund": 1_000, "dispute": 4_000}
    assert Payment.objects.get().disputed_cents == 4_000
    assert list(check_integrity(at=timezone.now())) == []


def test_health_tells_a_key_of_another_kind(stripe: FakeStripe, settings: Any) -> None:
    method = METHODS[0]

    assert method.health().is_well
    stripe.account.is_live = True
    assert not method.health().is_well
    settings.STRIPE_SECRET_KEY = ""
    assert method.health().detail == "STRIPE_SECRET_KEY is not set"
    assert not method.is_ready()

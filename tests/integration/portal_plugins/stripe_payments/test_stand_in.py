"""The stand-in speaks as Stripe does: its objects and our questions are held against the package's types."""

import http.client
import re
from typing import Any

import pytest
import stripe
from django.utils import timezone
from stripe.checkout import Session
from stripe.params import PaymentIntentCaptureParams, RefundCreateParams
from stripe.params.checkout import SessionCreateParams
from stripe.params.reporting import ReportRunCreateParamsParameters

from benchmarks.fake_stripe.faults import Fault
from benchmarks.fake_stripe.objects import Account
from benchmarks.fake_stripe.server import FakeStripe, serve_stripe
from portal.payments.refunding import decide_refund, request_refund
from portal.records.ledger.paying import Payment
from portal.sdk.testing.walking import Walk
from portal.users.models import User
from portal_plugins.stripe_payments.settlement import REPORT
from tests.integration.portal_plugins.stripe_payments.conftest import begin, come_back
from tests.integration.portal_plugins.stripe_payments.shapes import find_misfits, find_unknown

TYPES = {
    "sessions": Session,
    "intents": stripe.PaymentIntent,
    "charges": stripe.Charge,
    "refunds": stripe.Refund,
    "disputes": stripe.Dispute,
}


@pytest.fixture
def account() -> Account:
    """Return an account in which everything has happened."""
    account = Account()
    line = {"quantity": "1", "price_data": {"unit_amount": "700", "currency": "usd"}}
    params: dict[str, Any] = {"line_items": {"0": line}, "mode": "payment"}
    session = account.make_session(params, "http://127.0.0.1")
    intent = account.pay(session["id"])["payment_intent"]
    account.refund(intent, 100)
    account.dispute(intent)
    return account


@pytest.mark.parametrize("kind", TYPES)
def test_object_is_what_the_package_says_it_is(account: Account, kind: str) -> None:
    (thing,) = getattr(account, kind).values()

    assert list(find_misfits(thing, TYPES[kind])) == []


def test_held_and_canceled_objects_are_what_the_package_says_they_are() -> None:
    account = Account()
    data = {"capture_method": "manual"}
    line = {"quantity": "1", "price_data": {"unit_amount": "700", "currency": "usd"}}
    params = {"line_items": {"0": line}, "mode": "payment", "payment_intent_data": data}
    session = account.make_session(params, "http://127.0.0.1")
    intent = account.pay(session["id"], funding="debit")["payment_intent"]
    held = list(find_misfits(dict(account.intents[intent]), stripe.PaymentIntent))
    account.cancel(intent)
    open_one = account.make_session(params, "http://127.0.0.1")
    account.expire(open_one["id"])

    assert held == []
    assert list(find_misfits(account.intents[intent], stripe.PaymentIntent)) == []
    assert list(find_misfits(open_one, Session)) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"nobody_knows": 1}, ".nobody_knows: unknown"),
        ({"amount": "700"}, ".amount: '700' is no <class 'int'>"),
        ({"livemode": None}, ".livemode: None is no <class 'bool'>"),
        ({"confirmation_method": ...}, ".confirmation_method: missing"),
    ],
)
def test_object_that_is_otherwise_is_found(
    account: Account, change: dict[str, Any], found: str
) -> None:
    (intent,) = account.intents.values()
    spoiled = {name: value for name, value in (intent | change).items() if value is not ...}

    assert list(find_misfits(spoiled, stripe.PaymentIntent)) == [found]


def test_events_are_what_the_package_says_they_are(account: Account) -> None:
    for event in account.happened:
        assert list(find_misfits(event, stripe.Event)) == []


@pytest.mark.django_db
def test_every_question_of_ours_is_one_that_the_package_knows(
    walk: Walk, stripe: FakeStripe, fiscal_clerk: User, supervisor: User
) -> None:
    begin(walk)
    (session,) = stripe.account.sessions.values()
    come_back(walk, stripe.pay(session["id"]))
    at = timezone.now()
    asked = request_refund(
        payment_id=Payment.objects.get().pk, cents=100, reason="r", by_id=fiscal_clerk.pk, at=at
    )
    decide_refund(refund_id=asked.pk, approve=True, by_id=supervisor.pk, at=at)

    known = {
        "checkout/sessions": SessionCreateParams,
        "payment_intents/capture": PaymentIntentCaptureParams,
        "refunds": RefundCreateParams,
    }
    assert set(stripe.posted) == set(known)
    for name, kind in known.items():
        assert list(find_unknown(stripe.posted[name], kind)) == []
    spoiled = {**stripe.posted["checkout/sessions"], "mode": "gift", "colour": "red"}
    assert list(find_unknown(spoiled, SessionCreateParams)) == [
        ".colour: unknown",
        ".mode: 'gift' is not known",
    ]


def test_reset_ends_the_connection_at_once() -> None:
    with serve_stripe() as fake:
        fake.script.say(Fault.RESET)
        asking = http.client.HTTPConnection(fake.address.removeprefix("http://"), timeout=5)

        with pytest.raises(ConnectionResetError):
            ask(asking)
        asking.close()


def ask(connection: http.client.HTTPConnection) -> None:
    connection.request("GET", "/v1/checkout/sessions")
    connection.getresponse()


def test_words_of_reports_are_words_of_the_package() -> None:
    said = ReportRunCreateParamsParameters.__annotations__["reporting_category"]
    known = set(re.findall(r"'([a-z_]+)'", str(said)))

    assert set(REPORT.kinds) <= known
    assert not {kind for kind in known - set(REPORT.kinds) if "dispute" in kind} - {
        "issuing_dispute"
    }

"""The stand-in says what Stripe's own package knows: the fields of its objects are those of the types there."""

from typing import Any

import pytest
import stripe
from stripe.checkout import Session

from benchmarks.fake_stripe.objects import Account

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
def test_object_has_only_fields_that_the_package_knows(account: Account, kind: str) -> None:
    (thing,) = getattr(account, kind).values()
    known = set(TYPES[kind].__annotations__)

    assert set(thing) - known == set()
    assert thing["object"] == word_of(TYPES[kind], "object")


def word_of(kind: Any, name: str) -> str:
    """Return the word that the package says an object's kind is."""
    hint = kind.__annotations__[name]
    text = hint if isinstance(hint, str) else str(hint)
    return text.partition('"')[2].partition('"')[0] or text.partition("'")[2].partition("'")[0]


def test_card_of_a_charge_has_only_fields_that_the_package_knows(account: Account) -> None:
    (charge,) = account.charges.values()
    details = stripe.Charge.PaymentMethodDetails

    assert set(charge["payment_method_details"]) - set(details.__annotations__) == set()
    assert (
        set(charge["payment_method_details"]["card"]) - set(details.Card.__annotations__) == set()
    )


def test_events_have_only_fields_that_the_package_knows(account: Account) -> None:
    for event in account.happened:
        assert set(event) - set(stripe.Event.__annotations__) == set()
        assert event["type"] in str(stripe.Event.__annotations__["type"])

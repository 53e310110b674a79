"""Stripe's notices: authentic ones are stored and acted on, others change nothing; two secrets while one is rolled."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from benchmarks.fake_stripe.faults import Fault
from benchmarks.fake_stripe.server import FakeStripe
from benchmarks.fake_stripe.telling import sign
from portal.payments.inbox import handle_notices
from portal.records.ledger.paying import Payment, PaymentIssue, ProviderEvent
from portal.sdk.testing.walking import Walk
from tests.integration.portal_plugins.stripe_payments.conftest import SECRET, begin

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ADDRESS = "/webhooks/stripe_payments/stripe/"
BODY = json.dumps(
    {
        "id": "evt_1",
        "type": "checkout.session.completed",
        "livemode": False,
        "data": {"object": {"object": "checkout.session", "id": "cs_test_none", "metadata": {}}},
    }
)


def post(body: str | bytes, header: str | None, **extra: Any) -> int:
    """Post a notice as from outside: with the check of forms on."""
    client = Client(enforce_csrf_checks=True)
    headers = {"Stripe-Signature": header} if header is not None else {}
    return client.post(
        ADDRESS, body, content_type="application/json", headers=headers, **extra
    ).status_code


def tell(stripe: FakeStripe) -> list[int]:
    """Post every event of the fake."""
    return [
        post(body, sign(body, SECRET))
        for body in (json.dumps(event) for event in stripe.account.happened)
    ]


def test_notice_is_stored_once_and_pays_without_anybody_coming_back(
    walk: Walk, stripe: FakeStripe
) -> None:
    begin(walk)
    stripe.pay(Payment.objects.get().provider_reference or "")

    answers = tell(stripe) + tell(stripe)
    waiting = ProviderEvent.objects.filter(handled_at=None).count()
    handle_notices(at=timezone.now())

    assert (answers, waiting) == ([200] * 4, 2)
    assert Payment.objects.get().status == "paid"
    assert set(ProviderEvent.objects.values_list("outcome", flat=True)) == {"fulfilled", "already"}


def test_notice_of_a_session_whose_start_was_never_answered_pays(
    walk: Walk, stripe: FakeStripe
) -> None:
    begin(walk)
    payment = Payment.objects.get()
    stripe.pay(payment.provider_reference or "")
    Payment.objects.update(provider_reference=None, status="started", address="")

    tell(stripe)
    handle_notices(at=timezone.now())

    assert (Payment.objects.get().status, Payment.objects.count()) == ("paid", 1)


def test_money_of_a_session_that_is_not_ours_is_listed(stripe: FakeStripe) -> None:
    session = stripe.account.make_session(
        {
            "line_items": {
                "0": {"quantity": "1", "price_data": {"unit_amount": "700", "currency": "usd"}}
            },
            "mode": "payment",
        },
        stripe.address,
    )
    stripe.pay(session["id"])

    tell(stripe)
    handle_notices(at=timezone.now())

    listed = PaymentIssue.objects.get()
    assert (listed.kind, listed.cents, listed.reference) == ("unknown", 700, session["id"])


def test_both_secrets_are_good_while_one_is_rolled(stripe: FakeStripe, settings: Any) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_second", SECRET]

    answers = [post(BODY, sign(BODY, secret)) for secret in (SECRET, "whsec_second", "whsec_third")]

    assert answers == [200, 200, 400]


@pytest.mark.parametrize(
    ("age", "status"), [(299, 200), (302, 400), (-299, 200), (-302, 400), (86_400, 400)]
)
def test_notice_is_good_for_five_minutes(stripe: FakeStripe, age: int, status: int) -> None:
    assert post(BODY, sign(BODY, SECRET, int(time.time()) - age)) == status


FORGED: dict[str, Callable[[], tuple[str | bytes, str | None]]] = {
    "no header": lambda: (BODY, None),
    "empty header": lambda: (BODY, ""),
    "no signature": lambda: (BODY, "t=1"),
    "another scheme": lambda: (BODY, sign(BODY, SECRET).replace("v1=", "v0=")),
    "another body": lambda: (f"{BODY} ", sign(BODY, SECRET)),
    "empty": lambda: ("", sign("", SECRET)),
    "list": lambda: ("[]", sign("[]", SECRET)),
    "no event": lambda: ("{}", sign("{}", SECRET)),
    "another charset": lambda: (b"\xff", "t=1,v1=1"),
    "too long": lambda: ("x" * 600_000, "t=1,v1=1"),
}


@pytest.mark.parametrize("forged", FORGED)
def test_what_is_not_authentic_changes_nothing(stripe: FakeStripe, forged: str) -> None:
    assert post(*FORGED[forged]()) == 400
    assert not ProviderEvent.objects.exists()


def test_address_takes_posts_only_and_knows_no_other_plugin(stripe: FakeStripe) -> None:
    assert Client().get(ADDRESS).status_code == 405
    assert Client().post("/webhooks/demo/stripe/").status_code == 404
    assert Client().post("/webhooks/stripe_payments/other/").status_code == 404


def test_no_token_no_limit_and_no_protection_from_robots_stands_before_the_address(
    stripe: FakeStripe, django_assert_num_queries: Any
) -> None:
    as_robots = [
        {"User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)"},
        {"User-Agent": ""},
        {"User-Agent": "python-requests/2", "Origin": "https://elsewhere.example"},
        {"User-Agent": "Googlebot/2.1", "Sec-Fetch-Site": "cross-site", "DNT": "1"},
    ]
    client = Client(enforce_csrf_checks=True)
    answers = set()
    for number in range(100):
        body = BODY.replace("evt_1", f"evt_{number}")
        headers = {"Stripe-Signature": sign(body, SECRET), **as_robots[number % len(as_robots)]}
        with django_assert_num_queries(1):
            answer = client.post(ADDRESS, body, content_type="application/json", headers=headers)
        answers.add((answer.status_code, len(answer.cookies)))

    assert answers == {(200, 0)}
    assert ProviderEvent.objects.count() == 100


def test_notice_is_stored_before_anything_is_done_and_waits_for_a_provider_that_is_down(
    walk: Walk, stripe: FakeStripe
) -> None:
    begin(walk)
    stripe.pay(Payment.objects.get().provider_reference or "")
    asked = len(stripe.asked)

    answers = tell(stripe)
    stored, questions = ProviderEvent.objects.count(), len(stripe.asked) - asked
    stripe.script.say(Fault.BROKEN, times=100)
    while_down = handle_notices(at=timezone.now())
    stripe.script.clear()
    later = handle_notices(at=timezone.now() + timedelta(minutes=10))

    assert (answers, stored, questions) == ([200, 200], 2, 0)
    assert (while_down, later) == (0, 2)
    assert Payment.objects.get().status == "paid"

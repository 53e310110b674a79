"""An applicant who pays by card, and the stand-in for Stripe at which the plugin's own package asks."""

from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.fake_stripe.server import FakeStripe, serve_stripe
from portal.sdk.testing.walking import Walk
from tests.integration.portal.payments.conftest import begin_service

SECRET = "whsec_first"
METHOD = "stripe_payments.card"


@pytest.fixture
def stripe(settings: Any) -> Iterator[FakeStripe]:
    """Serve a fake and point the settings at it."""
    with serve_stripe() as fake:
        settings.STRIPE_SECRET_KEY = "sk_test_1"
        settings.STRIPE_API_BASE = fake.address
        settings.STRIPE_ACCOUNT = "acct_1"
        settings.STRIPE_WEBHOOK_SECRETS = [SECRET]
        yield fake


@pytest.fixture
def walk(db: None) -> Walk:
    """Return an applicant who has sent what costs 50 dollars."""
    walk = begin_service("demo.costs", what="duplicate")
    walk.submit()
    return walk


def begin(walk: Walk) -> Any:
    """Press the button of the payment page."""
    return walk.browser.post(f"/applications/{walk.public_id}/pay/", {"method": METHOD})


def come_back(walk: Walk, session: dict[str, Any]) -> Any:
    """Open the address to which Stripe sends whoever has paid."""
    return walk.browser.get(session["success_url"].partition("testserver")[2], follow=True)

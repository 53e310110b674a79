"""A way to pay that fails leaves the application, the pages around it and the other ways to pay as they are."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from portal.payments.contract import Notice, ProviderError, Started
from portal.payments.reconciling import reconcile
from portal.payments.sandbox import SandboxMethod
from portal.plugins.failures import list_failures
from portal.records.ledger.paying import Payment, PaymentIssue
from portal.sdk.testing.walking import Walk
from portal_plugins.stripe_payments.payment_methods import CardMethod
from tests.integration.portal.payments.conftest import begin_service
from tests.integration.portal.payments.test_paying import begin, choose, pay_url
from tests.integration.portal.payments.test_reconciling import raising

pytestmark = pytest.mark.django_db
UNKNOWN = "whether your earlier payment went through"


@pytest.fixture
def walk() -> Walk:
    """Return an applicant who has sent what costs 50 dollars."""
    cache.clear()
    walk = begin_service("demo.costs", what="duplicate")
    walk.submit()
    return walk


def test_answer_that_is_none_is_a_failure_of_the_plugin(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SandboxMethod, "start", lambda self, order: {"reference": "1"})

    refused = begin(walk)

    failed = list_failures(since=timezone.now() - timedelta(hours=1))
    assert refused.status_code == 503
    assert "We could not reach the payment service." in refused.content.decode()
    assert [(each.place, each.error) for each in failed] == [
        ("portal:payment_methods", "TypeError")
    ]
    monkeypatch.undo()
    assert begin(walk).status_code == 303
    assert Payment.objects.count() == 1


def test_title_that_cannot_be_said_spoils_no_page(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(walk, "paid")
    monkeypatch.setattr(SandboxMethod, "title", property(raising(RuntimeError("no title"))))

    page = walk.browser.get(f"/applications/{walk.public_id}/")

    assert page.status_code == 200
    assert "portal.sandbox, Test card" in page.content.decode()


@pytest.mark.parametrize(
    ("method", "left", "status"),
    [
        ("stripe_payments.card", timedelta(minutes=5), 503),
        ("stripe_payments.card", timedelta(0), 303),
        ("gone.coins", timedelta(minutes=5), 303),
    ],
    ids=["may still be paid", "its time is over", "its plugin is gone"],
)
def test_attempt_that_nobody_can_ask_about_holds_up_another_until_its_time_is_over(
    walk: Walk, monkeypatch: pytest.MonkeyPatch, method: str, left: timedelta, status: int
) -> None:
    monkeypatch.setattr(CardMethod, "fetch", raising(RuntimeError("no answer")))
    begin(walk)
    Payment.objects.update(method=method, expires_at=timezone.now() + left)

    answer = begin(walk)

    assert answer.status_code == status
    assert (UNKNOWN in answer.content.decode()) is (status == 503)
    ended = "open" if status == 503 else "expired"
    assert Payment.objects.get(method=method).status == ended


def test_attempt_that_nobody_can_ask_about_is_listed_once_its_time_is_long_over(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(walk)
    monkeypatch.setattr(SandboxMethod, "fetch", raising(ProviderError("down")))

    for days in (0, 2, 2):
        reconcile(at=timezone.now() + timedelta(days=days, hours=1))

    assert PaymentIssue.objects.get().kind == "stuck"
    assert walk.browser.get(pay_url(walk)).status_code == 200


@pytest.mark.parametrize(
    "facts",
    [{"event_id": ""}, {"event_id": "1" * 256}, {"attempt": None}, {"reference": "\0"}],
)
def test_notice_that_could_not_be_kept_is_none(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not a text"):
        Notice(**{"event_id": "1", "kind": "paid", "method": "coins.coins", **facts})


@pytest.mark.parametrize("facts", [{"reference": ""}, {"address": "javascript:pay()"}])
def test_start_that_leads_nowhere_is_none(facts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"not a text|nobody can be sent"):
        Started(**{"reference": "1", **facts})

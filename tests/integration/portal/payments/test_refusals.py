"""A fee that cannot be worked out refuses the submission, keeps the draft, and leaves other services alone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from portal.payments import pricing
from portal.plugins.failures import list_failures
from portal.plugins.guard import call_decorating
from portal.records.audit.models import AuditEvent
from portal.records.models import FeeTerms
from portal.users.models import User
from portal_plugins.demo import fees
from tests.factories.pages import make_service_page
from tests.integration.portal.payments.conftest import begin_service, post_review, stored
from tests.integration.portal.wizards.conftest import start_renewal

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _no_failures() -> None:
    cache.clear()


def failures() -> list[tuple[str, str]]:
    """Return place and kind of every failure that staff are told of."""
    since = timezone.now() - timedelta(hours=1)
    return [(failure.place, failure.error) for failure in list_failures(since=since)]


def end_duplicate() -> None:
    """Leave no fee of a duplicate in force today."""
    FeeTerms.objects.filter(fee_item__key="duplicate").update(valid_to=timezone.localdate())


def doubt_duplicate() -> None:
    """Leave the fee of a duplicate without confirmation, so that nobody is offered it."""
    FeeTerms.objects.filter(fee_item__key="duplicate").update(
        confidence="unverified", is_active=False
    )


@pytest.mark.parametrize(
    ("key", "answers", "before", "error"),
    [
        ("demo.crashes", {"moment": "fee"}, None, "RuntimeError"),
        ("demo.refuses", {"moment": "fee"}, None, "UnknownFeeItemError"),
        ("demo.costs", {"what": "duplicate"}, end_duplicate, "FeeNotInForceError"),
        ("demo.costs", {"what": "duplicate"}, doubt_duplicate, "FeeNotInForceError"),
    ],
)
def test_fee_that_cannot_be_worked_out_refuses_and_keeps_the_draft(
    key: str, answers: dict[str, Any], before: Callable[[], None] | None, error: str
) -> None:
    walk = begin_service(key, **answers)
    if before:
        before()
    events = AuditEvent.objects.count()
    review = walk.browser.get(f"/applications/{walk.public_id}/review/")
    cache.clear()

    answer = post_review(walk, fee_cents="5000")

    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert "We cannot work out the fee just now" in answer.content.decode()
    assert "What you have saved is kept." in answer.content.decode()
    assert "You cannot submit now" in review.content.decode()
    assert b"Submit application" not in review.content
    application = stored(walk)
    assert (application.submitted_at, application.reference) == (None, None)
    assert application.step_answers.get().answers == answers
    assert AuditEvent.objects.count() == events
    assert failures() == [("demo:fees", error)]


def test_without_the_guard_it_would_be_submitted_free(monkeypatch: pytest.MonkeyPatch) -> None:
    walk = begin_service("demo.crashes", moment="fee")
    monkeypatch.setattr(pricing, "call_pure", call_decorating)

    answer = post_review(walk)

    assert (answer.status_code, stored(walk).submitted_at is not None) == (302, True)


def test_service_page_says_that_the_fee_cannot_be_worked_out_and_the_start_page_is_put_off() -> (
    None
):
    make_service_page(title="Costs", slug="costs", service_key="demo.costs", summary="S")
    end_duplicate()

    page = Client().get("/costs/")
    start = Client().get("/services/demo.costs/start/")

    assert "It cannot be worked out just now." in page.content.decode()
    assert (page.status_code, start.status_code) == (200, 503)


def test_other_services_go_on_beside_fees_that_crash(
    applicant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewal = start_renewal(applicant)
    renewal.complete()
    monkeypatch.setattr(fees, "FEES", 1)

    renewal.submit()

    assert renewal.stored().submitted_at is not None
    assert Client().get("/services/demo.costs/start/").status_code == 503

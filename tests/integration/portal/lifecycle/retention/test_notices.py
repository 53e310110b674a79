"""The text of providers' notices goes by its rule and with its payer; what happened stays."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.lifecycle.erasing import erase_records
from portal.records.models import LedgerEntry, Payment, ProviderEvent, Receipt
from portal.users.models import User
from tests.factories.accounts import make_educator
from tests.factories.applications import make_application
from tests.factories.paying import pay
from tests.factories.retention import ago, decide, keep

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def notice(event_id: str, *, days: int = 1, is_handled: bool = True, **facts: Any) -> ProviderEvent:
    """Return a notice that came so many days ago."""
    handled = {"handled_at": ago(days), "outcome": "fulfilled"} if is_handled else {}
    return ProviderEvent.objects.create(
        provider="demo.card",
        event_id=event_id,
        kind="charge.succeeded",
        body='{"name": "Quimby"}',
        received_at=ago(days),
        due_at=ago(days),
        **handled,
        **facts,
    )


def test_text_goes_once_its_time_is_over(retention: Callable[..., str]) -> None:
    keep("provider_notices", 100)
    notice("old", days=101), notice("young", days=99)
    notice("waits", days=101, is_handled=False)

    dry = retention("--dry-run")
    bodies = dict(ProviderEvent.objects.values_list("event_id", "body"))
    done = retention()

    assert "provider_notices: kept for 100 days: 1 would be removed" in dry
    assert all(bodies.values())
    assert "provider_notices: kept for 100 days: 1 removed" in done
    left = ProviderEvent.objects.exclude(body="")
    assert set(left.values_list("event_id", flat=True)) == {"young", "waits"}
    old = ProviderEvent.objects.get(event_id="old")
    assert (old.kind, old.outcome, old.erased_at is None) == (
        "charge.succeeded",
        "fulfilled",
        False,
    )


def test_suggested_period_erases_nothing(retention: Callable[..., str]) -> None:
    keep("provider_notices", 100, confidence="unverified", is_active=False)
    notice("old", days=101)

    retention()

    assert ProviderEvent.objects.get().body


def test_erasing_the_payer_leaves_the_books(specialist: User) -> None:
    educator = make_educator(username="payer")
    application = make_application(educator)
    pay(application, 5_000)
    payment = Payment.objects.get()
    Payment.objects.update(address="https://checkout.example.org/q", handle="pi_7")
    notice("a", attempt=str(payment.public_id))
    notice("b", reference="pi_7")
    notice("other", reference="pi_8")
    decide(application, specialist, days=0)
    before = list(LedgerEntry.objects.values()), list(Receipt.objects.values())

    counts = erase_records(person=educator.person, reason="r", actor_id=None, at=ago(0))

    payment.refresh_from_db()
    assert counts["notices of payments"] == 2
    assert list(ProviderEvent.objects.exclude(body="").values_list("event_id", flat=True)) == [
        "other"
    ]
    assert (payment.address, payment.instrument, payment.captured_cents) == ("", "", 5_000)
    assert (list(LedgerEntry.objects.values()), list(Receipt.objects.values())) == before

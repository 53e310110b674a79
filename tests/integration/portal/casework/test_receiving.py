"""The fiscal clerk's pages of mailed payments: from what was counted to the receipt, and what goes back."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.records.models import Instrument, MailBatch, MailedItem, Payment
from portal.sdk.testing.walking import Walk
from portal.users.models import User
from tests.integration.portal.payments.conftest import stored, walk
from tests.integration.portal.payments.mailed.conftest import _rows, expected

pytestmark = [pytest.mark.django_db, pytest.mark.database]
__all__ = ["_rows", "expected", "walk"]


@pytest.fixture
def clerk(fiscal_clerk: User) -> Client:
    """Return the fiscal clerk's browser."""
    client = Client()
    client.force_login(fiscal_clerk)
    return client


def count(clerk: Client, *, items: int = 1, dollars: str = "50.00") -> MailBatch:
    """Open a batch by its page."""
    form = {"received_on": timezone.localdate().isoformat(), "items": items, "cents": dollars}
    clerk.post(reverse("receiving:new"), form)
    return MailBatch.objects.latest("id")


def enter(clerk: Client, batch: MailBatch, **typed: Any) -> Any:
    """Type an item on the page of its batch."""
    kind = Instrument.objects.get(key="money_order").pk
    form = {"instrument": kind, "issuer": "Postal Service", "serial": "MO 1", "cents": "$50.00"}
    return clerk.post(reverse("receiving:batch", args=[batch.pk]), {**form, **typed})


def close(clerk: Client, batch: MailBatch) -> str:
    """Press Close, and return what is said."""
    answer = clerk.post(reverse("receiving:close", args=[batch.pk]), follow=True)
    return answer.content.decode()


def act(clerk: Client, name: str, **typed: Any) -> Any:
    """Press a button of the only item's page."""
    address = reverse(f"receiving:{name}", args=[MailedItem.objects.get().pk])
    return clerk.post(address, typed, follow=True)


def test_batch_that_agrees_closes_and_pays_what_its_slip_names(
    clerk: Client, expected: Payment
) -> None:
    batch = count(clerk)
    enter(clerk, batch, reference=expected.provider_reference)

    said = close(clerk, batch)

    expected.refresh_from_db()
    assert "1 item paid. 0 wait to be matched." in said
    assert expected.status == "paid"


def test_batch_that_differs_stays_open_and_says_by_how_much(clerk: Client, walk: Walk) -> None:
    batch = count(clerk, items=2, dollars="1,050.00")
    enter(clerk, batch)

    said = close(clerk, batch)

    batch.refresh_from_db()
    assert "it differs by -1 items and -$1,000.00." in said
    assert batch.closed_at is None


def test_item_that_was_entered_before_is_refused_with_its_place_and_keeps_what_was_typed(
    clerk: Client, walk: Walk
) -> None:
    batch = count(clerk, items=2, dollars="100.00")
    enter(clerk, batch)

    again = enter(clerk, batch, serial="mo-1", reference="")

    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert f"in batch {batch.pk} on line 1." in again.content.decode()
    assert 'value="mo-1"' in again.content.decode()
    assert MailedItem.objects.count() == 1


def test_item_of_nobody_waits_and_is_matched_by_hand(clerk: Client, walk: Walk) -> None:
    batch = count(clerk)
    enter(clerk, batch)
    close(clerk, batch)
    application = stored(walk)

    queue = clerk.get(reverse("receiving:waiting")).content.decode()
    item = MailedItem.objects.get()
    page = clerk.get(reverse("receiving:item", args=[item.pk]), {"q": application.reference})
    done = act(clerk, "apply", application=application.pk)

    assert "whose it is, is not known" in queue.lower()
    assert f'value="{application.pk}" checked' in page.content.decode()
    assert "Still due: $0.00." in done.content.decode()
    assert stored(walk).statuses == ["waiting_for_review"]


def test_nothing_chosen_is_asked_for(clerk: Client, walk: Walk) -> None:
    batch = count(clerk)
    enter(clerk, batch)
    close(clerk, batch)

    assert "Choose the application" in act(clerk, "apply", application="x").content.decode()


def test_sending_back_needs_a_reason(clerk: Client, walk: Walk) -> None:
    batch = count(clerk)
    enter(clerk, batch)
    close(clerk, batch)

    refused = act(clerk, "return", reason=" ")
    act(clerk, "return", reason="Nobody is named.")

    item = MailedItem.objects.get()
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert (item.status, item.reason) == ("returned", "Nobody is named.")


def test_bounced_item_makes_its_amount_due_again(clerk: Client, expected: Payment) -> None:
    batch = count(clerk)
    enter(clerk, batch, reference=expected.provider_reference)
    close(clerk, batch)

    page = act(clerk, "bounce", reason="No such account.").content.decode()

    expected.refresh_from_db()
    assert "its amount is due again" in page
    assert expected.status == "reversed"
    assert expected.application.statuses == ["payment_due"]


def test_specialist_may_not_enter_mail(specialist: User) -> None:
    client = Client()
    client.force_login(specialist)

    pages = [client.get(reverse(f"receiving:{name}")) for name in ("list", "new", "waiting")]

    assert [page["Location"] for page in pages] == [reverse("wagtailadmin_home")] * 3

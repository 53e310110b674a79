"""A fiscal clerk who is an applicant too: a colleague matches, sends back and takes back their mail, not they."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from portal.accounts.roles import Role
from portal.payments.issues import settle_issue
from portal.payments.mailed import applying
from portal.payments.mailed.applying import apply_item, finish_batch
from portal.payments.own import OwnPaymentError
from portal.records.ledger.paying import Payment, PaymentIssue
from portal.records.models import MailedItem
from portal.sdk.testing.walking import Walk
from portal.users.models import User
from tests.factories.mail import enter
from tests.integration.portal.payments.conftest import stored

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def own(walk: Walk) -> User:
    """Return the applicant, who works as a fiscal clerk."""
    account: User = walk.applicant.account
    account.groups.add(Group.objects.get(name=Role.FISCAL_CLERK.value))
    return User.objects.get(pk=account.pk)


@pytest.fixture
def item(expected: Payment, batch_of: Callable[..., Any], own: User) -> MailedItem:
    """Return an item for the clerk's own application, in a batch that the clerk closed."""
    item = enter(batch_of(), reference=expected.provider_reference or "")
    finish_batch(batch_id=item.batch_id, by_id=own.pk, at=timezone.now())
    item.refresh_from_db()
    return item


def test_own_mail_waits_for_a_colleague_who_lets_it_pay(
    walk: Walk, item: MailedItem, own: User, fiscal_clerk: User
) -> None:
    key, at = stored(walk).pk, timezone.now()

    assert item.status == "waiting"
    with pytest.raises(OwnPaymentError):
        apply_item(item_id=item.pk, application_id=key, by_id=own.pk, at=at)
    assert (
        apply_item(item_id=item.pk, application_id=key, by_id=fiscal_clerk.pk, at=at).owed_cents
        == 0
    )


def test_page_of_the_item_says_so_for_each_act(
    walk: Walk, item: MailedItem, own: User, fiscal_clerk: User
) -> None:
    page, said = f"/admin/mailed-payments/items/{item.pk}/", "a colleague has to do it"
    clerk = Client()
    clerk.force_login(own)
    key = stored(walk).pk

    applied = clerk.post(f"{page}apply/", {"application": key}, follow=True)
    returned = clerk.post(f"{page}return/", {"reason": "no"}, follow=True)
    apply_item(item_id=item.pk, application_id=key, by_id=fiscal_clerk.pk, at=timezone.now())
    bounced = clerk.post(f"{page}bounce/", {"reason": "no"}, follow=True)

    for answer in (applied, returned, bounced):
        assert said in answer.content.decode()
    item.refresh_from_db()
    assert item.status == "applied"


def test_exception_about_an_own_payment_is_settled_by_a_colleague(
    expected: Payment, own: User, fiscal_clerk: User
) -> None:
    issue = PaymentIssue.objects.create(
        kind="stuck", provider="p", reference="r", payment=expected, found_at=timezone.now()
    )

    with pytest.raises(OwnPaymentError):
        settle_issue(issue_id=issue.pk, note="mine", by_id=own.pk, at=timezone.now())
    settle_issue(issue_id=issue.pk, note="theirs", by_id=fiscal_clerk.pk, at=timezone.now())
    issue.refresh_from_db()
    assert issue.note == "theirs"


def test_own_mail_would_pay_without_the_guard(
    walk: Walk, item: MailedItem, own: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "check_not_own", lambda *_given: None)

    done = apply_item(
        item_id=item.pk, application_id=stored(walk).pk, by_id=own.pk, at=timezone.now()
    )

    assert done.owed_cents == 0

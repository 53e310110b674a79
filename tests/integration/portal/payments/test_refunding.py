"""Refunds: one person asks, another decides, and nothing gives back more than was received."""

from http import HTTPStatus

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from portal.lifecycle.integrity import check_integrity
from portal.payments.contract import ProviderError, ProviderRefusedError
from portal.payments.refunding import (
    RefundNotAllowedError,
    RefundRefusedError,
    askable_cents,
    decide_refund,
    finish_refunds,
    request_refund,
)
from portal.payments.sandbox import SandboxMethod
from portal.records.ledger.paying import Payment, PaymentIssue
from portal.records.ledger.reversing import reverse_payment
from portal.records.models import LedgerEntry, Refund
from portal.sdk.testing.walking import Walk
from portal.users.models import User
from tests.integration.portal.payments.conftest import raising, stored
from tests.integration.portal.payments.test_paying import choose

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def paid(walk: Walk) -> Payment:
    choose(walk, "paid")
    return Payment.objects.get()


def ask_back(payment: Payment, by: User, cents: int = 2_000) -> Refund:
    return request_refund(
        payment_id=payment.pk, cents=cents, reason="sent twice", by_id=by.pk, at=timezone.now()
    )


def decide(refund: Refund, by: User, *, approve: bool = True) -> Refund:
    return decide_refund(refund_id=refund.pk, approve=approve, by_id=by.pk, at=timezone.now())


def test_refund_is_asked_for_by_one_and_given_back_by_another(
    walk: Walk, fiscal_clerk: User, supervisor: User
) -> None:
    payment = paid(walk)
    refund = ask_back(payment, fiscal_clerk)

    done = decide_refund(refund_id=refund.pk, approve=True, by_id=supervisor.pk, at=timezone.now())

    payment.refresh_from_db()
    assert (done.status, payment.refunded_cents) == ("done", 2_000)
    entry = LedgerEntry.objects.get(refund=refund)
    assert (entry.debit, entry.credit, entry.cents) == ("refunded", "cash", 2_000)
    assert stored(walk).timeline.last().kind == "payment_refunded"
    assert list(check_integrity(at=timezone.now())) == []


def test_nobody_decides_on_what_they_asked_for_nor_on_their_own(
    walk: Walk, fiscal_clerk: User, supervisor: User
) -> None:
    payment = paid(walk)
    own = ask_back(payment, supervisor)
    refund = ask_back(payment, fiscal_clerk)
    at = timezone.now()

    with pytest.raises(RefundNotAllowedError):
        decide_refund(refund_id=own.pk, approve=True, by_id=supervisor.pk, at=at)
    with pytest.raises(RefundNotAllowedError):
        decide_refund(refund_id=refund.pk, approve=True, by_id=fiscal_clerk.pk, at=at)
    person = payment.application.person
    person.account = supervisor
    person.save()
    with pytest.raises(RefundNotAllowedError):
        decide_refund(refund_id=refund.pk, approve=True, by_id=supervisor.pk, at=at)
    with pytest.raises(RefundNotAllowedError):
        ask_back(payment, supervisor)


@pytest.mark.parametrize("cents", [0, -1, 5_001])
def test_more_than_was_paid_is_never_given_back(walk: Walk, fiscal_clerk: User, cents: int) -> None:
    payment = paid(walk)

    with pytest.raises(RefundRefusedError):
        ask_back(payment, fiscal_clerk, cents)


def test_what_waits_for_a_second_person_is_not_asked_for_again(
    walk: Walk, fiscal_clerk: User, supervisor: User
) -> None:
    payment = paid(walk)
    first = ask_back(payment, fiscal_clerk, 3_000)

    with pytest.raises(RefundRefusedError, match="2001 of 2000 cents"):
        ask_back(payment, fiscal_clerk, 2_001)
    second = ask_back(payment, fiscal_clerk, 2_000)
    with pytest.raises(RefundRefusedError, match="1 of 0 cents"):
        ask_back(payment, fiscal_clerk, 1)
    decide(first, supervisor)
    decide(second, supervisor, approve=False)

    payment.refresh_from_db()
    assert (payment.refunded_cents, askable_cents(payment)) == (3_000, 2_000)
    assert ask_back(payment, fiscal_clerk, 2_000).status == "requested"


def test_what_is_not_there_any_more_is_not_approved(
    walk: Walk, fiscal_clerk: User, supervisor: User
) -> None:
    payment = paid(walk)
    first, second = (ask_back(payment, fiscal_clerk, cents) for cents in (3_000, 2_000))
    Payment.objects.update(disputed_cents=1_000)
    decide(first, supervisor)

    with pytest.raises(RefundRefusedError, match="2000 of 1000 cents"):
        decide(second, supervisor)
    with pytest.raises(RefundRefusedError, match="it is done already"):
        decide(first, supervisor)

    second.refresh_from_db()
    assert second.status == "requested"
    assert decide(second, supervisor, approve=False).status == "refused"


def test_nothing_is_given_back_of_what_the_bank_took_back(
    walk: Walk, fiscal_clerk: User, supervisor: User
) -> None:
    payment = paid(walk)
    asked = ask_back(payment, fiscal_clerk)
    with transaction.atomic():
        reverse_payment(payment=payment, reason="no", actor_id=fiscal_clerk.pk, at=timezone.now())
    page = Client()
    page.force_login(fiscal_clerk)

    with pytest.raises(RefundRefusedError, match="2000 of 0 cents"):
        decide(asked, supervisor)
    with pytest.raises(RefundRefusedError, match="1 of 0 cents"):
        ask_back(payment, fiscal_clerk, 1)

    seen = page.get(f"/admin/payments/{payment.public_id}/").content.decode()
    assert 'name="amount"' not in seen
    assert decide(asked, supervisor, approve=False).status == "refused"


def test_page_of_a_payment_says_what_waits_and_what_can_be_asked_for_still(
    walk: Walk, fiscal_clerk: User, supervisor: User
) -> None:
    payment = paid(walk)
    browser, other = Client(), Client()
    browser.force_login(fiscal_clerk)
    other.force_login(supervisor)
    page = f"/admin/payments/{payment.public_id}/"
    ask_back(payment, fiscal_clerk, 3_000)

    some = browser.get(page).content.decode()
    wrong = browser.post(
        f"{page}refund/", {"amount": "20.01", "reason": "to the cent"}, follow=True
    )
    browser.post(f"{page}refund/", {"amount": "20.00", "reason": "r"})
    whole = browser.get(page).content.decode()
    overseen = other.get(page).content.decode()

    person, file = (
        payment.application.person,
        f"/admin/applications/{payment.application.public_id}/",
    )
    assert (file in some, file in overseen) == (False, True)
    assert f"{person.first_name} {person.last_name}" in some
    assert "Test payment (no real money)" in some
    assert "$30.00 wait for a second person." in some
    assert "Up to $20.00 can be given back." in some
    refused = wrong.content.decode()
    assert wrong.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Type an amount up to $20.00" in refused
    assert 'value="20.01"' in refused
    assert 'value="to the cent"' in refused
    assert "$50.00 wait for a second person." in whole
    assert 'name="amount"' not in whole


def test_refund_that_the_provider_could_not_be_told_of_is_finished_later(
    walk: Walk, fiscal_clerk: User, supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    refund = ask_back(paid(walk), fiscal_clerk)
    at = timezone.now()
    with monkeypatch.context() as down:
        down.setattr(SandboxMethod, "refund", raising(ProviderError("down")))
        left = decide_refund(refund_id=refund.pk, approve=True, by_id=supervisor.pk, at=at)

    assert left.status == "approved"
    assert finish_refunds(at=at) == 1
    assert finish_refunds(at=at) == 0
    assert list(check_integrity(at=at)) == []


def test_refund_that_the_provider_refuses_leaves_the_money_where_it_was(
    walk: Walk, fiscal_clerk: User, supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = paid(walk)
    refund = ask_back(payment, fiscal_clerk)
    monkeypatch.setattr(SandboxMethod, "refund", raising(ProviderRefusedError("no")))

    done = decide_refund(refund_id=refund.pk, approve=True, by_id=supervisor.pk, at=timezone.now())

    payment.refresh_from_db()
    assert (done.status, payment.refunded_cents) == ("failed", 0)


def test_staff_pages_ask_for_a_refund_decide_it_and_settle_an_exception(
    walk: Walk, fiscal_clerk: User, supervisor: User
) -> None:
    payment = paid(walk)
    one, other = Client(), Client()
    one.force_login(fiscal_clerk)
    other.force_login(supervisor)
    page = f"/admin/payments/{payment.public_id}/"
    issue = PaymentIssue.objects.create(
        kind="unknown", provider="p", reference="r", cents=100, found_at=timezone.now()
    )

    wrong = one.post(f"{page}refund/", {"amount": "abc", "reason": "r"}, follow=True)
    asked = one.post(f"{page}refund/", {"amount": "$20.00", "reason": "twice"}, follow=True)
    refund = Refund.objects.get()
    own = one.post(f"/admin/payments/refunds/{refund.pk}/decide/", {"decision": "approve"})
    seen = other.get("/admin/payments/").content.decode()
    other.post(f"/admin/payments/refunds/{refund.pk}/decide/", {"decision": "approve"})
    other.post(f"/admin/payments/exceptions/{issue.pk}/settle/", {"note": "asked the bank"})
    other.post("/admin/payments/reconcile/")

    refund.refresh_from_db()
    issue.refresh_from_db()
    assert "Type an amount up to $50.00" in wrong.content.decode()
    assert "The refund waits for a second person." in asked.content.decode()
    assert own.status_code == 302
    assert "Unknown to us" in seen
    assert 'value="approve"' in seen
    assert (refund.status, issue.note) == ("done", "asked the bank")
    assert "Everything matches." in other.get("/admin/payments/").content.decode()
    assert "$20.00" in one.get(page).content.decode()


def test_payment_is_found_by_what_its_payer_quotes_and_from_its_application(
    walk: Walk, fiscal_clerk: User, supervisor: User
) -> None:
    payment = paid(walk)
    clerk, other = Client(), Client()
    clerk.force_login(fiscal_clerk)
    other.force_login(supervisor)
    page = f'href="/admin/payments/{payment.public_id}/"'

    def find(quoted: str) -> str:
        return clerk.get("/admin/payments/", {"quoted": quoted}).content.decode()

    quoted = (
        payment.receipt.number,
        f" {payment.receipt.number.lower()} ",
        payment.application.reference or "",
        payment.provider_reference or "",
    )
    file = other.get(f"/admin/applications/{payment.application.public_id}/").content.decode()

    assert [page in find(each) for each in quoted] == [True] * 4
    assert [page in find(each) for each in ("", "X", payment.receipt.number[:-1])] == [False] * 3
    assert "No payment has exactly “X”." in find("X")
    assert page in file

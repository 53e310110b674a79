"""Reconciling finds what nobody told of; refunds take two people, and give back to the cent."""

import re
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.accounts.roles import Role
from portal.lifecycle.integrity import check_integrity
from portal.payments import reconciling
from portal.payments.contract import ProviderError, ProviderRefusedError, TruthState
from portal.payments.differences import count_differences
from portal.payments.findings import WORDS, tell_findings
from portal.payments.fulfilling import Outcome
from portal.payments.reconciling import reconcile
from portal.payments.refunding import (
    RefundNotAllowedError,
    RefundRefusedError,
    decide_refund,
    finish_refunds,
    request_refund,
)
from portal.payments.sandbox import SandboxMethod
from portal.records.ledger.paying import Payment, PaymentIssue
from portal.records.models import Application, LedgerEntry, Refund
from portal.sdk.testing.walking import Walk
from portal.users.models import User
from tests.factories.accounts import make_account
from tests.factories.paying import pay
from tests.integration.portal.payments.conftest import begin_service, stored
from tests.integration.portal.payments.test_paying import begin, choose, say

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LATER = timedelta(minutes=5)


@pytest.fixture
def walk() -> Walk:
    """Return an applicant who has sent what costs 50 dollars."""
    walk = begin_service("demo.costs", what="duplicate")
    walk.submit()
    return walk


@pytest.fixture
def clerk() -> User:
    """Return somebody who asks for refunds."""
    return make_account(Role.FISCAL_CLERK)


@pytest.fixture
def supervisor() -> User:
    """Return somebody who approves them."""
    return make_account(Role.SUPERVISOR)


def test_paid_and_not_come_back_is_found_and_a_second_run_changes_nothing(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(walk)
    say(monkeypatch, TruthState.PAID)

    first = reconcile(at=timezone.now() + LATER)
    second = reconcile(at=timezone.now() + LATER)

    assert first.counts == {"asked": 1, "fulfilled": 1}
    assert second.counts == {}
    assert Payment.objects.get().status == "paid"


def test_attempt_that_the_provider_never_heard_of_times_out(walk: Walk) -> None:
    begin(walk)
    Payment.objects.update(provider_reference=None, status="started")

    run = reconcile(at=timezone.now() + timedelta(days=2))

    assert run.counts == {"asked": 1, "ended": 1}
    assert Payment.objects.get().status == "expired"


def test_attempt_that_stays_open_is_listed_once(walk: Walk) -> None:
    begin(walk)

    for day in (2, 3):
        reconcile(at=timezone.now() + timedelta(days=day))

    assert list(PaymentIssue.objects.values_list("kind", "cents")) == [("stuck", 5_000)]


def test_application_that_is_paid_and_still_said_to_owe_is_mended(walk: Walk) -> None:
    choose(walk, "paid")
    Application.objects.filter(pk=stored(walk).pk).update(
        statuses=["payment_due"], action_required_by="applicant"
    )

    run = reconcile(at=timezone.now())

    assert run.counts == {"status mended": 1}
    assert stored(walk).statuses == ["waiting_for_review"]


def test_payment_that_came_twice_is_counted_and_listed(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(walk)
    Payment.objects.update(status="expired")
    pay(stored(walk), method="mail_in_payments.mail")
    Payment.objects.filter(number=1).update(status="open")
    say(monkeypatch, TruthState.PAID)

    first = reconcile(at=timezone.now() + LATER)
    second = reconcile(at=timezone.now() + LATER)

    assert first.counts == {"asked": 1, "fulfilled": 1, "paid twice": 1}
    assert second.counts == {}
    assert list(PaymentIssue.objects.values_list("kind", "cents")) == [("surplus", 5_000)]
    assert count_differences()["surplus_kept"] == 1


def test_all_that_is_counted_is_said_in_words_the_five_kinds_first() -> None:
    counted = {each.value for each in Outcome} - {Outcome.OPEN.value, Outcome.ALREADY.value}
    literals = set(re.findall(r'counts\["([^"]+)"\]', Path(reconciling.__file__).read_text()))

    assert counted | literals == set(WORDS)
    told = list(tell_findings({"unknown to us": 2, "asked": 3}))
    assert [number for _words, number in told] == [0, 0, 0, 0, 2, 3]


def test_provider_that_is_down_is_said_and_the_rest_goes_on(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(walk)
    monkeypatch.setattr(SandboxMethod, "fetch", raising(ProviderError("down")))
    told = StringIO()

    run = reconcile(at=timezone.now() + LATER)
    call_command("reconcile_payments", stdout=told)

    assert run.counts == {"asked": 1, "could not be asked": 1}
    assert "exceptions that wait for somebody: 0" in told.getvalue()


def raising(error: Exception) -> Any:
    """Return a method that raises."""

    def act(*_args: Any, **_kwargs: Any) -> Any:
        raise error

    return act


def paid(walk: Walk) -> Payment:
    choose(walk, "paid")
    return Payment.objects.get()


def ask_back(payment: Payment, by: User, cents: int = 2_000) -> Refund:
    return request_refund(
        payment_id=payment.pk, cents=cents, reason="sent twice", by_id=by.pk, at=timezone.now()
    )


def test_refund_is_asked_for_by_one_and_given_back_by_another(
    walk: Walk, clerk: User, supervisor: User
) -> None:
    payment = paid(walk)
    refund = ask_back(payment, clerk)

    done = decide_refund(refund_id=refund.pk, approve=True, by_id=supervisor.pk, at=timezone.now())

    payment.refresh_from_db()
    assert (done.status, payment.refunded_cents) == ("done", 2_000)
    entry = LedgerEntry.objects.get(refund=refund)
    assert (entry.debit, entry.credit, entry.cents) == ("refunded", "cash", 2_000)
    assert stored(walk).timeline.last().kind == "payment_refunded"
    assert list(check_integrity(at=timezone.now())) == []


def test_nobody_decides_on_what_they_asked_for_nor_on_their_own(
    walk: Walk, clerk: User, supervisor: User
) -> None:
    payment = paid(walk)
    own = ask_back(payment, supervisor)
    refund = ask_back(payment, clerk)
    at = timezone.now()

    with pytest.raises(RefundNotAllowedError):
        decide_refund(refund_id=own.pk, approve=True, by_id=supervisor.pk, at=at)
    with pytest.raises(RefundNotAllowedError):
        decide_refund(refund_id=refund.pk, approve=True, by_id=clerk.pk, at=at)
    person = payment.application.person
    person.account = supervisor
    person.save()
    with pytest.raises(RefundNotAllowedError):
        decide_refund(refund_id=refund.pk, approve=True, by_id=supervisor.pk, at=at)
    with pytest.raises(RefundNotAllowedError):
        ask_back(payment, supervisor)


@pytest.mark.parametrize("cents", [0, -1, 5_001])
def test_more_than_was_paid_is_never_given_back(walk: Walk, clerk: User, cents: int) -> None:
    payment = paid(walk)

    with pytest.raises(RefundRefusedError):
        ask_back(payment, clerk, cents)


def test_two_refunds_together_give_back_what_was_paid_at_most(
    walk: Walk, clerk: User, supervisor: User
) -> None:
    payment = paid(walk)
    first, second = ask_back(payment, clerk, 3_000), ask_back(payment, clerk, 3_000)
    at = timezone.now()
    decide_refund(refund_id=first.pk, approve=True, by_id=supervisor.pk, at=at)

    with pytest.raises(RefundRefusedError):
        decide_refund(refund_id=second.pk, approve=True, by_id=supervisor.pk, at=at)
    with pytest.raises(RefundRefusedError):
        decide_refund(refund_id=first.pk, approve=True, by_id=supervisor.pk, at=at)


def test_refund_that_the_provider_could_not_be_told_of_is_finished_later(
    walk: Walk, clerk: User, supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    refund = ask_back(paid(walk), clerk)
    at = timezone.now()
    with monkeypatch.context() as down:
        down.setattr(SandboxMethod, "refund", raising(ProviderError("down")))
        left = decide_refund(refund_id=refund.pk, approve=True, by_id=supervisor.pk, at=at)

    assert left.status == "approved"
    assert finish_refunds(at=at) == 1
    assert finish_refunds(at=at) == 0
    assert list(check_integrity(at=at)) == []


def test_refund_that_the_provider_refuses_leaves_the_money_where_it_was(
    walk: Walk, clerk: User, supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = paid(walk)
    refund = ask_back(payment, clerk)
    monkeypatch.setattr(SandboxMethod, "refund", raising(ProviderRefusedError("no")))

    done = decide_refund(refund_id=refund.pk, approve=True, by_id=supervisor.pk, at=timezone.now())

    payment.refresh_from_db()
    assert (done.status, payment.refunded_cents) == ("failed", 0)


def test_staff_pages_ask_for_a_refund_decide_it_and_settle_an_exception(
    walk: Walk, clerk: User, supervisor: User
) -> None:
    payment = paid(walk)
    one, other = Client(), Client()
    one.force_login(clerk)
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

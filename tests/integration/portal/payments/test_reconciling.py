"""Reconciling finds what nobody told of, and puts it right or lists it."""

import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from portal.payments import reconciling
from portal.payments.contract import ProviderError, TruthState
from portal.payments.differences import count_differences
from portal.payments.findings import WORDS, tell_findings
from portal.payments.fulfilling import Outcome
from portal.payments.reconciling import reconcile
from portal.payments.sandbox import SandboxMethod
from portal.records.ledger.paying import Payment, PaymentIssue
from portal.records.models import Application, Reconciliation
from portal.sdk.testing.walking import Walk
from portal.users.models import User
from tests.factories.paying import pay
from tests.integration.portal.payments.conftest import raising, stored
from tests.integration.portal.payments.test_paying import begin, choose, say

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LATER = timedelta(minutes=5)


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


@pytest.mark.parametrize(("minutes", "warns"), [(59, False), (61, True)])
def test_page_of_payments_says_where_the_last_comparison_was_long_ago(
    fiscal_clerk: User, minutes: int, warns: bool
) -> None:
    Reconciliation.objects.create(started_at=timezone.now() - timedelta(minutes=minutes))
    browser = Client()
    browser.force_login(fiscal_clerk)

    seen = browser.get("/admin/payments/").content.decode()

    assert "Compared last" in seen
    assert ("This was long ago." in seen) is warns

"""Which day of a payment counts: by the dated row, and what follows for a filing that is paid near the expiry date."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.lifecycle.effects import RecordTimelyFiling
from portal.payments.counting import counting_day
from portal.records.models import Application, Credential, PaymentRuleTerms
from portal.records.reference.operations import load_table
from portal.records.reference.tables import find_table
from portal.users.models import User
from portal_plugins.certification.effects import DuplicateCertificate
from tests.factories.certification import ask_for_duplicate
from tests.factories.credentials import make_credential
from tests.factories.paying import pay

pytestmark = [pytest.mark.django_db, pytest.mark.database]
POSTED, RECEIVED, RECORDED = date(2026, 6, 29), date(2026, 7, 2), date(2026, 7, 6)


@pytest.fixture(autouse=True)
def _rules() -> None:
    """Load the rules as they come with the portal."""
    load_table(table=find_table("payment_rules"), at=timezone.now())


def rule(counts: str, **facts: object) -> None:
    """Let the row say otherwise."""
    PaymentRuleTerms.objects.update(counts=counts, **facts)


@pytest.mark.parametrize(
    ("counts", "day"), [("posted", POSTED), ("received", RECEIVED), ("recorded", RECORDED)]
)
def test_day_that_counts_is_the_one_that_the_row_names(counts: str, day: date) -> None:
    rule(counts)

    counted = counting_day(posted_on=POSTED, received_on=RECEIVED, recorded_on=RECORDED)

    assert counted == day


def test_portal_begins_with_the_day_of_arrival_and_says_that_no_source_was_found() -> None:
    row = PaymentRuleTerms.objects.get()

    assert (row.counts, row.confidence, row.is_active) == ("received", "general", True)
    assert row.source.startswith("No source was found")


def test_day_that_is_not_known_is_the_next_one_that_is() -> None:
    rule("posted")

    assert counting_day(received_on=RECEIVED, recorded_on=RECORDED) == RECEIVED
    assert counting_day(recorded_on=RECORDED) == RECORDED


def test_without_a_confirmed_row_the_day_of_recording_counts() -> None:
    rule("received", is_active=False, confidence="unverified")

    counted = counting_day(posted_on=POSTED, received_on=RECEIVED, recorded_on=RECORDED)

    assert counted == RECORDED


@pytest.fixture
def held(applicant: User) -> Credential:
    """Return a certificate of the applicant that expires in three days."""
    return make_credential(applicant.person, days_left=3)


@pytest.fixture
def filed(applicant: User, held: Credential, monkeypatch: pytest.MonkeyPatch) -> Application:
    """Return a filing that costs something and holds the certificate in process."""

    def hold(_self: object, case: object) -> list[RecordTimelyFiling]:
        return [RecordTimelyFiling(held.number)]

    monkeypatch.setattr(DuplicateCertificate, "on_submitted", hold)
    monkeypatch.setattr(DuplicateCertificate, "on_paid", lambda _self, _case: [])
    return ask_for_duplicate(applicant, held)


def filings(held: Credential) -> list[date]:
    """Return the days of the filings that hold a certificate."""
    return list(held.events.filter(kind="filed").values_list("effective_on", flat=True))


def test_filing_holds_nothing_before_its_fee_is_paid(filed: Application, held: Credential) -> None:
    assert filings(held) == []
    assert filed.holds == [held.number]


def test_filing_counts_from_the_later_of_filing_and_payment(
    filed: Application, held: Credential
) -> None:
    assert held.expires_on is not None

    pay(filed, 2_000, counts_on=timezone.localdate())
    assert filings(held) == []
    pay(filed, counts_on=held.expires_on)

    assert filings(held) == [held.expires_on]
    filed.refresh_from_db()
    assert filed.holds == []


def test_payment_that_counts_after_the_expiry_date_holds_nothing(
    filed: Application, held: Credential
) -> None:
    assert held.expires_on is not None

    pay(filed, counts_on=held.expires_on + timedelta(days=1))

    assert filings(held) == []


def test_payment_that_counts_before_the_filing_holds_from_the_filing(
    filed: Application, held: Credential
) -> None:
    pay(filed, counts_on=timezone.localdate() - timedelta(days=5))

    assert filings(held) == [timezone.localdate()]

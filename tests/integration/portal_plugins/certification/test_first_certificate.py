"""A first certificate: the review part on filing, the rest once found eligible, then the certificate."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.lifecycle.decisions import decide_application
from portal.lifecycle.eligibility import find_eligible
from portal.lifecycle.errors import AccessRefusedError, PaymentOpenError
from portal.lifecycle.settling import verify_item
from portal.records.credentials.models import Credential
from portal.records.dated.months import add_months
from portal.records.evidence.kinds import EvidenceKind, model_of
from portal.records.ledger.queries import due_cents
from portal.records.models import Application, ChargeLine, Qualification
from portal.users.models import User
from tests.factories.applications import all_uses
from tests.factories.certification import apply_first
from tests.factories.credentials import make_credential
from tests.factories.paying import pay

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def settle_claims(application: Application, by: User) -> None:
    """Verify everything that the application claimed."""
    for kind in (EvidenceKind.QUALIFICATION, EvidenceKind.TEST_RESULT):
        for item in model_of(kind)._default_manager.filter(
            application_reference=application.reference
        ):
            verify_item(kind=kind, item_id=item.pk, by_id=by.pk, at=timezone.now())


def approve(application: Application, by: User) -> None:
    """Approve without its papers."""
    decide_application(
        application_id=application.pk,
        outcome="approved",
        reason="The transcript came from the institution itself.",
        decided_by_id=by.pk,
        at=timezone.now(),
        not_needed=all_uses(application),
    )


def test_filing_claims_degree_and_tests_and_only_the_review_part_is_due(applicant: User) -> None:
    application = apply_first(applicant)

    lines = ChargeLine.objects.values_list("item", "part", "cents")
    assert list(lines) == [("initial", "review", 5_000), ("initial", "balance", 15_000)]
    assert due_cents(application.pk) == 5_000
    degree, test = (
        Qualification.objects.get(),
        model_of(EvidenceKind.TEST_RESULT)._default_manager.get(),
    )
    assert (degree.degree, degree.institution_name) == ("Bachelor of Science", "Ashford College")
    assert (test.provider, test.test_code, test.score) == ("ETS", "5002", 165)
    assert {degree.state, test.state} == {"claimed"}


def test_further_endorsements_have_a_price_of_their_own(applicant: User) -> None:
    application = apply_first(applicant, "305", "165", "113", cents=40_000)

    assert due_cents(application.pk) == 5_000
    further = ChargeLine.objects.get(item="cross_endorsement")
    assert (further.quantity, further.cents) == (2, 20_000)


def test_certificate_comes_after_review_part_eligibility_balance_and_decision(
    applicant: User, specialist: User
) -> None:
    application = apply_first(applicant)
    pay(application)
    application.refresh_from_db()
    assert application.statuses == ["waiting_for_review"]
    settle_claims(application, specialist)
    with pytest.raises(PaymentOpenError, match="eligible first"):
        approve(application, specialist)

    find_eligible(application_id=application.pk, by_id=specialist.pk, at=timezone.now())
    application.refresh_from_db()
    assert application.statuses == ["found_eligible", "payment_due"]
    assert due_cents(application.pk) == 15_000
    with pytest.raises(PaymentOpenError, match="not paid"):
        approve(application, specialist)
    pay(application)
    application.refresh_from_db()
    assert application.statuses == ["found_eligible"]
    approve(application, specialist)

    issued, today = Credential.objects.get(), timezone.localdate()
    assert (issued.credential_type.key, issued.category) == ("initial", "teaching")
    assert issued.issued_on == today
    assert issued.expires_on == add_months(today, 120) - timedelta(days=1)
    assert list(issued.endorsements.values_list("endorsement__code", flat=True)) == ["305"]


def test_endorsements_of_two_categories_stand_on_two_certificates(
    applicant: User, specialist: User
) -> None:
    application = apply_first(applicant, "305", "068", cents=30_000)
    pay(application)
    find_eligible(application_id=application.pk, by_id=specialist.pk, at=timezone.now())
    pay(application)
    settle_claims(application, specialist)

    approve(application, specialist)

    issued = Credential.objects.order_by("category")
    assert list(issued.values_list("category", "endorsements__endorsement__code")) == [
        ("special_services", "068"),
        ("teaching", "305"),
    ]


def test_holder_of_a_valid_certificate_is_refused(applicant: User) -> None:
    make_credential(applicant.person)

    with pytest.raises(AccessRefusedError, match="for a first one"):
        apply_first(applicant)


def test_start_page_says_the_fee_of_today_and_how_it_is_paid(visitor: Client) -> None:
    page = visitor.get("/services/certification.first_certificate/start/").content.decode()

    assert "Fee: <strong>$200.00 (with one endorsement; a part when you apply" in page

"""Applications that owe something and their attempts to pay at the stand-in for Stripe, for the figures of money."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from benchmarks.cast import Applicant
from benchmarks.fake_stripe.server import FakeStripe, serve_stripe
from benchmarks.forged import SECRET
from portal.payments.beginning import Places, begin_payment
from portal.records.applications.models import Application
from portal.records.applications.references import new_reference
from portal.records.fees.models import FeeTerms
from portal.records.ledger.lines import FeeLine, Part
from portal.records.ledger.operations import record_charges
from portal.records.ledger.paying import Payment
from portal.records.wizards.models import WizardVersion
from portal.sdk.testing.cast import fill_fee_schedule

__all__ = ["ACCOUNT", "CENTS", "at_stand_in", "begin", "make_owing"]

CENTS, ACCOUNT = 5_000, "acct_figures"
METHOD = "stripe_payments.card"
PLACES = Places(paid="http://localhost/return/{attempt}/", back="http://localhost/back/{attempt}/")


@contextmanager
def at_stand_in(**changes: Any) -> Iterator[FakeStripe]:
    """Serve the stand-in, and have the portal ask there."""
    with serve_stripe() as fake:
        known = {
            "STRIPE_SECRET_KEY": "sk_test_figures",
            "STRIPE_WEBHOOK_SECRETS": [SECRET],
            "STRIPE_ACCOUNT": ACCOUNT,
            "STRIPE_API_BASE": fake.address,
            "PAYMENT_ATTEMPTS": 100,
        }
        with override_settings(**{**known, **changes}):
            yield fake


def make_owing(applicant: Applicant, version: WizardVersion | None = None) -> Application:
    """Return an application that was sent and owes fifty dollars, of the demo plugin unless told."""
    at = timezone.now()
    version = version or WizardVersion.objects.filter(wizard__key="demo.costs").latest("pk")
    fill_fee_schedule()
    terms = FeeTerms.objects.known().filter(fee_item__key="duplicate").first()
    assert terms is not None
    with transaction.atomic():
        application = Application.objects.create(
            reference=new_reference(),
            person_id=applicant.person_id,
            version=version,
            service_key=version.wizard.key,
            started_at=at,
            saved_at=at,
            submitted_at=at,
            snapshot={"language": "en"},
            snapshot_hash="0" * 64,
            stage=Application.Stage.SUBMITTED,
            action_required_by=Application.Actor.APPLICANT,
            statuses=["payment_due"],
        )
        _charge(application, terms.pk, applicant, at)
    return application


def _charge(application: Application, terms_id: int, applicant: Applicant, at: datetime) -> None:
    line = FeeLine(
        item="duplicate",
        label={"en": "Duplicate"},
        part=Part.BALANCE,
        quantity=1,
        unit_cents=CENTS,
        cents=CENTS,
        terms_id=terms_id,
        source="",
    )
    record_charges(
        application_id=application.pk, lines=[line], actor_id=applicant.account.pk, at=at
    )


def begin(application: Application, applicant: Applicant) -> Payment:
    """Begin to pay for an application by card."""
    return begin_payment(
        public_id=application.public_id,
        account_id=applicant.account.pk,
        method_key=METHOD,
        title="Duplicate",
        language="en",
        places=PLACES,
        at=timezone.now(),
    )

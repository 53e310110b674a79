"""Money that came in for an application, with what follows from it."""

from datetime import date, datetime
from itertools import count

from django.db import transaction
from django.utils import timezone

from portal.lifecycle.assignment import store_derived
from portal.lifecycle.paying import note_settled
from portal.records.ledger.paying import Payment
from portal.records.ledger.queries import due_cents
from portal.records.ledger.settling import settle_payment
from portal.records.models import Application

_numbers = count(1)


@transaction.atomic
def pay(
    application: Application,
    cents: int | None = None,
    *,
    at: datetime | None = None,
    counts_on: date | None = None,
    method: str = "demo.card",
) -> bool:
    """Pay what is due of an application, or so many cents of it; return whether nothing is due any more."""
    at = at or timezone.now()
    number = next(_numbers)
    payment = Payment.objects.create(
        application=application,
        number=application.payments.count() + 1,
        method=method,
        amount_cents=cents or due_cents(application.pk),
        idempotency_key=f"made-{number}",
        provider_reference=f"made-{number}",
        started_at=at,
    )
    settled = settle_payment(
        payment=payment, instrument="visa credit", handle=f"pi_{number}", at=at
    )
    application.refresh_from_db()
    if application.stage != Application.Stage.CLOSED:
        store_derived(application, None)
    is_settled = settled.owed_cents <= 0
    if is_settled:
        counted = counts_on or timezone.localdate(at)
        note_settled(application=application, counts_on=counted, at=at)
    return is_settled

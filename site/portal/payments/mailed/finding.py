"""Finds the application that mailed money is for: by what is on its slip, or by what staff search for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from portal.records.applications.models import Application
from portal.records.applications.references import REFERENCES
from portal.records.ledger.paying import Payment
from portal.records.ledger.queries import with_due
from portal.records.ledger.remittances import BY_MAIL, REMITTANCES

__all__ = ["Found", "find_by_reference", "is_reference", "plain_reference", "search_applications"]

MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """An application, with the attempt whose slip was read, if it was a slip's."""

    application: Application
    payment: Payment | None = None


def plain_reference(typed: str) -> str:
    """Return a reference as it is stored, from how it was typed or scanned."""
    return REMITTANCES.normalize(typed)


def is_reference(reference: str) -> bool:
    """Tell whether a stored reference can be a slip's or an application's: a slip of the finger is neither."""
    return REMITTANCES.is_well_formed(reference) or REFERENCES.is_well_formed(reference)


def find_by_reference(reference: str) -> Found | None:
    """Return whose a reference is, None where nobody's; at most 2 SQL."""
    if REMITTANCES.is_well_formed(reference):
        payments = Payment.objects.filter(method=BY_MAIL, provider_reference=reference)
        payment = payments.select_related("application").first()
        return Found(payment.application, payment) if payment else None
    if REFERENCES.is_well_formed(reference):
        sent = Application.objects.filter(reference=reference, submitted_at__isnull=False)
        application = sent.first()
        return Found(application) if application else None
    return None


def search_applications(text: str) -> list[Any]:
    """Return the applications that staff may mean, by reference or by name, each with ``due``; at most 3 SQL."""
    text = " ".join(text.split())
    if not text:
        return []
    sent = with_due(Application.objects.filter(submitted_at__isnull=False))
    sent = sent.select_related("person", "version")
    if found := find_by_reference(plain_reference(text)):
        return list(sent.filter(pk=found.application.pk))
    *first, last = text.split(" ")
    named = Q(person__last_name__istartswith=last) | Q(person__last_name__istartswith=text)
    if first:
        named &= Q(person__first_name__istartswith=first[0]) | Q(
            person__last_name__istartswith=text
        )
    return list(sent.filter(named).order_by("-due", "-submitted_at", "id")[:MOST])

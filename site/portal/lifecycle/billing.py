"""What an application still has to pay, as its stage and its decision rest on it. Paying is for portal.payments."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from portal.lifecycle.errors import PaymentOpenError
from portal.records.applications.models import Application
from portal.records.ledger import queries
from portal.records.ledger.models import ChargeLine

__all__ = ["check_paid", "is_charged", "owes", "waits_to_be_due"]


def is_charged(application: Application) -> bool:
    """Tell whether the application costs anything, by what was attested; no SQL."""
    snapshot: dict[str, Any] = application.snapshot or {}
    return bool((snapshot.get("fees") or {}).get("total_cents"))


def owes(application: Application) -> bool:
    """Tell whether something is due and not paid; 1 SQL, none where it costs nothing."""
    return is_charged(application) and queries.owes(application.pk)


def waits_to_be_due(application: Application) -> bool:
    """Tell whether a part of the price is not due before the applicant is found eligible; 1 SQL, or none."""
    if not is_charged(application):
        return False
    return ChargeLine.objects.filter(application=application, due_at=None).exists()


def check_paid(application: Application) -> None:
    """Raise PaymentOpenError, which says what comes first, unless the whole price is paid."""
    if waits_to_be_due(application):
        raise PaymentOpenError(
            _("Find the applicant eligible first: the rest of the fee is due from then on.")
        )
    if owes(application):
        raise PaymentOpenError(
            _("The fee is not paid yet. The application can be approved as soon as it is.")
        )

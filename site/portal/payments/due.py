"""What is to be paid for an application now, and the moment from which the rest of its price is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from portal.records.applications.models import Application
from portal.records.ledger.operations import make_due
from portal.records.ledger.queries import due_cents

__all__ = ["amount_due", "make_balance_due"]


def amount_due(application: Application, at: datetime) -> int:
    """Return what is due and not paid, in whole cents."""
    return due_cents(application.pk, at)


@transaction.atomic
def make_balance_due(*, application: Application, at: datetime, actor_id: int | None) -> int:
    """Let the rest of the price be due, as when somebody is found eligible; return what that is in cents.

    0 where nothing was open any more: a repeat changes nothing.
    """
    Application.objects.select_for_update().get(pk=application.pk)
    return make_due(application_id=application.pk, actor_id=actor_id, at=at)

"""What follows in the life of an application from money that arrived; recording the money is for portal.payments.

A filing holds its certificate from the day its fee counts as paid; what a service settles by itself is settled.
"""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from portal.lifecycle.assignment import UNDECIDED, store_derived
from portal.lifecycle.billing import is_charged, owes, waits_to_be_due
from portal.lifecycle.cases import get_case, plan_for
from portal.lifecycle.decisions import approve_by_rule
from portal.lifecycle.effects import PAID
from portal.lifecycle.errors import LifecycleError
from portal.plugins.guard import PluginFailedError
from portal.records.applications.models import Application
from portal.records.credentials.models import Credential
from portal.records.credentials.operations import record_timely_filing

__all__ = ["note_paid", "settle_by_rule"]

logger = logging.getLogger(__name__)


@transaction.atomic
def note_paid(*, application_id: int, counts_on: date, at: datetime) -> bool:
    """Bring an application up to what was paid for it; return whether nothing is due any more.

    To be called where a payment, or the taking back of one, was just recorded, in the same transaction;
    ``counts_on`` is the day on which that payment counts as made. Repeats change nothing. A plugin that fails here
    harms no payment: the application then waits for a specialist, and ``settle_by_rule`` tries again.
    """
    application = Application.objects.select_for_update().get(pk=application_id)
    if application.stage not in UNDECIDED or not is_charged(application):
        return not owes(application)
    if owes(application):
        store_derived(application, None)
        return False
    _hold(application, counts_on, at)
    store_derived(application, None)
    settle_by_rule(application_id=application_id, at=at)
    return True


def _hold(application: Application, counts_on: date, at: datetime) -> None:
    """Note the filing on the certificates that it holds, where it was both sent and paid by their expiry date."""
    assert application.submitted_at is not None
    filed_on = max(localdate(application.submitted_at), counts_on)
    own = Credential.objects.filter(person_id=application.person_id, number__in=application.holds)
    for credential in own:
        if credential.expires_on is not None and filed_on <= credential.expires_on:
            record_timely_filing(
                credential=credential,
                filed_on=filed_on,
                application_reference=application.reference or "",
                at=at,
            )
    if application.holds:
        application.holds = []
        application.save(update_fields=["holds"])


def settle_by_rule(*, application_id: int, at: datetime) -> bool:
    """Approve what its service settles without anybody's decision once it is paid; return whether it was.

    Nothing is done while something is due or not due yet, or where the service leaves it to a specialist.
    """
    case = get_case(application_id, on=localdate(at))
    application = case.application
    if application.stage not in UNDECIDED or owes(application):
        return False
    if waits_to_be_due(application):
        return False
    try:
        effects = plan_for(case, PAID)
        if not effects:
            return False
        with transaction.atomic():
            approve_by_rule(case, effects, at=at)
    except (PluginFailedError, LifecycleError):
        logger.exception("application %s is paid, and not settled by rule", application.reference)
        return False
    return True

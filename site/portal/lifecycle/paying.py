"""What follows in the life of an application from money that arrived; recording the money is for portal.payments.

A filing holds its certificate from the day its fee counts as paid; what a service settles by itself is settled.
"""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from portal.lifecycle.assignment import UNDECIDED
from portal.lifecycle.billing import owes, waits_to_be_due
from portal.lifecycle.cases import get_case, plan_for
from portal.lifecycle.decisions import approve_by_rule
from portal.lifecycle.effects import PAID, settles_itself
from portal.lifecycle.errors import LifecycleError
from portal.plugins.guard import PluginFailedError
from portal.records.applications.models import Application
from portal.records.credentials.models import Credential
from portal.records.credentials.operations import record_timely_filing

__all__ = ["note_settled", "settle_by_rule"]

logger = logging.getLogger(__name__)


def note_settled(*, application: Application, counts_on: date, at: datetime) -> None:
    """Let follow what follows once nothing of an application is due any more; no SQL where nothing does.

    To be called by whoever recorded the payment, in the same transaction, with the application held and its stage
    stored; ``counts_on`` is the day on which the payment counts as made. Repeats change nothing. A plugin that fails
    here harms no payment: the application then waits for a specialist, and ``settle_by_rule`` tries again.
    """
    if application.stage not in UNDECIDED:
        return
    if application.holds:
        _hold(application, counts_on, at)
    if settles_itself(application.service_key):
        settle_by_rule(application_id=application.pk, at=at)


def _hold(application: Application, counts_on: date, at: datetime) -> None:
    """Note the filing on the certificates that it holds, where it was both sent and paid by their expiry date."""
    assert application.submitted_at is not None
    filed_on = max(localdate(application.submitted_at), counts_on)
    own = Credential.objects.filter(person=application.holder, number__in=application.holds)
    for credential in own:
        if credential.expires_on is not None and filed_on <= credential.expires_on:
            record_timely_filing(
                credential=credential,
                filed_on=filed_on,
                application_reference=application.reference or "",
                at=at,
            )
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

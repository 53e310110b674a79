"""What time does to requests: a reminder halfway, overdue with another on the day, and the end of the link.

One short transaction a request, which is looked at again first; the worker does it every so often.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from portal.lifecycle.assignment import UNDECIDED, store_derived
from portal.lifecycle.events import request_lapsed, request_sent
from portal.lifecycle.requests import note
from portal.records.applications.models import Application, TimelineEvent
from portal.records.applications.requests import ThirdPartyRequest

__all__ = ["do_due_requests"]

KEYS_AT_ONCE = 200
OPEN = Q(answered_at=None, declined_at=None, expired_at=None, withdrawn_at=None)


def do_due_requests(*, at: datetime) -> int:
    """Remind, mark as overdue and end what is due; return how many requests changed. Safe to repeat."""
    changed, after = 0, 0
    while keys := list(
        ThirdPartyRequest.objects.filter(OPEN, pk__gt=after)
        .order_by("pk")
        .values_list("pk", flat=True)[:KEYS_AT_ONCE]
    ):
        changed += sum(_handle(key, at) for key in keys)
        after = keys[-1]
    return changed


@transaction.atomic
def _handle(key: int, at: datetime) -> bool:
    found = ThirdPartyRequest.objects.filter(OPEN, pk=key).values_list("application_id").first()
    if found is None:
        return False
    application = Application.objects.select_for_update().get(pk=found[0])
    request = ThirdPartyRequest.objects.select_for_update().filter(OPEN, pk=key).first()
    if request is None or application.stage not in UNDECIDED:
        return False
    request.application = application
    if at >= request.expires_at:
        request.expired_at = at
        request.save(update_fields=["expired_at"])
        note(request, TimelineEvent.Kind.REFERENCE_EXPIRED, None, at)
        store_derived(application, None)
        request_lapsed.send(sender=ThirdPartyRequest, request=request, at=at)
        return True
    return _remind(request, at)


def _remind(request: ThirdPartyRequest, at: datetime) -> bool:
    """Remind once halfway, and once more when it becomes overdue."""
    halfway = request.sent_at + (request.due_at - request.sent_at) / 2
    is_overdue = at >= request.due_at
    wanted = 2 if is_overdue else int(at >= halfway)
    if request.reminders >= wanted:
        return False
    request.reminders = wanted
    if is_overdue and request.overdue_at is None:
        request.overdue_at = at
    request.save(update_fields=["reminders", "overdue_at"])
    if is_overdue:
        store_derived(request.application, None)
    request_sent.send(sender=ThirdPartyRequest, request=request, is_reminder=True, at=at)
    return True

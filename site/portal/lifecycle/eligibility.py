"""A specialist finds an applicant eligible: a fact in an application's life, from which the rest of its fee is due.

It decides nothing: approving or denying comes after.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from portal.lifecycle.assignment import lock_undecided, store_derived
from portal.lifecycle.errors import AlreadyEligibleError, NotAllowedError
from portal.lifecycle.events import found_eligible
from portal.lifecycle.policies import check_can_decide
from portal.records.applications.models import Application, TimelineEvent
from portal.records.audit.operations import record_event
from portal.records.ledger.operations import make_due

__all__ = ["FIND_ELIGIBLE", "can_find_eligible", "check_can_find_eligible", "find_eligible"]

FIND_ELIGIBLE = "records.find_eligible"
User = get_user_model()


def check_can_find_eligible(user: Any, application: Application) -> None:
    """Raise NotAllowedError unless the user has the permission for it, and may decide this file."""
    if not user.has_perm(FIND_ELIGIBLE):
        raise NotAllowedError(_("Your role does not find applicants eligible."))
    check_can_decide(user, application)


def can_find_eligible(user: Any, application: Application) -> bool:
    """Tell whether the user may find the applicant eligible, who is not yet."""
    try:
        check_can_find_eligible(user, application)
    except NotAllowedError:
        return False
    return application.eligible_at is None


@transaction.atomic
def find_eligible(*, application_id: int, by_id: int, at: datetime) -> Application:
    """Record that the applicant meets the requirements, and let the rest of the fee be due; once.

    Raises NotAllowedError (no permission, own file), AlreadyDecidedError or AlreadyEligibleError.
    """
    finder = User.objects.get(pk=by_id)
    application = lock_undecided(application_id)
    check_can_find_eligible(finder, application)
    if application.eligible_at is not None:
        raise AlreadyEligibleError(_("The applicant has already been found eligible."))
    application.eligible_at = at
    application.save(update_fields=["eligible_at"])
    due = make_due(application_id=application.pk, actor_id=by_id, at=at)
    store_derived(application, None)
    TimelineEvent.objects.create(
        application=application, kind=TimelineEvent.Kind.ELIGIBLE, actor_id=by_id, happened_at=at
    )
    record_event(
        action="application.eligible",
        record_type="application",
        record_id=str(application.pk),
        state={"due_cents": due},
        actor_id=by_id,
        at=at,
    )
    found_eligible.send(sender=Application, application=application, due_cents=due, at=at)
    return application

"""Who works on an application: somebody takes it up, hands it over or gives it back. Decisions are made elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from portal.lifecycle.billing import owes
from portal.lifecycle.errors import AlreadyDecidedError, NotAllowedError
from portal.lifecycle.policies import can_decide, check_can_assign, check_can_decide
from portal.lifecycle.request_states import awaited_of
from portal.lifecycle.stages import LifecycleFacts, derive
from portal.records.applications.models import Application, TimelineEvent
from portal.records.applications.requests import ThirdPartyRequest
from portal.records.audit.operations import record_event
from portal.records.documents.queries import waits_for_replacement

__all__ = [
    "hand_over_application",
    "lock_undecided",
    "release_application",
    "store_derived",
    "take_up_application",
]

User = get_user_model()
UNDECIDED = frozenset({Application.Stage.SUBMITTED, Application.Stage.ASSESSMENT})


@transaction.atomic
def take_up_application(*, application_id: int, by_id: int, at: datetime) -> Application:
    """Assign an undecided application to a specialist; raise as deciding would."""
    taker = User.objects.get(pk=by_id)
    application = lock_undecided(application_id)
    check_can_decide(taker, application)
    return _assign(application, taker, by_id, at)


@transaction.atomic
def hand_over_application(
    *, application_id: int, to_id: int, by_id: int, at: datetime
) -> Application:
    """Assign an undecided application to a colleague, whoever has it.

    Raises NotAllowedError (no permission, own file, a colleague who may not decide it or has it
    already) or AlreadyDecidedError.
    """
    giver, taker = User.objects.get(pk=by_id), User.objects.get(pk=to_id)
    application = lock_undecided(application_id)
    check_can_assign(giver, application)
    name = {"name": taker.get_full_name() or taker.get_username()}
    if not can_decide(taker, application):
        raise NotAllowedError(_("%(name)s may not decide this application.") % name)
    if application.assigned_to_id == taker.pk:
        raise NotAllowedError(_("%(name)s has this application already.") % name)
    return _assign(application, taker, by_id, at)


@transaction.atomic
def release_application(*, application_id: int, by_id: int, at: datetime) -> Application:
    """Give an undecided application back to the queue: one's own, or with the permission to assign anybody's.

    Raises NotAllowedError (no permission, own file, taken up by nobody or by a colleague) or
    AlreadyDecidedError.
    """
    releaser = User.objects.get(pk=by_id)
    application = lock_undecided(application_id)
    if application.assigned_to_id is None:
        raise NotAllowedError(_("Nobody has taken up this application."))
    if application.assigned_to_id == releaser.pk:
        check_can_decide(releaser, application)
    else:
        check_can_assign(releaser, application)
    return _assign(application, None, by_id, at)


def lock_undecided(application_id: int) -> Application:
    """Return the application, held until the transaction ends; of many deciders one gets past."""
    application = Application.objects.select_for_update().get(pk=application_id)
    if application.stage not in UNDECIDED:
        raise AlreadyDecidedError(application.reference)
    return application


def store_derived(
    application: Application, outcome: str | None, *, owes_payment: bool | None = None
) -> None:
    """Store who has it, and what follows from that, from an outcome, its documents, what is due and who is asked."""
    is_open = outcome is None
    asked = ThirdPartyRequest.objects.filter(application=application) if is_open else ()
    derived = derive(
        LifecycleFacts(
            is_submitted=True,
            is_assigned=application.assigned_to_id is not None,
            outcome=outcome,
            awaits_document=is_open and waits_for_replacement(application.pk),
            is_eligible=is_open and application.eligible_at is not None,
            owes_payment=is_open and (owes(application) if owes_payment is None else owes_payment),
            awaited=awaited_of(asked),
        )
    )
    application.stage = derived.stage
    application.action_required_by = derived.action_required_by
    application.statuses = list(derived.statuses)
    application.save(update_fields=["stage", "action_required_by", "statuses", "assigned_to"])


def _assign(application: Application, holder: Any, by_id: int, at: datetime) -> Application:
    kind = TimelineEvent.Kind.ASSIGNED if holder else TimelineEvent.Kind.RELEASED
    application.assigned_to = holder
    store_derived(application, None)
    TimelineEvent.objects.create(application=application, kind=kind, actor_id=by_id, happened_at=at)
    record_event(
        action=f"application.{kind}",
        record_type="application",
        record_id=str(application.pk),
        state={"assigned_to": holder.pk if holder else None},
        actor_id=by_id,
        at=at,
    )
    return application

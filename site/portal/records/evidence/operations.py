"""Writes of evidence: an item is claimed by an application, then verified or rejected once by somebody.

What a service makes of its items is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.records.audit.operations import record_event
from portal.records.evidence.kinds import EvidenceKind, model_of
from portal.records.evidence.models import EvidenceItem
from portal.users.models import User

__all__ = [
    "VERIFY",
    "EvidenceNotAllowedError",
    "EvidenceRefusedError",
    "EvidenceSettledError",
    "check_can_settle",
    "claim_item",
    "reject_item",
    "verify_item",
]

VERIFY = "records.verify_evidence"
State = EvidenceItem.State


class EvidenceRefusedError(ValueError):
    """The records forbid the act; the message says why."""


class EvidenceNotAllowedError(EvidenceRefusedError):
    """The person may not verify or reject this item."""


class EvidenceSettledError(EvidenceRefusedError):
    """Somebody has verified or rejected the item already."""


def claim_item(
    *, kind: EvidenceKind, person_id: int, application_reference: str, facts: Mapping[str, Any]
) -> EvidenceItem:
    """Store what a person claims, under the application that says so; 1 SQL.

    It writes no audit event of its own: it belongs to the submission, whose event covers it.
    Raises EvidenceRefusedError for facts that the columns or their constraints do not take; the
    caller's transaction must then be undone.
    """
    item = model_of(kind)(person_id=person_id, application_reference=application_reference, **facts)
    try:
        item.clean_fields(exclude=("person",))
        item.save(force_insert=True)
    except (ValidationError, IntegrityError) as error:
        raise EvidenceRefusedError(f"This {kind.value} cannot be claimed: {error}") from error
    return item


def check_can_settle(user: Any, owner_account_id: int | None) -> None:
    """Raise EvidenceNotAllowedError unless the user verifies evidence, and this is not their own."""
    if not user.is_active or not user.has_perm(VERIFY):
        raise EvidenceNotAllowedError(_("Your role does not verify evidence."))
    if owner_account_id == user.pk:
        raise EvidenceNotAllowedError(_("This is your own evidence: a colleague must verify it."))


@transaction.atomic
def verify_item(*, kind: EvidenceKind, item_id: int, by_id: int, at: datetime) -> EvidenceItem:
    """Record that somebody found the item to be true.

    Raises EvidenceNotAllowedError, or EvidenceSettledError for an item that is not claimed any more.
    """
    return _settle(kind, item_id, State.VERIFIED, "", by_id, at)


@transaction.atomic
def reject_item(
    *, kind: EvidenceKind, item_id: int, reason: str, by_id: int, at: datetime
) -> EvidenceItem:
    """Record that the item is not accepted, with the reason, which its person reads where an application claimed it.

    Raises as verifying does, and EvidenceRefusedError without a reason.
    """
    if not reason.strip():
        raise EvidenceRefusedError(_("Say why the item is rejected."))
    return _settle(kind, item_id, State.REJECTED, reason.strip(), by_id, at)


def _claimed(kind: EvidenceKind, item_id: int) -> QuerySet[Any]:
    """Return the item while it is claimed: this condition lets one of many settle it."""
    return model_of(kind)._default_manager.filter(pk=item_id, state=State.CLAIMED)


def _settle(
    kind: EvidenceKind, item_id: int, state: str, reason: str, by_id: int, at: datetime
) -> EvidenceItem:
    item = model_of(kind)._default_manager.select_related("person").get(pk=item_id)
    check_can_settle(User.objects.get(pk=by_id), item.person.account_id)
    settled = {
        "state": state,
        "rejection_reason": reason,
        "verified_by_id": by_id,
        "verified_at": at,
    }
    if _claimed(kind, item_id).update(**settled) != 1:
        raise EvidenceSettledError(_("Somebody has verified or rejected this item already."))
    record_event(
        action=f"evidence.{state}",
        record_type=kind.value,
        record_id=str(item_id),
        state={"application_reference": item.application_reference, "reason": reason},
        actor_id=by_id,
        at=at,
    )
    item.refresh_from_db()
    return item

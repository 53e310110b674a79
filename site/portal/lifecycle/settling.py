"""Settling what applications claimed: an item is verified or rejected by those who work on the service that claimed it.

Every screen settles through here. How an item is settled once, and what no application claimed, is told by the records.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from portal.lifecycle.policies import check_can_settle_claims
from portal.records.applications.models import Application
from portal.records.evidence import operations
from portal.records.evidence.kinds import EvidenceKind, model_of
from portal.records.evidence.models import EvidenceItem
from portal.users.models import User

__all__ = ["check_can_settle_item", "reject_item", "verify_item"]


def check_can_settle_item(user: Any, item: EvidenceItem) -> None:
    """Raise EvidenceNotAllowedError unless the user verifies evidence and works on the service that claimed the item.

    Who verifies settles what no application claimed. Nobody settles their own.
    """
    application = _claimed_by(item)
    if application is None:
        operations.check_can_settle(user, item.person.account_id)
    else:
        check_can_settle_claims(user, application)


@transaction.atomic
def verify_item(*, kind: EvidenceKind, item_id: int, by_id: int, at: datetime) -> EvidenceItem:
    """Record that somebody found the item to be true.

    Raises EvidenceNotAllowedError, or EvidenceSettledError for an item that is not claimed any more.
    """
    _check(kind, item_id, by_id)
    return operations.verify_item(kind=kind, item_id=item_id, by_id=by_id, at=at)


@transaction.atomic
def reject_item(
    *, kind: EvidenceKind, item_id: int, reason: str, by_id: int, at: datetime
) -> EvidenceItem:
    """Record that the item is not accepted, with the reason.

    Raises as verifying does, and EvidenceRefusedError without a reason.
    """
    _check(kind, item_id, by_id)
    return operations.reject_item(kind=kind, item_id=item_id, reason=reason, by_id=by_id, at=at)


def _check(kind: EvidenceKind, item_id: int, by_id: int) -> None:
    item = model_of(kind)._default_manager.select_related("person").get(pk=item_id)
    check_can_settle_item(User.objects.get(pk=by_id), item)


def _claimed_by(item: EvidenceItem) -> Application | None:
    if not item.application_reference:
        return None
    applications = Application.objects.select_related("person", "version")
    return applications.filter(reference=item.application_reference).first()

"""Writes of memberships: what a district says of its staff. Roles that open doors are granted elsewhere."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from portal.records.audit.operations import record_event
from portal.records.organizations.models import Membership

__all__ = ["record_staff_membership"]


@transaction.atomic
def record_staff_membership(
    *,
    person_id: int,
    organization_id: int,
    position: str,
    starts_on: date,
    ends_on: date | None,
    source: str,
    actor_id: int | None,
    at: datetime,
) -> Membership:
    """Record somebody as staff from a day on, or the new position or end of what is known since that day."""
    membership, is_new = Membership.objects.update_or_create(
        person_id=person_id,
        organization_id=organization_id,
        role=Membership.Role.STAFF,
        starts_on=starts_on,
        defaults={"position": position, "ends_on": ends_on},
    )
    record_event(
        action="membership.recorded" if is_new else "membership.changed",
        record_type="membership",
        record_id=str(membership.pk),
        state={"position": position, "ends_on": ends_on, "source": source},
        actor_id=actor_id,
        at=at,
    )
    return membership
